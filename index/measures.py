"""Numbers that measure what a question asks for, and count no pieces of it: tons of rice, square metres."""

import re
from collections.abc import Sequence

from index.sentence_words import SentenceWords
from index.types import Span
from index.vietnamese.tokens import Token


def weighs(counted: Sequence[str], sentence: SentenceWords, after: Sequence[Token]) -> bool:
    """Return whether the number measures what is not counted by the piece ("bao nhiêu gạo": "3,2 tấn")."""
    measured = counted[0] in _MASSES and bool(after) and after[0].text in _MEASURES
    return measured and any(token.folded == counted[0] for token in sentence.tokens)


def is_of_unit(counted: Sequence[str], sentence: SentenceWords, number: Span) -> bool:
    """Return whether the number is of the unit asked for, in its short form ("bao nhiêu mét vuông": "42 m²")."""
    short = _SHORT_UNITS.get(" ".join(counted[:2])) or _SHORT_UNITS.get(counted[0])
    return short is not None and bool(short.match(sentence.normalised, number.end))


_SHORT_UNITS = {
    "met vuong": re.compile(r"\s*m ?[2²](?!\w)"),
    "met khoi": re.compile(r"\s*m ?[3³](?!\w)"),
    "met": re.compile(r"\s*m(?!\w)"),
    "cay so": re.compile(r"\s*km(?!\w)"),
    "hec ta": re.compile(r"\s*ha(?!\w)"),
    "hecta": re.compile(r"\s*ha(?!\w)"),
}
_MASSES = frozenset(
    {"gao", "thoc", "lua", "hang", "rac", "dat", "xi", "cat", "da", "nuoc", "rau", "ca", "tom", "duong"}
)
_MEASURES = frozenset(
    {"tấn", "tạ", "yến", "kg", "kilôgam", "cân", "lít", "m", "m²", "m³", "mét", "ha", "hecta", "km", "khối"}
)
