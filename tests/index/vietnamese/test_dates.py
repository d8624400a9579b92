"""Every way to write a day or a period, in any sentence, accented or not."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Period
from index.vietnamese.dates import find_dates
from index.vietnamese.normalise import compose, fold
from tests.index.vietnamese.words import ANY_TEXT

DEFAULT_YEAR = 2024
DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))
YEARS = st.integers(1990, 2049)
BEFORE = st.sampled_from(["", "Hội nghị ", "“", "Theo kế hoạch, ", "Quỹ Vì người nghèo (", "Việt Nam. ", "họp: "])
AFTER = st.sampled_from(["", ".", ", quận họp", " tại phường", ")", "; Quỹ 5 tỷ đồng", "?"])
TYPED = st.sampled_from([str, str.upper, fold])


@dataclass(frozen=True, slots=True)
class Written:
    """A form of a date, what is read of it, and the period it stands for."""

    text: str
    read: str
    period: Period
    kind: str
    has_year: bool = True


def of_months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


@st.composite
def days(draw: st.DrawFn) -> Written:
    day = draw(DAYS)
    number = draw(st.sampled_from(["{0.day}", "{0.day:02}"])).format(day)
    month = draw(st.sampled_from(["{0.month}", "{0.month:02}"])).format(day)
    year = day.year
    full = draw(
        st.sampled_from(
            [
                f"{number}/{month}/{year}",
                f"{number}-{month}-{year}",
                f"{number}.{month}.{year}",
                f"{number} tháng {month} năm {year}",
                f"{number} tháng {month}, {year}",
                f"{number} tháng {month}/{year}",
                f"{number} - {month} - {year}",
            ]
        )
    )
    return Written(draw(st.sampled_from(["", "ngày ", "sáng ngày "])) + full, full, Period(day, day), "day")


@st.composite
def days_without_year(draw: st.DrawFn) -> Written:
    day = draw(DAYS).replace(year=DEFAULT_YEAR)
    forms = [
        f"ngày {day.day}/{day.month}",
        f"ngày {day.day:02}-{day.month:02}",
        f"ngày {day.day}.{day.month}",
        f"{day.day} tháng {day.month}",
        f"{day.day}/{day.month}",
        f"{day.day:02}/{day.month:02}",
        f"chiều {day.day}-{day.month}",
        f"chiều {day.day}.{day.month}",
        f"sáng sớm {day.day}.{day.month:02}",
        f"hôm {day.day}/{day.month}",
    ]
    forms += [f"{day.day}-{day.month}"] if day.day > 12 else []
    text = draw(st.sampled_from(forms))
    return Written(text, text, Period(day, day), "day", has_year=False)


@st.composite
def periods(draw: st.DrawFn) -> Written:
    year, month, count, quarter = (
        draw(YEARS),
        draw(st.integers(1, 12)),
        draw(st.integers(1, 12)),
        draw(st.integers(1, 4)),
    )
    roman = ("I", "II", "III", "IV")[quarter - 1]
    three = of_months(year, 3 * quarter - 2, 3 * quarter)
    last = draw(st.integers(year, 2050))
    return draw(
        st.sampled_from(
            [
                *(
                    Written(text, text, of_months(year, month, month), "month")
                    for text in (f"tháng {month}/{year}", f"tháng {month:02}-{year}", f"tháng {month} năm {year}")
                ),
                *(
                    Written(text, text, three, "quarter")
                    for text in (
                        f"quý {roman}/{year}",
                        f"quý {roman} năm {year}",
                        f"quý {quarter}/{year}",
                        f"quí {roman}, {year}",
                    )
                ),
                Written(
                    f"{count} tháng đầu năm {year}",
                    f"{count} tháng đầu năm {year}",
                    of_months(year, 1, count),
                    "months",
                ),
                Written(
                    f"{count} tháng cuối năm {year}",
                    f"{count} tháng cuối năm {year}",
                    of_months(year, 13 - count, 12),
                    "months",
                ),
                Written(f"năm {year}", f"năm {year}", of_months(year, 1, 12), "year"),
                Written(
                    f"nhiệm kỳ {year}-{last}",
                    f"nhiệm kỳ {year}-{last}",
                    Period(date(year, 1, 1), date(last, 12, 31)),
                    "term",
                ),
                Written(f"{year} - {last}", f"{year} - {last}", Period(date(year, 1, 1), date(last, 12, 31)), "span"),
            ]
        )
    )


@st.composite
def periods_without_year(draw: st.DrawFn) -> Written:
    month = draw(st.integers(1, 12))
    return draw(
        st.sampled_from(
            [
                Written(f"tháng {month}", f"tháng {month}", of_months(DEFAULT_YEAR, month, month), "month", False),
                Written("quý III", "quý III", of_months(DEFAULT_YEAR, 7, 9), "quarter", False),
                Written("sáu tháng đầu năm", "sáu tháng đầu năm", of_months(DEFAULT_YEAR, 1, 6), "months", False),
                Written("ba tháng cuối năm", "ba tháng cuối năm", of_months(DEFAULT_YEAR, 10, 12), "months", False),
            ]
        )
    )


@given(st.one_of(days(), days_without_year(), periods(), periods_without_year()), BEFORE, AFTER, TYPED)
def test_every_form_is_read_back_with_its_place(written: Written, before: str, after: str, typed: type[str]) -> None:
    text = compose(typed(f"{before}{written.text}{after}"))
    (found,) = find_dates(text, DEFAULT_YEAR)
    assert found.period == written.period
    assert text[found.start : found.end] == typed(written.read)
    assert (found.kind, found.has_year) == (written.kind, written.has_year)


@given(days_without_year(), BEFORE)
def test_a_date_without_a_year_needs_one(written: Written, before: str) -> None:
    assert find_dates(f"{before}{written.text}") == []


@given(ANY_TEXT)
def test_any_text_gives_dates_in_order_inside_it(text: str) -> None:
    found = find_dates(text, DEFAULT_YEAR)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert 0 <= one.start < one.end <= len(compose(text))
        assert one.period.first <= one.period.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Trong 2 ngày 20-21/5/2024, tỉnh tập huấn", date(2024, 5, 20), date(2024, 5, 21)),
        ("từ ngày 1 đến 5/8/2023", date(2023, 8, 1), date(2023, 8, 5)),
        ("ngày 9 và ngày 10/11", date(2024, 11, 9), date(2024, 11, 10)),
        ("từ 30/8-2/9/2023", date(2023, 8, 30), date(2023, 9, 2)),
    ],
)
def test_a_run_of_days_is_one_date(text: str, first: date, last: date) -> None:
    (found,) = find_dates(text, DEFAULT_YEAR)
    assert (found.period, found.kind) == (Period(first, last), "day")


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31/02/2023",
        "ngày 0/5",
        "ngày 32/1/2023",
        "Nghị định 15/2023/NĐ-CP",
        "Luật số 10/2022/QH15",
        "Chỉ thị 05-CT/TW",
        "điện thoại 0912.345.678",
        "(024) 3825 1234",
        "lúc 14h30",
        "Quỹ 1 tỷ đồng",
        "quỹ 2,5 tỷ",
        "ung ho quy 3 trieu dong",
        "thắng 7 trận",
        "đạt 10/12 chỉ tiêu",
        "có 5/9 phường hoàn thành",
        "tỷ lệ 250/275 phiếu",
        "2000 đồng",
        "thắng 3-1",
        "từ 5-7 người",
        "giảm 15-12%",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, DEFAULT_YEAR) == []


@pytest.mark.parametrize(
    "text", ["Sáng 9/11 quận họp", "Hội nghị 9/11 bàn gì?", "9/11, quận họp", "Dịp 1/5 phường vui"]
)
def test_a_day_and_month_are_a_date_by_what_stands_around(text: str) -> None:
    (found,) = find_dates(text, DEFAULT_YEAR)
    assert found.period.first in {date(2024, 11, 9), date(2024, 5, 1)}


def test_several_dates_are_found_in_order() -> None:
    text = "Từ quý I/2023 đến ngày 2/9 và năm 2025, nhiệm kỳ 2024–2029"
    assert [text[found.start : found.end] for found in find_dates(text, DEFAULT_YEAR)] == [
        "quý I/2023", "ngày 2/9", "năm 2025", "nhiệm kỳ 2024–2029",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written", "first"),
    [
        ("quý II 2023 đạt 2 tỷ", "quý II 2023", date(2023, 4, 1)),
        ("tháng 3 2019 đạt 2 tỷ", "tháng 3 2019", date(2019, 3, 1)),
        ("họp sáng nay 20-5 tại xã", "sáng nay 20-5", date(2024, 5, 20)),
        ("họp chiều qua (8/2) tại xã", "chiều qua (8/2", date(2024, 2, 8)),
    ],
)
def test_years_without_a_mark_before_them_and_days_told_as_of_today(text: str, written: str, first: date) -> None:
    (found,) = find_dates(text, 2024)
    assert (text[found.start : found.end], found.period.first) == (written, first)
