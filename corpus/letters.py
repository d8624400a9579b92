"""Small facts about Vietnamese letters and syllables that every reader of a page needs."""

import re
import unicodedata

_MARKS = dict.fromkeys(range(0x0300, 0x0370))
_SPACES = re.compile(r"\s+")
_NAME_EDGES = " .,;:-–—()[]*\"'“”"


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, ``đ`` as ``d``, runs of white space as one space."""
    bare = unicodedata.normalize("NFD", text).translate(_MARKS).replace("đ", "d").replace("Đ", "D")
    return _SPACES.sub(" ", bare).strip().lower()


def one_line(text: str) -> str:
    """Return ``text`` in NFC on one line, runs of white space as one space."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def is_capitalised(syllable: str) -> bool:
    """Tell whether a syllable is letters alone and begins with a capital."""
    return syllable.isalpha() and syllable[0].isupper()


def is_personal_name(text: str) -> bool:
    """Tell whether ``text`` can be a person's name or a pen name: two to five capitalised syllables.

    Initials count as syllables: ``T.H``, ``Ng. Minh``.
    """
    syllables = text.strip(_NAME_EDGES).replace(".", ". ").split()
    if not 2 <= len(syllables) <= 5 or len(text) > 40:
        return False
    letters = [syllable.rstrip(".") for syllable in syllables]
    return all(map(is_capitalised, letters)) and ("." in text or any(len(syllable) > 1 for syllable in letters))
