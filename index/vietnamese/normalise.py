"""One form for each Vietnamese word, whatever the keyboard that typed it.

Unicode composes accents (NFC) but does not unify where the tone mark of an open syllable stands (``uỷ``/``ủy``,
``hoà``/``hòa``) nor the two spellings of a final i (``tỷ``/``tỉ``), and never decomposes ``đ``.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_TONED = {
    "a": "àáảãạ",
    "e": "èéẻẽẹ",
    "i": "ìíỉĩị",
    "o": "òóỏõọ",
    "u": "ùúủũụ",
    "y": "ỳýỷỹỵ",
}
# The tone moves from the second vowel to the first in an open syllable (hoà -> hòa); after q the u is no vowel (quý).
_TONE_MOVES = {
    first + _TONED[second][tone]: _TONED[first][tone] + second
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in range(5)
}
# What stands before is looked at last: a pattern that begins with letters is sought several times as fast.
_OPEN_SYLLABLE = re.compile(rf"((?:o[{_TONED['a'][:5]}{_TONED['e'][:5]}]|u[{_TONED['y'][:5]}])(?<!q..))(?!\w)")
_FINAL_Y = re.compile(r"([hklmst])([yỳýỷỹỵ])(?<![^\W\d_]..)(?!\w)")
_BARE_FINAL_Y = re.compile(r"y(?<=[hklmst]y)(?<![^\W\d_]..)(?!\w)")
_Y_TO_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
CAPITAL = f"[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ{''.join(map(chr, range(0x1EA0, 0x1EFA, 2)))}]"
"""A capital letter of Vietnamese, composed, in a pattern: the blocks of Unicode mix them with small ones."""


class _BareLetters(dict[int, str]):
    """What each character is without its accents, found when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        self[code] = bare
        return bare


_BARE = _BareLetters({ord("đ"): "d", ord("Đ"): "D"})
_SHORT = 32
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def compose(text: str) -> str:
    """Return ``text`` in NFC: the one form in which offsets are counted."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return a question as typed without invisible and control characters, white space folded, in NFC."""
    visible = _CONTROL.sub(" ", compose(text).translate(_INVISIBLE))
    return " ".join(visible.split())


def normalise(text: str) -> str:
    """Return NFC lower case with one placement of tone marks and one spelling of a final i.

    The result has exactly as many characters as ``compose(text)``, so offsets found in it hold for the composed text.
    """
    return respell(lower(text))


def lower(text: str) -> str:
    """Return ``text`` in NFC and lower case, with exactly as many characters as ``compose(text)``."""
    composed = compose(text)
    lowered = composed.lower()
    if len(lowered) != len(composed):  # a few foreign capitals have a longer lower case
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in composed)
    return lowered


def respell(lowered: str) -> str:
    """Return text in NFC and lower case with one placement of tone marks and one spelling of a final i.

    Nothing beyond the next character that is no letter, digit or underscore decides, so words may be respelled alone.
    """
    moved = _OPEN_SYLLABLE.sub(lambda match: _TONE_MOVES[match[1]], lowered)
    return _FINAL_Y.sub(lambda match: match[1] + _Y_TO_I[match[2]], moved)


def fold(text: str) -> str:
    """Return the normalised text without any accent, as it is typed on a plain keyboard."""
    return _folded_before(text) if len(text) <= _SHORT else _folded(text)


def fold_words(words: Iterable[str]) -> Iterator[str]:
    """Return what ``fold`` does to each of some words, in half the time."""
    return map(_folded_before, words)


def _folded(text: str) -> str:
    return _BARE_FINAL_Y.sub("i", lower(text).translate(_BARE))


_folded_before = lru_cache(maxsize=2**15)(_folded)
"""Words and names come again and again; whole texts do not, and would only fill the memory."""


def spelled(*words: str) -> str:
    """Return a pattern for any of these words in normalised text, with all its accents or with none.

    Matching folded text instead would take ``quỹ`` for ``quý`` and ``ngân`` for ``ngàn``.
    """
    forms = dict.fromkeys(form for word in words for form in (normalise(word), fold(word)))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms) + ")"


def strip_accents(text: str) -> str:
    """Return ``text`` as typed on a plain keyboard: without accents, its capitals and spelling kept."""
    return text.translate(_BARE)


def has_accents(text: str) -> bool:
    """Return whether any letter of ``text`` carries a Vietnamese mark."""
    return any(letter in "đĐ" or unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", text))
