"""Sums that funds raised and spent: whose, how much, when."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import CAPTION_MARK
from index.facts.records import FundFact, FundUse
from index.types import Period
from tests.index.facts.reporting import article_of, facts_of, spans_of, sums, value
from tests.index.invented import ARTICLES
from tests.index.vietnamese.words import ANY_TEXT


def told(*paragraphs: str) -> list[tuple[str, int]]:
    return [(fact.fund.value, int(fact.amount)) for fact in sums(*paragraphs)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Quỹ “Vì người nghèo” vận động được 3,2 tỷ đồng.", [("vì người nghèo", 3_200_000_000)]),
        ("Phường vận động Quỹ Vì biển, đảo Việt Nam đạt 1.500 triệu đồng.", [("vì biển, đảo việt nam", 1_500_000_000)]),
        ("Công ty Hạ Vân ủng hộ 200 triệu đồng cho quỹ Đền ơn đáp nghĩa.", [("đền ơn đáp nghĩa", 200_000_000)]),
        ("Huyện trích 40 triệu đồng từ quỹ cứu trợ sửa nhà.", [("cứu trợ", 40_000_000)]),
        ('Quỹ học bổng "Chắp cánh ước mơ" đã nhận 75 triệu đồng.', [("học bổng chắp cánh ước mơ", 75_000_000)]),
        ("Quỹ Ánh sáng Sông Trà nhận được 12 triệu đồng.", [("ánh sáng sông trà", 12_000_000)]),
        ("Chương trình “Áo ấm cho em” nhận 90 triệu đồng.", [("áo ấm cho em", 90_000_000)]),
        ("Quỹ Cứu trợ được 1 tỷ 150 triệu đồng; Quỹ Khuyến học được 80 triệu đồng.",
         [("cứu trợ", 1_150_000_000), ("khuyến học", 80_000_000)]),
        ("Ông Lợi ủng hộ quỹ Khuyến học 2 triệu đồng và 5 triệu đồng cho quỹ Nhân đạo.",
         [("khuyến học", 2_000_000), ("nhân đạo", 5_000_000)]),
    ],
)  # fmt: skip
def test_a_sum_belongs_to_the_fund_that_it_is_given_to_or_that_stands_before(
    sentence: str, expected: list[tuple[str, int]]
) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Công ty Hạ Vân ủng hộ 200 triệu đồng cho trường học.",
        "Quỹ đất của quận trị giá 200 tỷ đồng.",
        "Quỹ “Vì người nghèo” hỗ trợ mỗi hộ 5 triệu đồng.",
        "Quận phấn đấu vận động Quỹ “Vì người nghèo” đạt 9 tỷ đồng.",
        "Quỹ “Vì người nghèo” đã giúp 3 triệu lượt người.",
        "Quỹ của phường thu 20 triệu đồng.",
        f"{CAPTION_MARK}Công ty trao 200 triệu đồng cho Quỹ “Vì người nghèo”.",
    ],
)
def test_what_is_no_sum_of_a_named_fund(sentence: str) -> None:
    assert told(sentence) == []


def test_a_sum_goes_on_with_the_fund_of_the_sentence_before() -> None:
    body = "Sáng 17/10, quận phát động ủng hộ Quỹ “Vì người nghèo”. Đến nay, quỹ đã nhận 2 tỷ đồng."
    assert told(body) == [("vì người nghèo", 2_000_000_000)]
    (fact,) = sums(body)
    assert fact.fund.span and body[fact.fund.span.start : fact.fund.span.end] == "Vì người nghèo"


def test_at_the_event_of_one_fund_gifts_are_for_it_and_those_for_others_are_not() -> None:
    body = (
        "Sáng 17/10, quận phát động ủng hộ Quỹ “Vì người nghèo”.",
        "Các đại biểu chụp ảnh. Trời nắng.",
        "Công ty Thạch Bích ủng hộ 500 triệu đồng. Công ty Hạ Vân trao 300 triệu đồng cho bệnh viện.",
    )
    assert told(*body) == [("vì người nghèo", 500_000_000)]


def test_a_sum_told_twice_is_one_fact_and_the_fuller_one() -> None:
    (fact,) = sums(
        "Quỹ Cứu trợ nhận 3 tỷ đồng.",
        "Năm 2023, xã Đồng Lụa ủng hộ Quỹ Cứu trợ 3 tỷ đồng.",
        "Quỹ Cứu trợ có 3 tỷ đồng.",
    )
    assert value(fact.body) == "xã Đồng Lụa"


def only(sentence: str) -> FundFact:
    (fact,) = sums(sentence)
    return fact


@pytest.mark.parametrize(
    ("sentence", "use"),
    [
        ("Quận vận động Quỹ Cứu trợ được 2 tỷ đồng.", FundUse.RAISED),
        ("Ngân hàng Sông Trà tài trợ Quỹ Cứu trợ 2 tỷ đồng.", FundUse.RAISED),
        ("Quỹ Cứu trợ đã hỗ trợ các hộ 2 tỷ đồng.", FundUse.SPENT),
        ("Quận trích 2 tỷ đồng từ Quỹ Cứu trợ.", FundUse.SPENT),
        ("Công ty Hạ Vân trao 2 tỷ đồng ủng hộ Quỹ Cứu trợ.", FundUse.RAISED),
    ],
)
def test_what_came_in_and_what_went_out(sentence: str, use: FundUse) -> None:
    assert only(sentence).use is use


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("Năm 2023, Công ty Hạ Vân đã ủng hộ Quỹ Cứu trợ 2 tỷ đồng.", "Công ty Hạ Vân"),
        ("Phường tiếp nhận 2 tỷ đồng từ Công ty Hạ Vân, ủng hộ Quỹ Cứu trợ.", "Công ty Hạ Vân"),
        ("Quỹ Cứu trợ huyện Sơn Khê nhận được 2 tỷ đồng.", "huyện Sơn Khê"),
        ("Quỹ Cứu trợ của xã Vân Cói đạt 2 tỷ đồng.", "xã Vân Cói"),
        ("Các cơ quan, đơn vị và 12 hộ dân ủng hộ 2 tỷ đồng vào Quỹ Cứu trợ.", "Các cơ quan, đơn vị và 12 hộ dân"),
        ("Quỹ Cứu trợ nhận được 2 tỷ đồng.", "quận Phú Lãng"),
    ],
)
def test_who_raised_a_sum(sentence: str, body: str) -> None:
    assert value(only(sentence).body) == body


def test_the_area_of_the_article_is_a_value_without_a_span() -> None:
    fact = only("Quỹ Cứu trợ nhận được 2 tỷ đồng.")
    assert fact.body and fact.body.span is None


@pytest.mark.parametrize(
    ("sentence", "period", "as_of"),
    [
        ("Năm 2023, Quỹ Cứu trợ đạt 2 tỷ đồng.", Period(date(2023, 1, 1), date(2023, 12, 31)), None),
        ("Trong quý II/2024, Quỹ Cứu trợ đạt 2 tỷ đồng.", Period(date(2024, 4, 1), date(2024, 6, 30)), None),
        ("Tính đến ngày 30/9/2024, Quỹ Cứu trợ đạt 2 tỷ đồng.", None, date(2024, 9, 30)),
        ("Đến nay, Quỹ Cứu trợ đạt 2 tỷ đồng.", None, date(2024, 10, 20)),
        ("Quỹ Cứu trợ đạt 2 tỷ đồng, Quỹ Khuyến học năm 2022 chưa có.", None, None),
        ("Quỹ Cứu trợ đạt 2 tỷ đồng năm 2022.", Period(date(2022, 1, 1), date(2022, 12, 31)), None),
        ("Quỹ Cứu trợ đạt 2 tỷ đồng.", None, None),
    ],
)
def test_when_a_sum_was_raised(sentence: str, period: Period | None, as_of: date | None) -> None:
    fact = only(sentence)
    assert (fact.period, fact.as_of) == (period, as_of)


def test_a_paragraph_is_dated_by_how_it_opens_and_the_next_is_not() -> None:
    first, second = sums(
        "Trong 6 tháng đầu năm 2024, phường đã sửa đường. Quỹ Cứu trợ đạt 2 tỷ đồng.", "Quỹ Khuyến học đạt 1 tỷ đồng."
    )
    assert first.period == Period(date(2024, 1, 1), date(2024, 6, 30))
    assert (second.period, second.period_span) == (None, None)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Công ty Hạ Vân ủng hộ 200 triệu đồng cho Quỹ “Vì người nghèo”, Ngân hàng Sông Trà 150 triệu đồng.",
            [("Công ty Hạ Vân", "raised", 200), ("Ngân hàng Sông Trà", "raised", 150)],
        ),
        (
            "Quỹ “Vì người nghèo” huyện Sơn Khê đã được Công ty Hạ Vân trao tặng 300 triệu đồng.",
            [("Công ty Hạ Vân", "raised", 300)],
        ),
        (
            "Quỹ Cứu trợ đã nhận được sự ủng hộ của Công ty Hạ Vân với số tiền 250 triệu đồng.",
            [("Công ty Hạ Vân", "raised", 250)],
        ),
        (
            "Số tiền 20 triệu đồng do bạn đọc Báo Sông Trà ủng hộ được chuyển vào Quỹ Cứu trợ.",
            [("bạn đọc Báo Sông Trà", "raised", 20)],
        ),
        ("Ban tổ chức trao 60 triệu đồng cho Quỹ Cứu trợ.", [("Ban tổ chức", "raised", 60)]),
        ("Sáng 3/5 Hội Chữ thập đỏ quận trao 20 triệu đồng cho Quỹ Cứu trợ.", [("Hội Chữ thập đỏ quận", "raised", 20)]),
        ("Công ty Hạ Vân đã hỗ trợ Quỹ Cứu trợ 90 triệu đồng.", [("Công ty Hạ Vân", "raised", 90)]),
        ("Quỹ Cứu trợ tỉnh Hà Nam nhận 40 triệu đồng.", [("tỉnh Hà Nam", "raised", 40)]),
        ("Quỹ “Đất học” do ông Tạ Văn Lâm sáng lập đã trao 120 triệu đồng.", [("ông Tạ Văn Lâm", "spent", 120)]),
        (
            "Quận vận động được 12 triệu đồng ủng hộ Quỹ Cứu trợ; trong đó cấp tỉnh 3 triệu đồng.",
            [("Quận", "raised", 12), ("cấp tỉnh", "raised", 3)],
        ),
        (
            "Lớp học nhận sự hỗ trợ 50 triệu đồng của Quỹ Ánh Sao, 30 triệu đồng của Báo Sông Trà.",
            [("quận Phú Lãng", "spent", 50)],
        ),
        (
            "Công ty tặng máy trị giá 70 triệu đồng và tặng Quỹ Ánh Sao 30 triệu đồng.",
            [("Công ty", "raised", 30)],
        ),
        ("Kinh phí 8 triệu đồng do Quỹ Ánh Sao tài trợ.", [("quận Phú Lãng", "spent", 8)]),
    ],
)
def test_who_gave_and_what_became_of_it(sentence: str, expected: list[tuple[str, str, int]]) -> None:
    found = [(value(fact.body), fact.use.value, int(fact.amount / 10**6)) for fact in sums(sentence)]
    assert found == expected


def test_the_parts_of_a_sum_are_told_in_the_sentence_after() -> None:
    lead = "Năm 2023, các đơn vị ủng hộ Quỹ Cứu trợ."
    first, second = sums(f"{lead} Trong đó, Công ty Hạ Vân ủng hộ 5 triệu đồng; Trường Sông Trà 2 triệu đồng.")
    assert [value(fact.body) for fact in (first, second)] == ["Công ty Hạ Vân", "Trường Sông Trà"]
    assert first.period == second.period == Period(date(2023, 1, 1), date(2023, 12, 31))


def test_a_sum_counted_up_to_a_day_has_that_day_behind_it_too() -> None:
    (fact,) = sums("Quỹ Cứu trợ đã thu được 45 triệu đồng, tính đến ngày 30/9/2024.")
    assert (fact.as_of, fact.period) == (date(2024, 9, 30), None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chương trình “Xuân ấm áp” khuyến mại cho khách hàng xe máy trị giá 30 triệu đồng.",
        "Xã trích quỹ hỗ trợ gia đình 6 triệu đồng.",
        "Nhóm bán hoa gây quỹ từ thiện được 2 triệu đồng.",
        "Với mỗi tin nhắn, người dân góp 20.000 đồng vào Quỹ Cứu trợ.",
        "Kho quỹ hội sở thiếu 41 triệu đồng.",
    ],
)
def test_what_names_no_fund_or_sells_is_none(sentence: str) -> None:
    assert sums(sentence) == []


@pytest.mark.parametrize("word", ["trên", "hơn", "gần", "khoảng", "trên dưới"])
def test_what_qualifies_an_amount_is_no_part_of_it(word: str) -> None:
    body = f"Quỹ Cứu trợ đạt {word} 2,5 tỷ đồng."
    (fact,) = sums(body)
    assert (fact.qualifier, body[fact.amount_span.start : fact.amount_span.end]) == (word, "2,5 tỷ đồng")


@given(
    st.integers(min_value=1, max_value=999_999),
    st.sampled_from([("đồng", 1), ("nghìn đồng", 10**3), ("triệu đồng", 10**6), ("tỷ đồng", 10**9)]),
)
def test_amounts_are_read_back_as_they_were_written(number: int, unit: tuple[str, int]) -> None:
    written = f"{number:,}".replace(",", ".")
    (fact,) = sums(f"Quỹ Cứu trợ nhận được {written} {unit[0]}.")
    assert fact.amount == Decimal(number) * unit[1]
    assert "E" not in str(fact.amount)


@given(ANY_TEXT, ANY_TEXT)
def test_in_any_text_spans_lie_in_the_body_and_hold_their_values(before: str, after: str) -> None:
    article = article_of(f"{before} Ngày 4/1/2024, quận tổ chức hội nghị. Quỹ Cứu trợ {after} 2 tỷ đồng. {after}")
    for span, words in spans_of(facts_of(article)):
        assert 0 <= span.start < span.end <= len(article.body)
        assert words in (None, article.body[span.start : span.end])


def test_the_invented_articles_tell_these_sums() -> None:
    found = {
        (article.id, fact.fund.value, int(fact.amount)) for article in ARTICLES for fact in facts_of(article).funds
    }
    assert found == {
        ("phu-lang-hoi-nghi-lan-thu-7", "vì người nghèo", 3_275_000_000),
        ("phu-lang-hoi-nghi-lan-thu-7", "cứu trợ", 1_150_000_000),
        ("phu-lang-quy-vi-nguoi-ngheo", "vì người nghèo", 2_840_000_000),
        ("phu-lang-quy-vi-nguoi-ngheo", "vì người nghèo", 500_000_000),
        ("son-khe-quy-vi-nguoi-ngheo", "vì người nghèo", 4_100_000_000),
        ("son-khe-quy-vi-nguoi-ngheo", "vì người nghèo", 610_000_000),
    }
