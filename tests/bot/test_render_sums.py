"""The rows of a chart and its caption: the figures as written, each with its source, within Telegram's limit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import load_messages
from bot.render.cutting import units
from bot.render.facts import FundRow
from bot.render.sums import CAPTION_UNITS, MOST_BARS, Chart, chart_of
from corpus.article import Article
from index.facts.records import FundFact, FundUse, Written
from index.types import Span
from tests.index.facts.reporting import article_of, facts_of
from tests.telegram_server.entities import parse_html

MESSAGES = load_messages()


def rows_of(article: Article) -> list[FundRow]:
    return [(article, fact) for fact in facts_of(article).funds]


def made(*, amount: Decimal, written: str, fund: str, body: str, title: str, article_id: str) -> FundRow:
    """Return a sum that an article of nothing else tells."""
    article = Article(article_id, title, f"{body} vận động {fund} được {written}.", publisher="Báo A", area=body)
    start = article.body.rindex(written)
    whole = Span(0, len(article.body))
    of = Written(body, Span(0, len(body)))
    return article, FundFact(whole, Written(fund, None), amount, Span(start, start + len(written)), body=of)


def charted(rows: Sequence[FundRow], words: str = "") -> Chart:
    chart = chart_of(rows, words, "hoidap_bot", MESSAGES)
    assert chart is not None
    return chart


def several(count: int, each: str = "hơn {n},5 tỷ đồng") -> list[FundRow]:
    """Return sums of so many articles, the smallest first."""
    rows = []
    for n in range(1, count + 1):
        text = f"Năm 2023, quận Phú Lãng vận động Quỹ “Vì người nghèo” được {each.format(n=n)}."
        article = replace(article_of(text, title=f"Hội nghị lần thứ {n}"), id=f"bai-{n}")
        rows += rows_of(article)
    assert len(rows) == count
    return rows


def test_the_largest_comes_first_with_its_figure_as_written_and_its_source() -> None:
    article = article_of(
        "Trong 6 tháng đầu năm 2024, quận Phú Lãng vận động Quỹ “Vì người nghèo” được trên 3,275 tỷ đồng; Quỹ “Cứu trợ”"
        " được 1 tỷ 150 triệu đồng."
    )
    chart = charted(rows_of(article)[::-1], "quận Phú Lãng")
    assert [bar.written for bar in chart.bars] == ["trên 3,275 tỷ đồng", "1 tỷ 150 triệu đồng"]
    assert [bar.series for bar in chart.bars] == ["Vì người nghèo (thu)", "Cứu trợ (thu)"]
    assert chart.bars[0].amount == 3_275_000_000
    assert chart.bars[0].label.startswith("[1] quận Phú Lãng – ")
    assert "6 tháng đầu năm 2024" in chart.bars[0].label
    heading, *rows = chart.caption.plain.split("\n")
    assert heading == "Biểu đồ 2 khoản quỹ mà bài viết nêu – lọc theo: quận Phú Lãng"
    assert rows[1].startswith("• trên 3,275 tỷ đồng (thu) – Vì người nghèo – quận Phú Lãng")
    assert rows[1].endswith(" [1]")
    assert rows[-2:] == ["Nguồn:", "[1] Tin (20/10/2024)"]
    assert chart.title == heading


def test_one_fund_has_one_colour_however_it_is_spelt_and_what_was_spent_another() -> None:
    first, second, third = several(3)
    other = replace(second[1], fund=Written(second[1].fund.value, None))
    spent = replace(third[1], use=FundUse.SPENT)
    chart = charted([first, (second[0], other), (third[0], spent)])
    assert [bar.series for bar in chart.bars] == [
        "Vì người nghèo (chi)",
        "Vì người nghèo (thu)",
        "Vì người nghèo (thu)",
    ]


def test_a_sum_without_a_time_is_told_apart_by_its_article() -> None:
    article = article_of("Quỹ “Vì người nghèo” vận động được 3,2 tỷ đồng. Quỹ “Cứu trợ” vận động được 2 tỷ đồng.")
    assert charted(rows_of(article)).bars[0].label == "[1] quận Phú Lãng – bài ngày 20/10/2024"


@pytest.mark.parametrize("count", [0, 1])
def test_less_than_two_sums_make_no_chart(count: int) -> None:
    rows = several(3)
    none = [(article, replace(fact, amount=Decimal(0))) for article, fact in rows[count:]]
    assert chart_of([*rows[:count], *none], "", "hoidap_bot", MESSAGES) is None


def test_the_largest_are_drawn_and_the_caption_says_how_many_are_left() -> None:
    chart = charted(several(MOST_BARS + 3))
    assert len(chart.bars) == MOST_BARS
    assert chart.bars[0].written == "hơn 15,5 tỷ đồng"
    assert "12 khoản quỹ lớn nhất" in chart.title
    assert "(còn 3 khoản nhỏ hơn trong danh sách)" in chart.caption.plain


# Names and titles as articles write them, and as nobody should.
words = st.sampled_from(
    ["Vì người nghèo", "<b>&", "$5", "_tên_", "😀" * 30, "Ủy ban MTTQ quận Phú Lãng", "x" * 200, "[1]"]
)
names = st.lists(words, min_size=1, max_size=8).map(" ".join)
sums = st.builds(
    made,
    amount=st.decimals(1, 10**15, places=0),
    written=st.sampled_from(["2,615 tỷ đồng", "1 tỷ 150 triệu đồng", "750.000 đồng", "1" * 120 + " đồng"]),
    fund=names,
    body=names,
    title=names,
    article_id=st.sampled_from([f"bai-{n}" for n in range(20)]),
)


@given(
    st.lists(sums, min_size=2, max_size=20, unique_by=lambda row: row[0].id), st.sampled_from(["", "Phú Lãng " * 40])
)
def test_a_caption_fits_and_tells_whole_rows_each_with_its_source(rows: list[FundRow], filtered: str) -> None:
    chart = charted(rows, filtered)
    caption = chart.caption
    text, _ = parse_html(caption.html)
    assert text == caption.plain
    assert units(text) <= CAPTION_UNITS
    lines = text.split("\n")
    told = [line for line in lines if line.startswith("• ")]
    marks = [re.search(r" \[(\d+)\]$", line) for line in told]
    sources = [match[1] for line in lines if (match := re.match(r"\[(\d+)\] ", line))]
    assert all(marks)
    assert {mark[1] for mark in marks if mark} == set(sources)
    assert len(sources) == len(set(sources))
    left = re.search(r"… và (\d+) khoản", text)
    assert len(told) + (int(left[1]) if left else 0) == len(chart.bars) == min(len(rows), MOST_BARS)
    for line, bar in zip(told, chart.bars, strict=False):
        assert line.startswith(f"• {bar.written}"[:70])


@given(st.integers(2, 14))
def test_each_figure_stands_in_the_sentence_that_its_source_tells(count: int) -> None:
    rows = several(count)
    chart = charted(rows)
    bodies = {article.id: article.body[fact.span.start : fact.span.end] for article, fact in rows}
    cited = re.findall(r"start=bai_([^\"]+)", chart.caption.html)
    for line in [line for line in chart.caption.plain.split("\n") if line.startswith("• ")]:
        number = int(line.rsplit("[", 1)[1][:-1])
        assert line.removeprefix("• ").split(" (")[0] in bodies[cited[number - 1]]
