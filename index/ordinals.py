"""Ordinals: lần thứ IX, lần thứ chín and lần 9 are one, as are khóa V and khóa 5."""

import re
from collections.abc import Iterator, Sequence

from index.question_words import QuestionWords
from index.types import Constraint, ConstraintKind, Span

_NUMBER_WORDS = {
    "nhat": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5", "sau": "6", "bay": "7", "tam": "8",
    "chin": "9", "muoi": "10",
}  # fmt: skip
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_SESSIONS = frozenset({"hop", "phien", "ki"})
_NUMBERED = frozenset({"thu", "lan", "khoa", "so"})
_LEADS = (("lần", "lan"), ("khóa", "khoa"), ("số", "so"))
# Short forms of cities, spelled out so that they are met by the name.
SHORT_PLACES = {
    "hcm": ("ho", "chi", "minh"),
    "tphcm": ("ho", "chi", "minh"),
    "hn": ("ha", "noi"),
    "tphn": ("ha", "noi"),
}


def canonical_numbers(words: Sequence[str]) -> list[str]:
    """Return folded words with the numbers of ordinals in digits, and the short forms of cities spelled out."""
    canonical: list[str] = []
    for position, word in enumerate(words):
        before = canonical[-1] if canonical else ""
        if word == "thu" and before == "lan" and position + 1 < len(words) and _ordinal(words[position + 1]):
            continue
        if word in SHORT_PLACES:
            canonical += SHORT_PLACES[word]
        else:
            canonical.append(_ordinal(word) or word if before in _NUMBERED else word)
    return canonical


def find_ordinals(reading: QuestionWords) -> Iterator[Constraint]:
    """Yield what a question numbers: a meeting (lần thứ 10), a term (khóa V), a session, a cluster (số 2)."""
    for position in range(1, len(reading.words)):
        number = _ordinal(reading.words[position])
        led = _led_by(reading, position) if number and not _is_year_word(reading, position) else None
        if number and led:
            first, lead = led
            yield Constraint(ConstraintKind.ORDINAL, reading.written(Span(first, position + 1)), (lead, number))


def _led_by(reading: QuestionWords, position: int) -> tuple[int, str] | None:
    """Return where an ordinal begins and the word that makes its number one, or None if nothing does."""
    first = position - 1
    lead = reading.words[first]
    earlier = reading.words[first - 1] if first else ""
    if lead == "thu":
        if earlier == "lan":
            return first - 1, "lan"
        return (first, "thu") if earlier in _SESSIONS else None
    if not any(reading.means(first, word, bare) for word, bare in _LEADS):
        return None
    return None if lead == "so" and earlier in {"", "tong", "con", "co"} else (first, lead)


def _is_year_word(reading: QuestionWords, position: int) -> bool:
    """Return whether "năm" before a number is the year ("cơ sở năm 2020") and no five."""
    follows = position + 1 < len(reading.words) and reading.words[position + 1].isdigit()
    return reading.words[position] == "nam" and (follows or reading.words[position - 1] != "thu")


def _ordinal(word: str) -> str | None:
    if word.isdigit():
        return word
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    if word and _ROMAN.fullmatch(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        following = [*values[1:], 0]
        return str(sum(-now if now < later else now for now, later in zip(values, following, strict=True)))
    return None
