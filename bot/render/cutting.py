"""Where a text that is too long for one message may be cut: the better the place, the larger what ends there."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from index.vietnamese.sentences import split_sentences

_PARAGRAPH, _LINE, _CLAUSE, _WORD = map(re.compile, (r"\n\s*\n", r"\n", r"[;:,…]\s", r"\s"))
# A mark belongs to the words before it, unless it begins a line: there it names a source.
_MARKS = re.compile(r"[^\S\n]*(?:\[\d+\][^\S\n]*)+")
# The end of a sentence that the splitter, which knows no marks, may pass by.
_MARKED_END = re.compile(r"[.!?…][”\"’»)]*(?:[^\S\n]*\[\d+\])+\s")
_MARK = re.compile(r"\[\d+\]")
_LONGEST_MARK = 12  # characters
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}  # the zero-width joiner, and what chooses the look of the sign before it


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units, which is how Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut_place(text: str, limit: int) -> int:
    """Return how many characters of ``text`` to keep, at most ``limit`` units.

    That is up to the end of a paragraph, else of a line, a sentence, a clause or a word, whichever stands first of them
    in the second half of what fits. A mark such as [1] stays whole and with the words before it, and a letter with its
    accents.
    """
    fitting = _fitting(text, limit)
    for places in (_ends_of(_PARAGRAPH), _ends_of(_LINE), _sentences, _ends_of(_CLAUSE), _ends_of(_WORD)):
        found = [place for place in map(_after_marks(text), places(text, fitting)) if fitting // 2 <= place <= fitting]
        if found:
            return max(found)
    return _before_a_sign(text, fitting)


def _ends_of(pattern: re.Pattern[str]) -> Callable[[str, int], Iterator[int]]:
    return lambda text, fitting: (match.end() for match in pattern.finditer(text, 0, fitting))


def _sentences(text: str, fitting: int) -> Iterator[int]:
    yield from (sentence.start for sentence in split_sentences(text[: fitting + 1])[1:])
    yield from _ends_of(_MARKED_END)(text, fitting)


def _after_marks(text: str) -> Callable[[int], int]:
    def moved(place: int) -> int:
        match = None if text[place - 1 : place] == "\n" else _MARKS.match(text, place)
        return match.end() if match else place

    return moved


def _fitting(text: str, limit: int) -> int:
    """Return how many characters of ``text`` fit in ``limit`` units."""
    room = limit
    for position, character in enumerate(text):
        room -= units(character)
        if room < 0:
            return position
    return len(text)


def _before_a_sign(text: str, place: int) -> int:
    """Return the last place up to ``place`` that is inside of no mark and no letter; there being none, ``place``."""
    for mark in _MARK.finditer(text, max(0, place - _LONGEST_MARK), place + _LONGEST_MARK):
        if 0 < mark.start() < place < mark.end():
            return _before_a_sign(text, mark.start())
    earlier = place
    while earlier > 0 and _joined(text, earlier):
        earlier -= 1
    return earlier or place


def _joined(text: str, place: int) -> bool:
    """Return whether the characters on both sides of ``place`` make one sign."""
    if place >= len(text):
        return False
    before, after = text[place - 1], text[place]
    if before == "\u200d" or after in _JOINERS or unicodedata.category(after).startswith("M"):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff":  # the colours of a skin
        return True
    return _is_flag_half(after) and _flag_halves_before(text, place) % 2 == 1


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_halves_before(text: str, place: int) -> int:
    first = place
    while first > 0 and _is_flag_half(text[first - 1]):
        first -= 1
    return place - first
