"""Funds that a question names, known or not, in any of the ways people write them."""

import re
from collections.abc import Iterator, Sequence

from index.question_words import QuestionWords
from index.types import Span
from index.vietnamese.names import Names

_FUND_WORDS_LEFT_OUT = {"vi", "viet", "nam", "va"}
_FUND_REACH = 8
_QUOTED = re.compile(r"\s*[“\"']([^”\"']{2,60})[”\"']")
# "Chung tay vì người nghèo", "Ngày vì người nghèo", "Lễ phát động vì người nghèo" name no fund.
_NO_FUND_NAMED_AFTER = {"tay", "ngay", "diem", "thang", "bao", "trao", "dong", "tet"}
_QUARTERS = {"i", "ii", "iii", "iv"}  # typed plainly, "Quy IV" is a quarter (quý)
_ASKING = {"sao", "dau", "bao", "gi", "ai", "the", "duoc", "co"}
_NO_FUND_BEFORE = {"cac", "nhung", "loai", "moi"}


def find_funds(reading: QuestionWords, names: Names) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield (token range, telling folded words) for each fund."""
    for position, _ in enumerate(reading.words):
        if not reading.means(position, "quỹ", "quy"):
            continue
        following = reading.words[position + 1 : position + 1 + _FUND_REACH]
        known = _known_fund(following, names)
        if known:
            last = max(following.index(word) for word in known)
            yield Span(position, position + 2 + last), known
            continue
        named = _named_fund(reading, position)
        if named:
            yield named
    yield from _bare_funds(reading, names)


def _known_fund(following: Sequence[str], names: Names) -> tuple[str, ...] | None:
    for fund in sorted(names.funds, key=len, reverse=True):
        telling = tuple(word for word in fund if word not in _FUND_WORDS_LEFT_OUT)
        if telling and set(telling) <= set(following) and following.index(telling[0]) <= 2:
            return telling
    return None


def _named_fund(reading: QuestionWords, position: int) -> tuple[Span, tuple[str, ...]] | None:
    """Return a fund that no table knows: its name stands in quotes or begins with a capital."""
    if position and reading.words[position - 1] in _NO_FUND_BEFORE:
        return None
    quoted = _QUOTED.match(reading.text, reading.tokens[position].end)
    last = position + 1
    if quoted:
        while last < len(reading.tokens) and reading.tokens[last].end <= quoted.end():
            last += 1
    elif last < len(reading.tokens) and reading.is_capital(last) and reading.words[last] not in _QUARTERS:
        last += 2
    elif (
        last + 2 < len(reading.tokens) and reading.means(last, "vì", "vi") and not _ASKING & {*reading.words[last:][:3]}
    ):
        last += 3  # "quỹ vì trẻ thơ": what such a fund is for is its name
    last = min(last, len(reading.tokens))
    words = tuple(word for word in reading.words[position + 1 : last] if word not in _FUND_WORDS_LEFT_OUT)
    return (Span(position, last), words) if words else None


def _bare_funds(reading: QuestionWords, names: Names) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield funds named in full without the word quỹ before them."""
    if any(reading.means(position, "quỹ", "quy") for position in range(len(reading.words))):
        return
    for fund in names.funds:
        if fund[0] != "vi":
            continue
        for position in range(len(reading.words) - len(fund) + 1):
            led = position and reading.words[position - 1] in _NO_FUND_NAMED_AFTER
            if tuple(reading.words[position : position + len(fund)]) == fund and not led:
                telling = tuple(word for word in fund if word not in _FUND_WORDS_LEFT_OUT)
                yield Span(position, position + len(fund)), telling
