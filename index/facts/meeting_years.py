"""The year of a meeting in an article that has no date of publication: as told of the meeting, else left open.

Such an article speaks of many years: when somebody was born, a law was passed, a term ends, something is to be done.
None of them is the year of the meeting. It is told by a day or month of that time in the meeting's own sentence or in
the title, in a dateline, or by figures as of then ("tính đến ngày ...", "6 tháng đầu năm ..."); by an anniversary; or
by the year that the meeting is named for, where its day cannot be in the year before or after.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from index.facts.occasions import Occasion
from index.facts.reading import Story
from index.types import Period
from index.vietnamese.dates import WrittenDate, find_dates
from index.vietnamese.normalise import normalise, spelled

_NEAR = timedelta(days=60)
_EARLIEST = 1990  # news on the web tells of no older meeting by its year alone
_REACH = 80
_SHORT_LINE = 80
_LINES = 2  # of an article's beginning and of its end that may be a dateline
_OF_A_LIFE = (
    "sinh", "sn", "mất", "hy sinh", "nhập ngũ", "vào đảng", "tốt nghiệp",
)  # fmt: skip
_BEFORE_OR_AFTER = (
    "từ", "kể từ", "trước", "sau", "so với", "cùng kỳ", "thành lập", "ra đời", "xây dựng", "xây", "khởi công", "hồi",
    "vào", "khoảng", "những", "cuối", "đến", "tới", "hoàn thành", "tầm nhìn", "mục tiêu",
)  # fmt: skip
_DOCUMENTS = (
    "luật", "bộ luật", "hiến pháp", "pháp lệnh", "nghị định", "nghị quyết", "quyết định", "chỉ thị", "thông tư",
    "thông tri", "công văn", "kết luận", "hướng dẫn", "điều lệ", "quy chế", "quy định", "đề án", "số",
)  # fmt: skip
_HISTORY = (
    "cách mạng", "kháng chiến", "khởi nghĩa", "chiến dịch", "chiến thắng", "giải phóng", "hiệp định", "chiến tranh",
    "truyền thống", "ngày sinh", "kỷ niệm",
)  # fmt: skip
# What stands before a day or year that is not the meeting's.
_OF_SOMETHING_ELSE = re.compile(
    rf"(?<!\w)(?:{spelled(*_OF_A_LIFE, *_BEFORE_OR_AFTER)}"
    rf"(?:\s+{spelled('ngày', 'tháng', 'năm', 'hết', 'cuối', 'đầu')})*\s*[(:]?\s*"
    rf"|{spelled(*_DOCUMENTS)}(?!\w)[^,;()“”]*[(,]?\s*"
    rf"|{spelled(*_HISTORY)}(?!\w)[^;]*)$"
)
_ANNIVERSARY = re.compile(rf"(?<!\w){spelled('kỷ niệm')}\s+(?:{spelled('lần thứ')}\s+)?(?P<years>\d{{1,4}})(?!\d)")
_PAIR = re.compile(
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?P<first>\d{4})\s*[-–—]\s*(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?P<last>\d{4})(?!\d)"
)
_AS_OF = re.compile(
    rf"(?<!\w){spelled('tính', 'cập nhật', 'thống kê', 'số liệu')}\s+(?:{spelled('đến', 'tới')})"
    rf"(?:\s+{spelled('hết', 'ngày', 'thời điểm', 'cuối')})*\s*$"
)
_BEGUN = re.compile(rf"(?<!\w){spelled('đầu')}\s+$")
_UP_TO_NOW = re.compile(
    rf"\s+{spelled('đến', 'tới')}\s+(?:{spelled('nay', 'thời điểm này', 'thời điểm hiện tại')})(?!\w)"
)
_REVIEWED_OR_PLANNED = re.compile(
    r"(?<!\w)(?:(?P<reviewed>"
    + spelled("tổng kết", "sơ kết", "kết quả", "đánh giá", "nhìn lại", "kiểm điểm")
    + r")|(?P<planned>"
    + spelled("triển khai", "phương hướng", "nhiệm vụ", "kế hoạch", "giao ước", "ký kết")
    + r"))(?!\w)"
)
_HALF = 6  # a whole year is reviewed from its second half on, and planned until the end of its first
_SUBJECTS_MONTHS = range(4, 12)  # what is held at the turn of the year may be named for either; prizes are of the last


def find_year(story: Story, occasion: Occasion) -> int | None:
    """Return the year of the meeting's day, which the article writes without one; None where it is not told."""
    if occasion.day is None or occasion.dated_by is None:
        return None
    month, day = occasion.day.period.first.month, occasion.day.period.first.day
    for told in (
        _beside(story, occasion, month, day),
        _in_datelines(story, month, day),
        _as_of(story, month, day),
        _anniversaries(story, occasion),
        _named_for(story, occasion, month),
    ):
        years = {year for year in told if year is not None}
        if years:
            year = years.pop()
            return year if not years and _day_of(year, month, day) else None
    return None


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_near(known: Period, month: int, day: int) -> int | None:
    """Return the year in which a day is near the days of a period."""
    for year in (known.last.year, known.last.year - 1, known.last.year + 1):
        found = _day_of(year, month, day)
        if found and known.first - _NEAR <= found <= known.last + _NEAR:
            return year
    return None


def _own_texts(story: Story, occasion: Occasion) -> Iterator[tuple[str, Sequence[WrittenDate]]]:
    """Yield the sentences that name and date a meeting, and the title, as plain text with the dates in it."""
    sentences = {one.span: one for one in (occasion.sentence, occasion.dated_by) if one}
    for sentence in sentences.values():
        yield sentence.plain, [found for found in sentence.words.dates if found.has_year]
    title = story.article.title
    yield normalise(title), find_dates(title)


def _is_told(plain: str, found: WrittenDate) -> bool:
    """Tell whether a year or day is not that of a birth, a law, a plan, or of history."""
    return not _OF_SOMETHING_ELSE.search(plain[max(0, found.start - _REACH) : found.start])


def _beside(story: Story, occasion: Occasion, month: int, day: int) -> Iterator[int | None]:
    """Yield the year of days and months of that time in the meeting's own sentences and the title.

    "Từ đầu năm 2021 đến nay" tells it there as well; elsewhere it may be of somebody's life.
    """
    for plain, dates in _own_texts(story, occasion):
        for found in dates:
            if found.kind in {"day", "month"} and _is_told(plain, found):
                yield _year_near(found.period, month, day)
            elif found.kind == "year" and _BEGUN.search(plain[: found.start]) and _UP_TO_NOW.match(plain, found.end):
                yield found.period.first.year


def _in_datelines(story: Story, month: int, day: int) -> Iterator[int | None]:
    """Yield the year of the days in short lines at the beginning and the end: "Hà Nội, ngày 20/10/2021"."""
    lines = [line for line in story.article.body.splitlines() if line.strip()]
    for line in {*lines[:_LINES], *lines[-_LINES:]}:
        if len(line) <= _SHORT_LINE:
            for found in find_dates(line):
                if found.kind == "day" and _is_told(normalise(line), found):
                    yield _year_near(found.period, month, day)


def _as_of(story: Story, month: int, day: int) -> Iterator[int | None]:
    """Yield the year as of which the article gives figures, where the meeting's day is near.

    "Tính đến 30/9/2021", "6 tháng đầu năm 2021", "quý III/2021".
    """
    plain = story.plain_body
    for found in find_dates(story.article.body):
        if found.kind in {"months", "quarter"}:
            is_so = _is_told(plain, found)
        else:
            is_so = found.kind in {"day", "month"} and bool(_AS_OF.search(plain[: found.start][-_REACH:]))
        if is_so:
            yield _year_near(Period(found.period.last, found.period.last), month, day)


def _anniversaries(story: Story, occasion: Occasion) -> Iterator[int]:
    """Yield the year of an anniversary that is counted: "kỷ niệm 90 năm Ngày truyền thống (1930-2020)"."""
    for plain, _ in _own_texts(story, occasion):
        for anniversary in _ANNIVERSARY.finditer(plain):
            for pair in _PAIR.finditer(plain, anniversary.end()):
                if int(pair["last"]) - int(pair["first"]) == int(anniversary["years"]):
                    yield int(pair["last"])


def _named_for(story: Story, occasion: Occasion, month: int) -> Iterator[int]:
    """Yield the year in the name of a meeting, or in the title, where the meeting's month leaves no other."""
    sentence, title = occasion.sentence, story.article.title
    for plain, dates, first, last in (
        (sentence.plain, sentence.words.dates, occasion.start, occasion.end),
        (normalise(title), find_dates(title), 0, len(title)),
    ):
        for found in dates:
            is_named = found.has_year and first <= found.start < last and found.kind not in {"day", "term", "span"}
            if is_named and _is_told(plain, found) and _fits(plain[first : found.start], found, month):
                yield found.period.first.year


def _fits(before: str, found: WrittenDate, month: int) -> bool:
    if found.period.first.year < _EARLIEST:
        return False
    if found.kind != "year":
        return found.period.first.month - 1 <= month <= found.period.last.month + 2
    words = list(_REVIEWED_OR_PLANNED.finditer(before))
    if not words:
        return month in _SUBJECTS_MONTHS
    return month > _HALF if words[-1]["reviewed"] else month <= _HALF
