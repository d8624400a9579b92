"""Which facts a person asks for by place, period and fund."""

from datetime import date

import pytest

from index.errors import FilterUnread
from index.facts.filtering import FactFilter
from tests.index.facts.reporting import GRAMMAR, facts_of
from tests.index.invented import ARTICLES, EMULATION, FUND, MIDYEAR, OTHER_FUND

TODAY = date(2024, 12, 1)


def meetings(place: str = "", period: str = "") -> set[str]:
    wanted = FactFilter.read(GRAMMAR.names, TODAY, place=place, period=period)
    return {
        article.id
        for article in ARTICLES
        for fact in facts_of(article).meetings
        if wanted.admits_meeting(article, fact)
    }


def sums(place: str = "", period: str = "", fund: str = "") -> list[int]:
    wanted = FactFilter.read(GRAMMAR.names, TODAY, place=place, period=period, fund=fund)
    found = [(article, fact) for article in ARTICLES for fact in facts_of(article).funds]
    return [int(fact.amount) // 10**6 for article, fact in found if wanted.admits_fund(article, fact)]


@pytest.mark.parametrize("place", ["quận Phú Lãng", "Phú Lãng", "quan phu lang", "PHÚ LÃNG", "QUẬN PHÚ LÃNG"])
def test_a_place_is_met_with_or_without_its_level_and_accents(place: str) -> None:
    assert meetings(place) == {MIDYEAR.id, FUND.id}


def test_a_place_that_no_article_names_has_nothing() -> None:
    assert meetings("quận Ba Đình") == set()
    assert sums("quận Ba Đình") == []


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("năm 2024", {MIDYEAR.id, FUND.id}),
        ("quý III năm 2024", {MIDYEAR.id}),
        ("quý IV 2023", {OTHER_FUND.id, "lang-dau-ngay-hoi-dai-doan-ket"}),
        ("tháng 12/2022", {EMULATION.id}),
        ("tháng 10 năm ngoái", {OTHER_FUND.id}),
        ("từ tháng 11/2023 đến nay", {"lang-dau-ngay-hoi-dai-doan-ket", MIDYEAR.id, FUND.id}),
        ("năm 2010", set()),
    ],
)
def test_meetings_of_a_period(period: str, expected: set[str]) -> None:
    assert meetings(period=period) == expected


@pytest.mark.parametrize(
    ("fund", "expected"),
    [
        ("Cứu trợ", [1150]),
        ("quỹ cuu tro", [1150]),
        ("Vì người nghèo", [3275, 2840, 500, 4100, 610]),
        ("Khuyến học", []),
    ],
)
def test_sums_of_a_fund(fund: str, expected: list[int]) -> None:
    assert sums(fund=fund) == expected


def test_sums_of_a_period_are_dated_by_themselves_or_else_by_their_article() -> None:
    assert sums(period="quý I năm 2024") == [3275, 1150]
    assert sums(period="tháng 10/2024") == [2840, 500]
    assert sums(place="xã Đồng Lụa", period="năm 2023") == [610]


@pytest.mark.parametrize("period", ["hôm kìa", "năm con gà", "31/02/2023", "2019 2020", "!"])
def test_a_period_that_cannot_be_read_is_a_fault_that_names_it(period: str) -> None:
    with pytest.raises(FilterUnread, match=r"period “.*”: cannot be read; write one as in “năm 2019”"):
        FactFilter.read(GRAMMAR.names, TODAY, period=period)


def test_a_name_without_words_is_a_fault() -> None:
    with pytest.raises(FilterUnread, match="place “!”"):
        FactFilter.read(GRAMMAR.names, TODAY, place="!")
    with pytest.raises(FilterUnread, match="fund “-”"):
        FactFilter.read(GRAMMAR.names, TODAY, fund="-")
