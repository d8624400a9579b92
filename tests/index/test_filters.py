"""What a question is filtered by, and what of an article meets it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.dateline import VIETNAM
from index.filters import ArticleSigns, Filter, days_of_passage, filter_of, sampled_days
from index.lexical import LexicalStore, passage_fields
from index.options import PassageOptions, RetrieveOptions
from index.passages import article_of, cut_passages
from index.recency import in_order
from index.types import Constraint, ConstraintKind, Period, Question, Recency
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.dates import whole_months
from index.vietnamese.names import Names

DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31))
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
OPTIONS = RetrieveOptions()


def article(number: int, place: str, body: str, day: date | None, title: str = "Tin địa phương") -> Article:
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM) if day else None
    return Article(f"bai-{number}", title, body, published=moment, area=f"quận {place}")


ARTICLES = (
    article(0, "Hà Vĩ", "Quỹ nhận được 5 triệu đồng.", date(2023, 5, 4)),
    article(1, "Hà Vĩ", "Quỹ nhận được 6 triệu đồng.", date(2022, 5, 4)),
    article(2, "Sơn Khê", "Quỹ nhận được 7 triệu đồng.", date(2023, 5, 4)),
    article(3, "Sơn Khê", "Quỹ của quận Hà Vĩ nhận được 8 triệu đồng năm 2023.", date(2024, 1, 9)),
    article(4, "Sơn Khê", "Quỹ nhận được 9 triệu đồng.", None, "Hội nghị lần thứ IX quận Sơn Khê"),
    article(5, "Bến Gốm", "Quỹ, quỹ, quỹ nhận được 10 triệu đồng nhiệm kỳ 2019-2024.", date(2020, 2, 3)),
)


def documents(articles: Iterable[Article], abbreviations: Abbreviations) -> list[dict[str, Any]]:
    """Return what is indexed of articles."""
    cut, names = ((cut_passages(each, PassageOptions()), each) for each in articles), Names.load()
    return [fields for passages, each in cut for fields in passage_fields(passages, each, abbreviations, names)]


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory, abbreviations: Abbreviations) -> LexicalStore:
    store = LexicalStore.open(tmp_path_factory.mktemp("filters"), abbreviations)
    store.replace((), documents(ARTICLES, abbreviations))
    return store


def found(store: LexicalStore, wanted: Filter, question: str = "Quỹ nhận được bao nhiêu?") -> list[int]:
    hits = store.search_filtered(question, 50, OPTIONS, wanted)
    return [int(article_of(passage_id).removeprefix("bai-")) for passage_id, _ in hits]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(names=(("ha", "vi"),)), {0, 1, 3}),
        (Filter(names=(("vi", "ha"),)), set()),
        (Filter(periods=(YEAR,)), {0, 2, 3}),
        (Filter(periods=(Period(date(2023, 5, 4), date(2023, 5, 4)),)), {0, 2}),
        (Filter(names=(("ha", "vi"),), periods=(YEAR,)), {0, 3}),
        (Filter(names=(("lan", "9"),)), {4}),
        (Filter(titles=(("hoi", "nghi", "lan", "thu", "ix", "quan", "son"),)), {4}),
        (Filter(titles=(("hoi", "nghi", "lan", "thu", "ix", "cua", "huyen"),)), {4}),
        (Filter(titles=(("hoi", "nghi", "huyen", "dong", "lua"),)), set()),
        (Filter(periods=(Period(date.min, date(2022, 12, 31)),)), {1, 5}),
    ],
)
def test_only_what_meets_the_filter_is_found(lexical: LexicalStore, wanted: Filter, expected: set[int]) -> None:
    assert set(found(lexical, wanted)) == expected


def test_a_filter_changes_no_score(lexical: LexicalStore) -> None:
    plain = dict(lexical.search("Quỹ nhận được bao nhiêu?", 50, OPTIONS))
    for wanted in (Filter(periods=(YEAR,)), Filter(names=(("son", "khe"),)), Filter(recency=Recency.NEWEST)):
        hits = lexical.search_filtered("Quỹ nhận được bao nhiêu?", 50, OPTIONS, wanted)
        assert hits
        for passage_id, score in hits:
            assert score == pytest.approx(plain[passage_id])


def test_the_newest_and_oldest_of_what_is_about_the_topic(lexical: LexicalStore) -> None:
    assert found(lexical, Filter(recency=Recency.NEWEST, topic="triệu đồng")) == [3, 0, 2, 1, 5, 4]
    assert found(lexical, Filter(recency=Recency.OLDEST, topic="triệu đồng"))[:2] == [5, 1]
    assert found(lexical, Filter(recency=Recency.NEWEST))[0] == 3
    assert found(lexical, Filter(recency=Recency.NEWEST, topic="nhiệm kỳ")) == [5]
    assert found(lexical, Filter(names=(("vi", "ha"),), recency=Recency.NEWEST)) == []


def test_a_question_without_words_finds_nothing(lexical: LexicalStore) -> None:
    assert found(lexical, Filter(periods=(YEAR,)), "?!") == []


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(0, 800))
def test_a_period_finds_what_appeared_in_it(lexical: LexicalStore, first: date, length: int) -> None:
    period = Period(first, first + timedelta(days=length))
    numbers = set(found(lexical, Filter(periods=(period,))))
    for number, one in enumerate(ARTICLES):
        if one.published and period.first <= one.published.date() <= period.last:
            assert number in numbers


@given(DAYS, st.integers(0, 365), st.integers(1995, 2040), st.integers(1, 12), st.integers(0, 11))
def test_days_sampled_meet_a_month_exactly_when_the_period_does(
    first: date, length: int, year: int, month: int, more: int
) -> None:
    period, asked = Period(first, first + timedelta(days=length)), whole_months(year, month, min(12, month + more))
    overlapping = period.first <= asked.last and asked.first <= period.last
    assert any(asked.first <= day <= asked.last for day in sampled_days(period)) == overlapping
    assert all(period.first <= day <= period.last for day in sampled_days(period))


def test_days_are_those_of_the_article_and_of_the_passage() -> None:
    one = article(9, "Hà Vĩ", "Ngày 3/2, quận họp.\n\nQuý II năm 2019 có 5 việc.", date(2020, 2, 4), "Tin tháng 1/2020")
    signs = ArticleSigns.of(replace(one, body="Ngày 3/2, quận họp."), Names.load())
    days = days_of_passage("Quý II năm 2019 có 5 việc.", one, signs)
    assert days == sorted(days)
    assert {date(2020, 2, 3), date(2020, 2, 4), date(2020, 1, 31), date(2019, 5, 1)} <= set(days)
    assert date(2020, 3, 1) not in days


@pytest.mark.parametrize(
    ("title", "body", "province"),
    [
        ("Quận Thanh Xuân tổng kết công tác Mặt trận", "Hội nghị đã diễn ra.", "ha_noi"),
        ("Trao nhà đại đoàn kết", "Huyện Yên Mỹ vừa trao hai căn nhà.", "hung_yen"),
        ("Trao nhà đại đoàn kết", "Huyện Châu Thành vừa trao hai căn nhà.", None),  # several provinces have one
    ],
)
def test_a_province_stands_for_its_districts(title: str, body: str, province: str | None) -> None:
    terms = ArticleSigns.of(Article("bai", title, body), Names.load()).terms
    assert terms & {"ha_noi", "hung_yen", "an_giang", "dong_thap"} == ({province} if province else set())


def test_what_a_question_names_becomes_its_filter() -> None:
    named = (
        Constraint(ConstraintKind.PLACE, "quận Hà Vĩ", ("ha", "vi")),
        Constraint(ConstraintKind.ORDINAL, "lần thứ 9", ("lan", "9")),
        Constraint(ConstraintKind.PERIOD, "năm 2023", (), YEAR),
        Constraint(ConstraintKind.PERIOD, "tháng 5", (), whole_months(2024, 5, 5), yearless=True),
        Constraint(ConstraintKind.PERIOD, "31/02/2023"),
        Constraint(ConstraintKind.FUND, "Quỹ Cứu trợ", ("cuu", "tro")),
    )
    question = Question("", constraints=named, recency=Recency.NEWEST)
    wanted = filter_of(question, ["quỹ", "cứu", "trợ", "quận", "hà", "vĩ", "2023"])
    assert wanted == Filter((("ha", "vi"), ("lan", "9")), (YEAR,), (), Recency.NEWEST, "quỹ cứu trợ")
    assert [len(part.names + part.periods + part.titles) for part in wanted.parts()] == [1, 1, 1]
    assert filter_of(Question("", constraints=named[3:]), ["quỹ"]) is None


def test_a_store_of_articles_without_days_or_places_is_searched(tmp_path: Path, abbreviations: Abbreviations) -> None:
    store = LexicalStore.open(tmp_path / "tantivy", abbreviations)
    bare = Article("bai-7", "Tin", "Quỹ nhận được 5 triệu đồng.")
    store.replace((), documents([bare], abbreviations))
    assert found(store, Filter(recency=Recency.OLDEST)) == [7]
    assert found(store, Filter(periods=(YEAR,))) == []


@given(
    st.lists(st.tuples(st.integers(0, 9) | st.none(), st.floats(0, 1))),
    st.sampled_from([None, *Recency]),
    st.floats(0.1, 1),
)
def test_order_by_day_keeps_every_piece(
    pieces: list[tuple[int | None, float]], recency: Recency | None, share: float
) -> None:
    ordered = in_order(pieces, recency, day=lambda one: one[0], score=lambda one: one[1], share=share)
    assert sorted(map(str, ordered)) == sorted(map(str, pieces))
    if recency is None:
        assert ordered == pieces
        return
    best = max((score for _, score in pieces), default=0)
    apt = [day for day, score in pieces if score >= share * best]
    days = [day for day, _ in ordered[: len(apt)]]
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=recency is Recency.NEWEST)
    assert days[len(known) :] == [None] * (len(days) - len(known))
