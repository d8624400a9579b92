"""Periods as a question names them: dates, what is told by its distance from today, parts of a period, and ranges."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.types import Period
from index.vietnamese.dates import find_dates, whole_months
from index.vietnamese.month_words import in_digits
from index.vietnamese.normalise import compose, normalise, spelled

_TO = rf"(?:{spelled('cho')}\s+)?{spelled('đến', 'tới')}"
_NOW = re.compile(rf"\s+{_TO}\s+{spelled('nay', 'hiện nay', 'hiện tại', 'hôm nay', 'bây giờ', 'giờ')}(?!\w)")
_RANGE = re.compile(rf"\s*(?:[-–—]|{_TO}(?:\s+{spelled('hết')})?(?:\s+{spelled('ngày')})?)\s*")
_LIST = re.compile(rf"\s*(?:,|;|{spelled('và', 'hoặc', 'hay', 'với')})\s*(?:{spelled('ngày')}\s+)?")
_EITHER = re.compile(rf"{_LIST.pattern}|\s*,?\s*{spelled('so với', 'hay là', 'cũng như')}\s*(?:{spelled('ngày')}\s+)?")
_OF_YEAR = re.compile(rf"\s*,?\s*(?:{spelled('của', 'trong')}\s+)?")
# "bắt đầu năm 2023" and, typed plainly, "ở đâu tháng 7" hold no edge.
_EDGE = re.compile(
    rf"(?<!\w)(?<!{normalise('bắt')} )(?<!bat )(?<!{normalise('dẫn')} )(?<!dan )(?<!{normalise('đứng')} )(?<!dung )"
    rf"(?<!{normalise('lần')} )(?<!lan )(?<!{normalise('bước')} )(?<!buoc )(?<!{normalise('khởi')} )(?<!khoi )"
    rf"(?<!{normalise('hàng')} )(?<!hang )(?<!ban )(?<!o )(?<!tai )(?<!tu )"
    rf"(?:(?P<half>{spelled('nửa')})\s+)?(?P<edge>{spelled('đầu', 'giữa', 'cuối')})\s+(?:{spelled('của')}\s+)?$"
)
# Typed plainly, "tháng sáu năm 2023" must not read as after 2023.
_SIDE = re.compile(rf"(?<!\w)(?<!thang )(?P<side>{spelled('trước', 'sau')})(?:\s+{spelled('ngày')})?\s+$")
_SINCE = re.compile(rf"(?<!\w){spelled('từ', 'kể từ')}\s+$")
_REACH = 16
_EDGED = frozenset({"month", "quarter", "year"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period in a question: its days, where it stands, and whether its year is told at all.

    ``kind`` is that of ``WrittenDate``, or ``range``.
    """

    period: Period
    start: int
    end: int
    kind: str
    has_year: bool


def find_periods(text: str, today: date) -> list[NamedPeriod]:
    """Return the periods that ``text`` names, in order, none overlapping; offsets are positions in ``compose(text)``.

    "từ tháng 3 đến tháng 6/2023" is one period, "tháng 7 năm ngoái" a month of last year, "cuối năm 2022" the last
    third of it. What names no year anywhere has the year of ``today`` and ``has_year`` false.
    """
    plain = in_digits(normalise(compose(text)))
    halves = list(_halves(plain, today))
    dates = [one for one in _dates(plain, today.year) if not any(half.end >= one.end > half.start for half in halves)]
    found = _with_years(plain, [*dates, *halves], _relative(plain, plain, today))
    found = [_edged(plain, one) for one in found]
    found = _years_of_lists(plain, found)
    found = [_until_now(plain, one, today) for one in _ranges(plain, found)]
    return [_open_ended(plain, one) for one in found]


def find_period_lists(text: str, today: date) -> list[list[NamedPeriod]]:
    """Return the periods of ``find_periods``, those together that ``text`` lists ("tháng 2 hoặc tháng 3")."""
    plain = normalise(compose(text))
    lists: list[list[NamedPeriod]] = []
    for one in find_periods(text, today):
        before = lists[-1][-1] if lists else None
        if before and before.kind == one.kind and _EITHER.fullmatch(plain, before.end, one.start):
            lists[-1].append(one)
        else:
            lists.append([one])
    return lists


def _dates(text: str, year: int) -> list[NamedPeriod]:
    return [NamedPeriod(one.period, one.start, one.end, one.kind, one.has_year) for one in find_dates(text, year)]


def _day(ago: int) -> Callable[[date], Period]:
    return lambda today: Period(today - ago * _DAY, today - ago * _DAY)


def _week(ago: int) -> Callable[[date], Period]:
    def of(today: date) -> Period:
        monday = today - timedelta(days=today.weekday(), weeks=ago)
        return Period(monday, monday + 6 * _DAY)

    return of


def _months(size: int, ago: int) -> Callable[[date], Period]:
    """Return the run of ``size`` months of the calendar that lies ``ago`` runs before today's."""

    def of(today: date) -> Period:
        year, month = divmod(size * ((12 * today.year + today.month - 1) // size - ago), 12)
        return whole_months(year, month + 1, month + size)

    return of


def _since_new_year(today: date) -> Period:
    return Period(date(today.year, 1, 1), today)


_LAST = ("trước", "rồi", "qua", "vừa rồi", "vừa qua")
# "năm qua" is left out: a report says it of the year that it closes, and a question often repeats its words.
_RELATIVE: tuple[tuple[str, str, Callable[[date], Period]], ...] = (
    (spelled("hôm nay", "sáng nay", "trưa nay", "chiều nay", "đêm nay"), "day", _day(0)),
    # Only with its accents: "toi nay" is as likely "to this day".
    (normalise("tối nay"), "day", _day(0)),
    (spelled("hôm qua"), "day", _day(1)),
    (spelled("hôm kia"), "day", _day(2)),
    (spelled("tuần này"), "week", _week(0)),
    (spelled(*(f"tuần {last}" for last in _LAST)), "week", _week(1)),
    (spelled("tháng này"), "month", _months(1, 0)),
    (spelled(*(f"tháng {last}" for last in _LAST)), "month", _months(1, 1)),
    # Only with its accents: "quy nay" is as likely this fund (quỹ này).
    (normalise("(?:quý|quí) này"), "quarter", _months(3, 0)),
    (normalise("(?:quý|quí) (?:trước|vừa rồi|vừa qua)"), "quarter", _months(3, 1)),
    (spelled("năm nay"), "year", _months(12, 0)),
    (spelled("năm ngoái", "năm trước", "năm rồi", "năm vừa rồi"), "year", _months(12, 1)),
    (spelled("năm kia"), "year", _months(12, 2)),
    (spelled("đầu năm đến nay", "đầu năm tới nay"), "range", _since_new_year),
)
_RELATIVE_PATTERN = re.compile(
    r"(?<!\w)(?:" + "|".join(rf"(?P<n{n}>{words})" for n, (words, _, _) in enumerate(_RELATIVE)) + r")(?!\w)"
)
# Several years ago (nhiều năm trước) is not last year, nor is this Vietnam (Việt Nam này) this year.
_COUNTED = ("các", "những", "nhiều", "nhiêu", "mấy", "vài", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "việt")
_NUMBERS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "chục")
_SEVERAL = re.compile(rf"(?<!\w){spelled(*_COUNTED)}\s+$")
# Two years ago (hai năm trước) is not last year, but "tháng hai năm trước" is of last year.
_SOME_AGO = re.compile(rf"(?<!\w)(?<!tháng )(?<!thang )(?<!quý )(?<!quy ){spelled(*_NUMBERS)}\s+$")
_AGO = re.compile(rf"{spelled('trước')}$")


def _relative(plain: str, composed: str, today: date) -> list[NamedPeriod]:
    """Return what is named by its distance from today; with a number before it (3 tháng trước) it is another."""
    date_ends = {one.end for one in find_dates(composed, today.year)}
    found = []
    for match in _RELATIVE_PATTERN.finditer(plain):
        before = plain[: match.start()].rstrip()
        counted = before[-1:].isdigit() and len(before) not in date_ends
        led = plain[max(0, match.start() - _REACH) : match.start()]
        if counted or _SEVERAL.search(led) or (_AGO.search(match[0]) and _SOME_AGO.search(led)):
            continue
        _, kind, period = _RELATIVE[next(n for n in range(len(_RELATIVE)) if match[f"n{n}"] is not None)]
        found.append(NamedPeriod(period(today), match.start(), match.end(), kind, has_year=True))
    return found


_HALF = re.compile(
    rf"(?<!\w){spelled('nửa')}\s+(?:(?P<edge>{spelled('đầu', 'cuối')})\s+(?:{spelled('của')}\s+)?{spelled('năm')}"
    rf"(?!\s+(?:\d|{spelled('nay', 'ngoái', 'trước', 'kia', 'rồi')}))"
    rf"|{spelled('năm')}\s+(?P<after>{spelled('đầu', 'cuối')})"
    rf"(?:\s+(?:{spelled('năm')}\s+)?(?P<year>(?:19|20)\d\d))?)(?!\w)"
)


def _halves(plain: str, today: date) -> Iterator[NamedPeriod]:
    """Yield halves of a year that no date in figures tells: "nửa đầu năm", "nửa năm đầu 2023"."""
    for match in _HALF.finditer(plain):
        first = (match["edge"] or match["after"])[0] in "dđ"
        period = whole_months(int(match["year"] or today.year), 1 if first else 7, 6 if first else 12)
        yield NamedPeriod(period, match.start(), match.end(), "months", match["year"] is not None)


def _with_years(plain: str, dates: Sequence[NamedPeriod], relative: Sequence[NamedPeriod]) -> list[NamedPeriod]:
    """Return both in order; a date without a year takes that of the "năm ngoái" that follows or ends it."""
    found = list(dates)
    for one in relative:
        place = next((n for n, other in enumerate(found) if _takes_year(plain, other, one)), None)
        if place is not None:
            found[place] = replace(_in_year(plain, found[place], one.period.first.year), end=one.end)
        elif not any(other.start < one.end and one.start < other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _takes_year(plain: str, dated: NamedPeriod, year: NamedPeriod) -> bool:
    """Return whether ``year`` stands right after ``dated``, or shares its last word (6 tháng đầu năm ngoái)."""
    if dated.has_year or year.kind != "year" or dated.start >= year.start:
        return False
    return dated.end > year.start or bool(_OF_YEAR.fullmatch(plain, dated.end, year.start))


def _in_year(plain: str, dated: NamedPeriod, year: int) -> NamedPeriod:
    if dated.kind == "months":
        return replace(
            dated, period=whole_months(year, dated.period.first.month, dated.period.last.month), has_year=True
        )
    again = next((one for one in find_dates(plain, year) if one.start == dated.start), None)
    return replace(dated, period=again.period, has_year=True) if again else dated  # 29/2 of a year without it


def _edged(plain: str, one: NamedPeriod) -> NamedPeriod:
    """Return the third of a month, quarter or year that its beginning, middle or end is, or the half."""
    match = _EDGE.search(plain, max(0, one.start - _REACH), one.start)
    if match is None or one.kind not in _EDGED:
        return one
    if _SINCE.search(plain, max(0, match.start() - _REACH), match.start()) and match["edge"][0] in "đd":
        return replace(one, start=match.start())  # "từ đầu năm 2023" goes on, as far as the year does
    parts = 2 if match["half"] else 3
    at = {"đ": 0, "d": 0, "g": 1, "c": parts - 1}[match["edge"][0]]
    return replace(one, period=_part(one.period, at, parts), start=match.start())


def _part(period: Period, at: int, parts: int) -> Period:
    """Return one of equal parts: of whole months where they can be shared out, else of days."""
    first, last = period.first, period.last
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if months % parts == 0:
        size = months // parts
        return whole_months(first.year, first.month + at * size, first.month + (at + 1) * size - 1)
    size = (last - first + _DAY).days // parts
    end = last if at == parts - 1 else first + (at + 1) * size * _DAY - _DAY
    return Period(first + at * size * _DAY, end)


def _years_of_lists(plain: str, found: Sequence[NamedPeriod]) -> list[NamedPeriod]:
    """Give what is listed without a year (quý I và quý II/2023) that of the next of its kind."""
    listed: list[NamedPeriod] = []
    for one in reversed(found):
        follower = listed[-1] if listed else None
        if follower and follower.has_year and not one.has_year and follower.kind == one.kind:
            between = _LIST.fullmatch(plain, one.end, follower.start)
            listed.append(_in_year(plain, one, follower.period.first.year) if between else one)
        else:
            listed.append(one)
    return listed[::-1]


def _ranges(plain: str, found: Iterable[NamedPeriod]) -> Iterator[NamedPeriod]:
    held: NamedPeriod | None = None
    for one in found:
        joined = _joined(plain, held, one) if held and _RANGE.fullmatch(plain, held.end, one.start) else None
        if held and joined is None:
            yield held
        held = joined or one
    if held:
        yield held


def _joined(plain: str, first: NamedPeriod, last: NamedPeriod) -> NamedPeriod | None:
    """Return the range from one period to another, of which either may leave its year to the other."""
    if last.has_year and not first.has_year:
        year = last.period.last.year
        tries = [(_in_year(plain, first, year), last), (_in_year(plain, first, year - 1), last)]
    elif first.has_year and not last.has_year:
        year = first.period.first.year
        tries = [(first, _in_year(plain, last, year)), (first, _in_year(plain, last, year + 1))]
    else:
        tries = [(first, last)]
    for begin, end in tries:
        if begin.period.first <= end.period.first and begin.period.last <= end.period.last:
            period = Period(begin.period.first, end.period.last)
            return NamedPeriod(period, first.start, last.end, "range", first.has_year or last.has_year)
    return None


def _until_now(plain: str, one: NamedPeriod, today: date) -> NamedPeriod:
    match = _NOW.match(plain, one.end)
    if match is None or one.period.first > today:
        return one
    return NamedPeriod(Period(one.period.first, today), one.start, match.end(), "range", has_year=True)


def _open_ended(plain: str, one: NamedPeriod) -> NamedPeriod:
    """Return what is before or after a period, without it; a day stays in, as a text says "trước 30/6" of that day."""
    match = _SIDE.search(plain, max(0, one.start - _REACH), one.start)
    if match is None or not one.has_year or (one.kind == "term" and match["side"][0] == "s"):
        return one  # what is so after a term of office came of it
    before = match["side"][0] == "t"
    first, last = one.period.first, one.period.last
    if one.kind != "day":
        first, last = last + _DAY, first - _DAY
    period = Period(date.min, last) if before else Period(first, date.max)
    return replace(one, period=period, start=match.start(), kind="range")
