"""Sums, percentages and counts, each read back as written, and never out of other numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vietnamese.amounts import (
    WrittenNumber,
    find_counts,
    find_foreign_money,
    find_fractions,
    find_money,
    find_percentages,
    read_number,
)
from index.vietnamese.normalise import compose, fold
from tests.index.vietnamese.words import ANY_TEXT

BEFORE = st.sampled_from(
    [
        "",
        "Quỹ nhận ",
        "ủng hộ hơn ",
        "đạt trên ",
        "gần ",
        "khoảng ",
        "chưa đến ",
        "trị giá ",
        "(",
        "Phường: ",
        "ngày 9/11, thu ",
        "năm 2023 được ",
    ]
)
AFTER = st.sampled_from(["", ".", ", đạt kế hoạch", " cho hộ nghèo", ")", " trong quý II/2023", "; quận họp"])
TYPED = st.sampled_from([str, str.upper, fold])
FINDERS = (find_money, find_percentages, find_counts, find_foreign_money)


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written, and its value."""

    text: str
    value: Decimal


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@st.composite
def decimals(draw: st.DrawFn) -> Written:
    whole, places = draw(st.integers(1, 999)), draw(st.integers(0, 3))
    if not places:
        return Written(str(whole), Decimal(whole))
    digits = "".join(str(draw(st.integers(0, 9))) for _ in range(places))
    return Written(f"{whole},{digits}", Decimal(f"{whole}.{digits}"))


@st.composite
def sums(draw: st.DrawFn) -> Written:
    number, unit = draw(decimals()), draw(st.sampled_from([" đồng", "", " VNĐ"]))
    large, word = draw(st.sampled_from([(10**9, "tỷ"), (10**9, "tỉ"), (10**6, "triệu"), (10**12, "nghìn tỷ")]))
    whole = draw(st.integers(1_000, 10**11))
    tail = draw(st.integers(1, 999))
    return draw(
        st.sampled_from(
            [
                Written(f"{number.text} {word}{unit}", number.value * large),
                Written(f"{grouped(whole)}{draw(st.sampled_from([' đồng', 'đ', ' VNĐ', ' vnd']))}", Decimal(whole)),
                Written(f"{number.text} nghìn đồng", number.value * 1000),
                Written(f"{number.text} ngàn đồng", number.value * 1000),
                Written(f"1 tỷ {tail} triệu{unit}", Decimal(10**9 + tail * 10**6)),
                Written(f"{tail} triệu 500 nghìn đồng", Decimal(tail * 10**6 + 500_000)),
                Written(f"{tail} tỷ 2 triệu 300 nghìn đồng", Decimal(tail * 10**9 + 2_300_000)),
            ]
        )
    )


@given(sums(), BEFORE, AFTER, TYPED)
def test_every_sum_is_read_back_with_its_place(written: Written, before: str, after: str, typed: type[str]) -> None:
    text = compose(typed(f"{before}{written.text}{after}"))
    (found,) = find_money(text)
    assert found.value == written.value
    assert text[found.start : found.end] == typed(written.text)
    assert not any(found.start < count.end and count.start < found.end for count in find_counts(text))


@given(decimals(), st.sampled_from(["%", " %", " phần trăm"]), BEFORE, AFTER, TYPED)
def test_every_percentage_is_read_back(number: Written, sign: str, before: str, after: str, typed: type[str]) -> None:
    text = typed(f"{before}{number.text}{sign}{after}")
    (found,) = find_percentages(text)
    assert found.value == number.value
    assert text[found.start : found.end] == typed(f"{number.text}{sign}")
    assert find_money(text) == []
    assert find_counts(text) == []


@given(
    st.one_of(
        st.integers(1, 999).map(lambda number: Written(str(number), Decimal(number))),
        st.integers(1_000, 10**7).map(lambda number: Written(grouped(number), Decimal(number))),
        st.integers(13, 500).map(lambda number: Written(f"{number}/{number + 25}", Decimal(number))),
        st.integers(2, 900).map(lambda number: Written(f"{number} nghìn", Decimal(number * 1000))),
        st.integers(2, 900).map(lambda number: Written(f"{number} triệu", Decimal(number * 10**6))),
    ),
    st.sampled_from(["", "gần ", "trên ", "khoảng ", "trao ", "có hơn ", "(", "ngày 9/11, tặng ", "quý II/2023 có "]),
    st.sampled_from([" người", " lượt hội viên", " hộ nghèo", " con trâu"]),
    TYPED,
)
def test_every_count_is_read_back(written: Written, before: str, after: str, typed: type[str]) -> None:
    text = typed(f"{before}{written.text}{after}")
    (found,) = find_counts(text)
    assert found.value == written.value
    assert text[found.start : found.end] == typed(written.text)
    assert find_money(text) == []


@given(ANY_TEXT, st.sampled_from(FINDERS))
def test_any_text_gives_numbers_in_order_inside_it(text: str, finder: type) -> None:
    found: list[WrittenNumber] = finder(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert 0 <= one.start < one.end <= len(compose(text))
        assert one.value >= 0


@pytest.mark.parametrize("typed", [str, str.upper])
@pytest.mark.parametrize(
    "text",
    [
        "ngày 21/7/2023",
        "21-07-2023",
        "21.7.2023",
        "ngày 21 tháng 7 năm 2023",
        "tháng 7/2023",
        "quý 2/2023",
        "6 tháng đầu năm 2023",
        "nhiệm kỳ 2019-2024",
        "ngày 20-21/5/2024",
        "Chỉ thị 05-CT/TW",
        "Kế hoạch số 97-KH/QU",
        "Nghị định 15/2023/NĐ-CP",
        "Luật số 10/2022/QH15",
        "Quyết định 217-QĐ/TW",
        "điện thoại 0912.345.678",
        "gọi 0912 345 678",
        "gọi (024) 3825 1234",
        "gọi 024.38251234",
        "tổng đài 1800.1091",
        "lúc 14h30",
        "hồi 14 giờ 30 phút",
        "từ 8h",
        "8:30",
        "dịch Covid-19",
    ],
)
def test_numbers_that_are_no_amount(text: str, typed: type[str]) -> None:
    for finder in FINDERS:
        assert finder(f"Theo {typed(text)}, quận họp") == [], finder


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20 đồng chí", 20),
        ("15 đồng bào dân tộc", 15),
        ("3 đ/c Ủy viên", 3),
        ("200 tỉnh thành", 200),
        ("50 ngân hàng", 50),
        ("70 tràm cổ", 70),
        ("30 tiểu học", 30),
        ("45 đơn vị", 45),
        ("12 đông dân", 12),
        ("20 ti vi", 20),
    ],
)
def test_counts_that_look_like_money(text: str, value: int) -> None:
    assert find_money(f"Có {text}.") == []
    assert [found.value for found in find_counts(f"Có {text}.")] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 tỷ rưỡi", 2_500_000_000),
        ("5 trăm triệu đồng", 500_000_000),
        ("10,000,000 đồng", 10_000_000),
        ("2.5 tỷ đồng", 2_500_000_000),
        ("500.000 đồng/suất", 500_000),
        ("2tỷ đồng", 2_000_000_000),
        ("2000 đồng", 2_000),
    ],
)
def test_rarer_sums(text: str, value: int) -> None:
    assert [found.value for found in find_money(f"trao {text}.")] == [value]


@pytest.mark.parametrize(
    ("text", "value"), [("5.000 USD", 5000), ("5 triệu đô la", 5_000_000), ("1,5 triệu euro", 1_500_000)]
)
def test_money_of_other_countries(text: str, value: int) -> None:
    assert [found.value for found in find_foreign_money(f"trao {text}.")] == [value]
    assert find_money(f"trao {text}.") == []


def test_a_town_is_no_dollar() -> None:
    assert find_foreign_money("Huyện có 3 đô thị và nhận 20 đô.")[0].value == 20
    assert [found.value for found in find_counts("Huyện có 3 đô thị.")] == [3]


@pytest.mark.parametrize("typed", [str, fold])
@pytest.mark.parametrize("text", ["một nửa", "quá nửa", "hơn một nửa", "hai phần ba"])
def test_fractions_in_words(text: str, typed: Callable[[str], str]) -> None:
    told = typed(f"Có {text} số đại biểu.")
    assert [told[first:last] for first, last in find_fractions(told)] == [typed(text)]


def test_a_year_beside_dong_is_no_sum() -> None:
    assert find_money("Trong năm 2023 đồng thời triển khai") == []


def test_sums_beside_each_other_stay_apart() -> None:
    text = "Quận góp 2 tỷ đồng 300 triệu đồng là của phường; xã góp 500 triệu, 20 triệu từ thôn"
    assert [found.value for found in find_money(text)] == [2 * 10**9, 300 * 10**6, 500 * 10**6, 20 * 10**6]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2,615", "2.615"),
        ("1.500", "1500"),
        ("1.500,5", "1500.5"),
        ("10.4", "10.4"),
        ("1,500,000", "1500000"),
        ("0", "0"),
    ],
)
def test_read_number(written: str, value: str) -> None:
    assert read_number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "một", "1,2,3", "1..5", "-4", "5 tỷ"])
def test_no_number_is_an_error(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        read_number(written)
