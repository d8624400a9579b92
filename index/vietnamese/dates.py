"""Dates and periods as Vietnamese writes them, day first, found with their offsets."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from index.types import Period
from index.vietnamese.normalise import compose, fold, normalise, spelled

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORD_COUNTS = {"ba": 3, "sau": 6, "chin": 9}
_START = r"(?<![\d/.,-])"
_END = r"(?![\d/]|[.,-]\d)"
_NO_YEAR = r"(?!\s*[/.-]\s*\d{4})"
_WORD = r"(?<!\w)"
_DASH = r"\s*[-–—]\s*"
_SLASH = r"\s*[/.-]\s*"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_FIRST_DAY = r"(?P<first>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_FIRST_MONTH = r"(?P<first_month>0?[1-9]|1[0-2])"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_LAST_YEAR = r"(?P<last>(?:19|20)\d\d)"
_NGAY, _THANG, _NAM = spelled("ngày"), spelled("tháng"), spelled("năm")
_TERM = spelled("nhiệm kỳ", "giai đoạn", "5 năm", "năm năm")
_QUARTER = spelled("quý", "quí")
_COUNT = spelled("ba", "sáu", "chín")
_EDGE = spelled("đầu", "cuối")
_PART_OF_DAY = rf"{spelled('sáng', 'chiều', 'tối', 'trưa', 'hôm')}(?:\s+{spelled('sớm', 'muộn', 'ngày')})?"
_THIS_DAY = spelled("nay", "qua")
_UP_TO = spelled("đến", "tới", "và")
_MONEY = spelled("nghìn", "ngàn", "triệu", "tỷ", "đồng")

# Matched on normalised text, which has the length of the text itself. Of forms that begin at one place the first wins.
_FORMS: tuple[tuple[str, str], ...] = (
    ("term", rf"{_WORD}{_TERM}\s+{_YEAR}{_DASH}{_LAST_YEAR}"),
    ("day", rf"{_START}{_FIRST_DAY}(?:/{_FIRST_MONTH})?{_DASH}{_DAY}/{_MONTH}/{_YEAR}{_END}"),
    ("day", rf"{_START}{_DAY}{_SLASH}{_MONTH}{_SLASH}{_YEAR}{_END}"),
    ("day", rf"{_START}{_DAY}\s+{_THANG}\s+{_MONTH}\s*(?:,|/|{_NAM}|-)?\s*{_YEAR}{_END}"),
    ("day", rf"{_WORD}{_NGAY}\s+{_FIRST_DAY}(?:-|\s+{_UP_TO}\s+(?:{_NGAY}\s+)?){_DAY}/{_MONTH}(?:/{_YEAR})?{_END}"),
    ("day", rf"{_WORD}{_NGAY}\s+{_FIRST_DAY}\s+{spelled('và')}\s+{_DAY}-{_MONTH}(?:-{_YEAR})?{_END}"),
    ("months", rf"{_START}(?P<count>\d{{1,2}}|{_COUNT})\s+{_THANG}\s+(?P<edge>{_EDGE})"
               rf"(?:\s+{_NAM}|(?=\s+(?:19|20)\d\d\b))(?:\s+{_YEAR})?\b"),
    ("quarter", rf"{_WORD}{_QUARTER}\s+(?P<quarter>iv|i{{1,3}}|[1-4](?![.,]?\d|\s*{_MONEY}))"
                rf"(?:\s*(?:/|-|{_NAM}|,|(?<=\s))\s*{_YEAR})?\b"),
    ("month", rf"{_WORD}{_THANG}\s+{_MONTH}\s*(?:/|-|{_NAM}|,\s*{_NAM}|(?<=\s))\s*{_YEAR}{_END}"),
    ("month", rf"{_START}{_MONTH}/{_YEAR}{_END}"),
    ("day", rf"{_START}{_DAY}\s+{_THANG}\s+{_MONTH}{_END}"),
    ("day", rf"{_WORD}{_NGAY}\s+{_DAY}\s*[/.-]\s*{_MONTH}{_END}{_NO_YEAR}"),
    ("day", rf"{_WORD}{_PART_OF_DAY}\s+(?:{_THIS_DAY}\s+\(?)?{_DAY}\s*[/-]\s*{_MONTH}{_END}{_NO_YEAR}"),
    ("day", rf"{_WORD}{_PART_OF_DAY}\s+(?:{_THIS_DAY}\s+\(?)?{_DAY}\.{_MONTH}{_END}{_NO_YEAR}"
            rf"(?!\s*{_MONEY}(?!\w))"),
    ("day or part", rf"{_START}{_DAY}/{_MONTH}{_END}"),
    # A run of numbers or a score goes up, or stays low: 21-7 is neither.
    ("day", rf"{_START}(?P<day>1[3-9]|2\d|3[01])-{_MONTH}{_END}(?!\s*%)"),
    ("month", rf"{_WORD}{_THANG}\s+{_MONTH}{_END}"),
    ("year", rf"{_WORD}(?<!việt )(?<!viet ){_NAM}\s+{_YEAR}\b"),
    ("span", rf"{_START}{_YEAR}{_DASH}{_LAST_YEAR}{_END}"),
    ("year", rf"{_START}{_YEAR}{_END}(?!\s*{_MONEY}(?!\w))"),
)  # fmt: skip
# What every form begins with: looked for first, since trying all forms wherever one might begin takes twice as long.
_BEGINNINGS = re.compile(
    r"\d|" + spelled("ngày", "tháng", "năm", "nhiệm", "giai", "quý", "quí", "ba", "sáu", "chín", "sáng", "chiều", "tối",
                     "trưa", "hôm")
)  # fmt: skip
_PATTERN = re.compile(
    r"(?=\d|(?<!\w))(?:"
    + "|".join(rf"(?P<form{n}>{re.sub(r'[?]P<', f'?P<n{n}_', form)})" for n, (_, form) in enumerate(_FORMS))
    + ")"
)
_PARTS = {
    f"form{n}": (
        kind,
        tuple((name.removeprefix(f"n{n}_"), group) for name, group in _PATTERN.groupindex.items()
              if name.startswith(f"n{n}_")),
    )
    for n, (kind, _) in enumerate(_FORMS)
}  # fmt: skip
"""The kind of each form, the group that closes last, and the groups of its parts."""

# 9/11 is a part of a whole (9/11 phường) when a word follows that none of these is, unless a word for time precedes.
_AFTER_DAY = re.compile(
    spelled(
        "tại", "ở", "và", "đến", "tới", "là", "do", "vừa", "đã", "sẽ", "với", "có", "trong", "các", "thì", "mà", "nhằm",
        "cùng", "để", "theo", "của", "từ", "năm", "này", "hàng", "hằng", "được", "diễn", "khi", "cho", "về", "lúc"
    ) + r"(?!\w)"
)  # fmt: skip
_BEFORE_DAY = re.compile(
    r"(?<!\w)" + spelled("đến", "từ", "vào", "họp", "nghị", "lễ", "dịp", "trước", "sau", "qua") + r"\s+$"
)
_BEFORE_REACH = 12


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date or period in a text: its days, where it stands, and whether the year is the text's own.

    ``kind`` is ``day`` (a run of days too, 20-21/7/2023), ``month``, ``months``, ``quarter``, ``year``, ``term`` or
    ``span``.
    """

    period: Period
    start: int
    end: int
    kind: str
    has_year: bool


def find_dates(text: str, default_year: int | None = None) -> list[WrittenDate]:
    """Return the dates of ``text`` in order, longest form first, none overlapping.

    A date without a year (``ngày 9/11``) takes ``default_year``, and is left out when that is None. An impossible
    date (31/02) is none, and neither is a part of a whole (``10/12 phường``). Offsets are positions in
    ``compose(text)``.
    """
    return list(_matches(compose(text), default_year))


def _matches(text: str, default_year: int | None) -> Iterator[WrittenDate]:
    for match in _forms(normalise(text)):
        kind, named = _PARTS[match.lastgroup or ""]
        parts = {name: value for name, group in named if (value := match[group]) is not None}
        year = int(parts["year"]) if "year" in parts else default_year
        if year is None or (kind == "day or part" and _is_part(text, match, parts)) or _is_score(text, match, parts):
            continue
        kind = kind.removesuffix(" or part")
        period = _period(kind, parts, year)
        if period is not None:
            yield WrittenDate(period, match.start(), match.end(), kind, "year" in parts)


def _forms(text: str) -> Iterator[re.Match[str]]:
    position = 0
    for beginning in _BEGINNINGS.finditer(text):
        match = _PATTERN.match(text, beginning.start()) if beginning.start() >= position else None
        if match:
            position = match.end()
            yield match


def _is_part(text: str, match: re.Match[str], parts: dict[str, str]) -> bool:
    following = text[match.end() : match.end() + 2]
    return (
        int(parts["day"]) <= int(parts["month"])
        and following[:1] == " "
        and following[1:].islower()
        and not _AFTER_DAY.match(match.string, match.end() + 1)
        and not _BEFORE_DAY.search(match.string[max(0, match.start() - _BEFORE_REACH) : match.start()])
    )


def _is_score(text: str, match: re.Match[str], parts: dict[str, str]) -> bool:
    """Return whether two numbers are the score of a match ("nâng tỷ số lên 24-10")."""
    scored = "-" in match[0] and "year" not in parts
    return scored and bool(_SCORE_BEFORE.search(text[max(0, match.start() - _SCORE_REACH) : match.start()]))


_SCORE_BEFORE = re.compile(rf"(?<!\w){spelled('tỷ số', 'tỉ số')}(?:\s+\w+){{0,2}}\s+$")
_SCORE_REACH = 24


def _period(kind: str, parts: dict[str, str], year: int) -> Period | None:
    try:
        return _BUILDERS[kind](parts, year)
    except ValueError:
        return None


def _of_day(parts: dict[str, str], year: int) -> Period:
    last = date(year, int(parts["month"]), int(parts["day"]))
    first = date(year, int(parts.get("first_month", parts["month"])), int(parts.get("first", parts["day"])))
    if last < first:
        raise ValueError(first)
    return Period(first, last)


def _of_month(parts: dict[str, str], year: int) -> Period:
    return whole_months(year, int(parts["month"]), int(parts["month"]))


def _of_months(parts: dict[str, str], year: int) -> Period:
    count = _WORD_COUNTS.get(fold(parts["count"])) or int(parts["count"])
    if not 1 <= count <= 12:
        raise ValueError(count)
    return whole_months(year, 1, count) if fold(parts["edge"]) == "dau" else whole_months(year, 13 - count, 12)


def _of_quarter(parts: dict[str, str], year: int) -> Period:
    quarter = _ROMAN.get(parts["quarter"]) or int(parts["quarter"])
    return whole_months(year, 3 * quarter - 2, 3 * quarter)


def _of_year(parts: dict[str, str], year: int) -> Period:
    return whole_months(year, 1, 12)


def _of_years(parts: dict[str, str], year: int) -> Period:
    last = int(parts["last"])
    if last < year:
        raise ValueError(last)
    return Period(date(year, 1, 1), date(last, 12, 31))


_BUILDERS: dict[str, Callable[[dict[str, str], int], Period]] = {
    "day": _of_day,
    "month": _of_month,
    "months": _of_months,
    "quarter": _of_quarter,
    "year": _of_year,
    "term": _of_years,
    "span": _of_years,
}


def whole_months(year: int, first: int, last: int) -> Period:
    """Return whole months of one year, from the first to the last, 1 to 12."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
