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
    r"(?<!\w)(?:(?:" + spelled("trong", "suốt", "sau", "qua", "hơn", "gần") + r"\s+)+"
    + r"(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+"
    + spelled("ngày", "tuần", "tháng", "năm") + r"(?:\s+" + spelled("qua", "kêu gọi", "vận động", "phát động",
    "triển khai", "thực hiện", "hoạt động", "đầu năm") + r")?|"
    + spelled("trong năm qua", "năm vừa qua", "năm qua", "những năm qua", "nhiều năm qua", "thời gian qua", "năm nay",
    "năm ngoái", "trong nhiệm kỳ qua", "nhiệm kỳ qua") + r")(?!\w)"
)  # fmt: skip
# A sentence that tells the parts of the sum before it has the time of that.
_DETAILS = re.compile(rf"{spelled('trong đó')}(?!\w)")
_CLAUSE_END = re.compile(r"[,;:\n]|\.(?=\s|$)")
_SOME_YEAR_END = date(2000, 12, 31)
# "…, tính đến ngày 30/9" is of the sum before it, whatever mark leads to it.
_COUNTED = re.compile(rf"\s*,?\s*\(?{spelled('tính đến', 'tính từ', 'tính tới')}\s[^,;.)\n]*")
_AFTER_REACH = 70
_OPENING = 90
_OPENS_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Time:
    """When a sum was raised, as far as told; ``span`` is in the body."""

    period: Period | None = None
    as_of: date | None = None
    span: Span | None = None


def find_time(story: Story, sentence: Sentence, money: WrittenNumber, named_in: Sentence) -> Time:
    """Return when a sum was raised: as its sentence says, else the one that names its fund, else its paragraph."""
    told = _told(story, sentence, money.start, money.end)
    if told is None and named_in is not sentence and _DETAILS.match(sentence.plain):
        told = _told(story, named_in, len(named_in.plain), len(named_in.plain))
    return told or _opening(story, sentence)


def _told(story: Story, sentence: Sentence, start: int, end: int) -> Time | None:
    """Return the period nearest before a range of a sentence, else one close after it."""
    plain = sentence.plain
    dated = _periods(story, sentence.text)
    before = [one for one in dated if one.end <= start]
    if before:
        return _time(plain, before[-1], sentence.span.start)
    stop = _CLAUSE_END.search(plain, end)
    ceiling = min(stop.start() if stop else len(plain), end + _AFTER_REACH)
    counted = _COUNTED.match(plain, end)
    if counted:
        ceiling = counted.end()
    told = _UNTIL_NOW.search(plain, 0, start) or _SPAN_OF_TIME.search(plain, 0, start)
    if told:
        now = story.published if _UNTIL_NOW.fullmatch(told[0]) else None
        return Time(as_of=now, span=sentence.in_body(told.start(), told.end()))
    after = next((one for one in dated if end <= one.start < ceiling and (counted or one.kind != "day")), None)
    if after:
        return _time(plain, after, sentence.span.start)
    lasted = _SPAN_OF_TIME.search(plain, end, ceiling)
    return Time(span=sentence.in_body(lasted.start(), lasted.end())) if lasted else None


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
