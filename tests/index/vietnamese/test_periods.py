"""Periods as questions name them, with a fixed today, typed with accents and without."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Period
from index.vietnamese.dates import whole_months
from index.vietnamese.normalise import compose, fold
from index.vietnamese.periods import find_period_lists, find_periods
from tests.index.vietnamese.words import ANY_TEXT

TODAY = date(2024, 3, 1)
TODAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))
TYPED = st.sampled_from([str, str.upper, fold])
YEARS = st.integers(1990, 2049)
MONTHS = st.integers(1, 12)


def days(first: date, last: date) -> Period:
    return Period(first, last)


def read(text: str, today: date = TODAY) -> list[Period]:
    return [found.period for found in find_periods(text, today)]


@pytest.mark.parametrize("typed", [str, fold])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hôm nay ai họp?", days(TODAY, TODAY)),
        ("ngày hôm qua ở đâu", days(date(2024, 2, 29), date(2024, 2, 29))),
        ("hôm kia họp gì", days(date(2024, 2, 28), date(2024, 2, 28))),
        ("Tuần này quận họp gì", days(date(2024, 2, 26), date(2024, 3, 3))),
        ("tuần trước quận họp gì", days(date(2024, 2, 19), date(2024, 2, 25))),
        ("tháng này", whole_months(2024, 3, 3)),
        ("tháng trước", whole_months(2024, 2, 2)),
        ("tháng vừa rồi", whole_months(2024, 2, 2)),
        ("Quỹ năm nay", whole_months(2024, 1, 12)),
        ("năm ngoái họp mấy lần", whole_months(2023, 1, 12)),
        ("quỹ năm trước", whole_months(2023, 1, 12)),
        ("năm kia", whole_months(2022, 1, 12)),
        ("Tháng 7 năm ngoái quỹ được bao nhiêu?", whole_months(2023, 7, 7)),
        ("quý II năm ngoái", whole_months(2023, 4, 6)),
        ("6 tháng đầu năm ngoái", whole_months(2023, 1, 6)),
        ("6 tháng đầu năm nay", whole_months(2024, 1, 6)),
        ("6 tháng đầu năm", whole_months(2024, 1, 6)),
        ("6 tháng đầu năm 2023 quỹ được bao nhiêu", whole_months(2023, 1, 6)),
        ("6 tháng đầu 2023 quỹ được bao nhiêu", whole_months(2023, 1, 6)),
        ("9 tháng cuối 2023", whole_months(2023, 4, 12)),
        ("nửa cuối năm 2022", whole_months(2022, 7, 12)),
        ("tháng ba năm 2020", whole_months(2020, 3, 3)),
        ("tháng mười hai/2022", whole_months(2022, 12, 12)),
        ("trong tháng mười một", whole_months(2024, 11, 11)),
        ("tháng năm năm 2020", whole_months(2020, 5, 5)),
        ("tháng hai năm ngoái", whole_months(2023, 2, 2)),
        ("quý hai năm 2023", whole_months(2023, 4, 6)),
        ("nửa đầu năm", whole_months(2024, 1, 6)),
        ("nửa năm cuối 2023", whole_months(2023, 7, 12)),
        ("nửa năm đầu năm ngoái", whole_months(2023, 1, 6)),
        ("nửa đầu năm ngoái", whole_months(2023, 1, 6)),
        ("quý I có mấy cuộc", whole_months(2024, 1, 3)),
        ("quý IV", whole_months(2024, 10, 12)),
        ("quý 2/2023", whole_months(2023, 4, 6)),
        ("đầu năm nay", whole_months(2024, 1, 4)),
        ("giữa năm 2023", whole_months(2023, 5, 8)),
        ("hồi cuối năm 2022", whole_months(2022, 9, 12)),
        ("đầu tháng 7", days(date(2024, 7, 1), date(2024, 7, 10))),
        ("cuối tháng 7/2023", days(date(2023, 7, 21), date(2023, 7, 31))),
        ("cuối quý II/2023", whole_months(2023, 6, 6)),
        ("tháng 10/2017 đến 10/2018", days(date(2017, 10, 1), date(2018, 10, 31))),
        ("từ tháng 3 đến tháng 6/2023", whole_months(2023, 3, 6)),
        ("từ tháng 3 - 6/2023", whole_months(2023, 3, 6)),
        ("từ tháng 3 đến hết tháng 6", whole_months(2024, 3, 6)),
        ("từ tháng 11 đến tháng 2/2023", days(date(2022, 11, 1), date(2023, 2, 28))),
        ("từ tháng 11/2022 đến tháng 2", days(date(2022, 11, 1), date(2023, 2, 28))),
        ("từ ngày 1/7 đến ngày 15/8/2023", days(date(2023, 7, 1), date(2023, 8, 15))),
        ("từ năm 2019 đến năm 2022", days(date(2019, 1, 1), date(2022, 12, 31))),
        ("từ quý I đến quý III/2023", whole_months(2023, 1, 9)),
        ("từ đầu năm đến nay", days(date(2024, 1, 1), TODAY)),
        ("từ tháng 7/2023 tới nay", days(date(2023, 7, 1), TODAY)),
        ("từ đầu năm 2023 đến nay", days(date(2023, 1, 1), TODAY)),
        ("trước năm 2020", days(date.min, date(2019, 12, 31))),
        ("sau năm 2022", days(date(2023, 1, 1), date.max)),
        ("trước tháng 3/2021", days(date.min, date(2021, 2, 28))),
        ("sau ngày 30/6/2023", days(date(2023, 6, 30), date.max)),
    ],
)
def test_one_period_is_read_against_today(text: str, expected: Period, typed: type[str]) -> None:
    assert read(typed(text)) == [expected]


@pytest.mark.parametrize("typed", [str, fold])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quý I và quý II/2023", [whole_months(2023, 1, 3), whole_months(2023, 4, 6)]),
        ("tháng 3, tháng 4 và tháng 5/2023", [whole_months(2023, month, month) for month in (3, 4, 5)]),
        ("năm 2022 và 2023", [whole_months(2022, 1, 12), whole_months(2023, 1, 12)]),
    ],
)
def test_what_is_listed_stays_apart_and_shares_its_year(text: str, expected: list[Period], typed: type[str]) -> None:
    assert read(typed(text)) == expected


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("tháng 2 hoặc tháng 3", [2]),
        ("quý I và quý II/2023", [2]),
        ("năm 2022 so với năm 2021", [2]),
        ("ngày 9/11/2022 triển khai năm 2023", [1, 1]),
        ("năm 2022, tháng 3", [1, 1]),
    ],
)
def test_listed_periods_stand_together(text: str, sizes: list[int]) -> None:
    assert [len(listed) for listed in find_period_lists(text, TODAY)] == sizes
    assert [one for listed in find_period_lists(text, TODAY) for one in listed] == find_periods(text, TODAY)


@pytest.mark.parametrize("text", ["này quý này", "quý trước họp mấy lần"])
def test_a_quarter_by_its_distance_needs_its_accent(text: str) -> None:
    assert len(read(text)) == 1
    assert read(fold(text)) == []  # "quy nay" is as likely this fund


@pytest.mark.parametrize(
    "text",
    [
        "Việt Nam này", "5 năm trước", "3 tháng trước", "nhiều năm trước", "505 triệu năm trước",
        "hai năm trước", "ba tháng trước", "hai tuần trước", "muoi nam truoc",
        "MTTQ Việt Nam nay", "viet nam truoc", "hôm",
        "mỗi tháng ba lần", "tháng ba cuộc họp", "mỗi quý một lần", "quý bà", "tháng năm",
        "trong 5 năm qua", "năm qua", "quỹ này", "quỹ trước đây", "cuối cùng", "đầu tiên", "",
    ],
)  # fmt: skip
def test_words_that_name_no_period(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["bắt đầu năm 2023", "bat dau nam 2023", "hop o dau nam 2023"])
def test_a_beginning_of_something_else_takes_no_part_of_the_year(text: str) -> None:
    assert read(text) == [whole_months(2023, 1, 12)]


def test_only_what_tells_a_year_has_one() -> None:
    has_year = {
        "tháng 7": False, "tháng 7 năm ngoái": True, "đầu tháng 7": False, "từ tháng 3 đến tháng 6": False,
        "từ tháng 3 đến tháng 6/2023": True, "hôm qua": True,
    }  # fmt: skip
    assert {text: find_periods(text, TODAY)[0].has_year for text in has_year} == has_year


def test_the_words_of_a_period_are_its_own() -> None:
    text = "Quỹ từ tháng 3 đến tháng 6/2023 và cuối năm ngoái được bao nhiêu?"
    assert [text[found.start : found.end] for found in find_periods(text, TODAY)] == [
        "tháng 3 đến tháng 6/2023", "cuối năm ngoái",
    ]  # fmt: skip


@given(YEARS, MONTHS, YEARS, MONTHS, TYPED)
def test_a_range_of_months_is_one_period(year: int, month: int, later: int, last: int, typed: type[str]) -> None:
    found = read(typed(f"Quỹ từ tháng {month}/{year} đến tháng {last}/{later} được bao nhiêu?"))
    if (year, month) <= (later, last):
        assert found == [Period(date(year, month, 1), whole_months(later, last, last).last)]
    else:
        assert found == [whole_months(year, month, month), whole_months(later, last, last)]


@given(TODAYS, TYPED)
def test_last_is_what_ended_as_this_began(today: date, typed: type[str]) -> None:
    for unit in ("tuần", "tháng", "quý"):
        (this,), (last,) = read(f"{unit} này", today), read(f"{unit} trước", today)
        assert this.first <= today <= this.last
        assert last.last + timedelta(days=1) == this.first
    (year,) = read(typed("năm ngoái"), today)
    assert year == whole_months(today.year - 1, 1, 12)


@given(TODAYS, st.sampled_from(["tháng 7/2023", "năm 2023", "quý III/2023", "tháng 2/2023"]))
def test_the_parts_of_a_period_make_it_up(today: date, whole: str) -> None:
    (period,) = read(whole, today)
    for parts in (("đầu", "giữa", "cuối"), ("nửa đầu", "nửa cuối")):
        found = [read(f"{part} {whole}", today)[0] for part in parts]
        assert (found[0].first, found[-1].last) == (period.first, period.last)
        assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))


@given(ANY_TEXT, TODAYS)
def test_any_text_gives_periods_in_order_inside_it(text: str, today: date) -> None:
    found = find_periods(text, today)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert 0 <= one.start < one.end <= len(compose(text))
        assert one.period.first <= one.period.last
