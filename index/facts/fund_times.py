"""When a sum was raised or spent: the period it was raised in, or the day up to which it was counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.facts.reading import Sentence, Story
from index.types import Period, Span
from index.vietnamese.amounts import WrittenNumber
from index.vietnamese.normalise import normalise, spelled
from index.vietnamese.periods import NamedPeriod, find_periods

_UNTIL = re.compile(
    rf"(?<!\w)(?:{spelled('tính')}\s+)?{spelled('đến', 'tới')}"
    rf"(?:\s+{spelled('hết', 'ngày', 'cuối', 'thời điểm', 'hết ngày')})?\s+$"
)
# Times that no calendar tells: they are quoted, and only "đến nay" is of a day.
_UNTIL_NOW = re.compile(
    r"(?<!\w)" + spelled("tính đến nay", "cho đến nay", "từ đầu năm đến nay", "đến nay", "tính đến thời điểm này")
    + r"(?!\w)"
)  # fmt: skip
_SPAN_OF_TIME = re.compile(
    r"(?<!\w)" + spelled("trong", "suốt", "sau", "qua", "hơn")
    + r"\s+(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+"
    + spelled("ngày", "tuần", "tháng", "năm") + r"(?:\s+" + spelled("qua", "kêu gọi", "vận động", "phát động",
    "triển khai") + r")?(?!\w)"
)  # fmt: skip
_CLAUSE_END = re.compile(r"[,;:\n]|\.(?=\s|$)")
_SOME_YEAR_END = date(2000, 12, 31)
_AFTER_REACH = 70
_OPENING = 90
_OPENS_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Time:
    """When a sum was raised, as far as told; ``span`` is in the body."""

    period: Period | None = None
    as_of: date | None = None
    span: Span | None = None


def find_time(story: Story, sentence: Sentence, money: WrittenNumber) -> Time:
    """Return the period nearest before a sum in its sentence, else one close after it, else that of its paragraph."""
    plain = sentence.plain
    dated = _periods(story, sentence.text)
    before = [one for one in dated if one.end <= money.start]
    if before:
        return _time(plain, before[-1], sentence.span.start)
    told = _UNTIL_NOW.search(plain, 0, money.start) or _SPAN_OF_TIME.search(plain, 0, money.start)
    if told:
        now = story.published if _UNTIL_NOW.fullmatch(told[0]) else None
        return Time(as_of=now, span=sentence.in_body(told.start(), told.end()))
    stop = _CLAUSE_END.search(plain, money.end)
    ceiling = min(stop.start() if stop else len(plain), money.end + _AFTER_REACH)
    after = next((one for one in dated if money.end <= one.start < ceiling and one.kind != "day"), None)
    return _time(plain, after, sentence.span.start) if after else _opening(story, sentence)


def _periods(story: Story, text: str) -> Sequence[NamedPeriod]:
    named = find_periods(text, story.published or _SOME_YEAR_END)
    return [one for one in named if (one.has_year or story.published) and one.kind not in {"term", "span"}]


def _time(plain: str, named: NamedPeriod, offset: int) -> Time:
    until = _UNTIL.search(plain[: named.start])
    span = Span(offset + (until.start() if until else named.start), offset + named.end)
    return Time(as_of=named.period.last, span=span) if until else Time(period=named.period, span=span)


def _opening(story: Story, sentence: Sentence) -> Time:
    """Return the period that opens the paragraph of a sentence ("Trong 6 tháng đầu năm 2023, ..."), and dates it."""
    body = story.article.body
    first = body.rfind("\n", 0, sentence.span.start) + 1
    opening = body[first : min(first + _OPENING, sentence.span.start)]
    opened = next((one for one in _periods(story, opening) if one.start <= _OPENS_BEFORE and one.kind != "day"), None)
    return _time(normalise(opening), opened, first) if opened else Time()
