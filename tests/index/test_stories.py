"""One story on several sites: quoted once, with all that tell it named; what they tell otherwise is not lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from index.answer import cite
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.stories import bands, is_same_story, signature
from index.sync import remove_articles, synchronise
from index.types import Evidence, Source, Span, Status
from index.verify import faults
from tests.index.conftest import WriteArticles
from tests.index.invented import ARTICLES, FUND, MIDYEAR, OTHER_FUND

ELSEWHERE = replace(
    MIDYEAR,
    id="noi-khac",
    title="Mặt trận quận Phú Lãng họp giữa năm",
    body=f"{MIDYEAR.body}\n\nTheo Báo Khác",
    publisher="Báo Khác",
    url="https://khac.example/hop",
)
CORRECTED = replace(
    ELSEWHERE, id="dinh-chinh", body=ELSEWHERE.body.replace("3,275 tỷ", "3,572 tỷ"), publisher="Báo Sửa"
)
FUND_ASKED = "6 tháng đầu năm 2024, quỹ Vì người nghèo Phú Lãng được bao nhiêu?"
DAY_ASKED = "Hội nghị lần thứ 7 của MTTQ quận Phú Lãng họp ngày nào?"


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory, write_articles: WriteArticles) -> IndexOptions:
    options = IndexOptions(path=tmp_path_factory.mktemp("stories-index"))
    synchronise(write_articles(tmp_path_factory.mktemp("stories"), [*ARTICLES, ELSEWHERE, CORRECTED]), options)
    return options


@pytest.fixture
def engine(options: IndexOptions) -> Iterator[Engine]:
    opened = open_engine(options, RetrieveOptions(), AnswerOptions())
    yield opened
    opened.close()


def test_a_story_is_quoted_once_with_every_site_that_tells_it(engine: Engine) -> None:
    answer = engine.answer(DAY_ASKED)
    assert answer.status is Status.ANSWERED
    told = [citation for citation in answer.citations if "18/7/2024" in citation.quote]
    assert len(told) == 1
    named = {told[0].article_id, *(source.article_id for source in told[0].also)}
    assert named == {MIDYEAR.id, ELSEWHERE.id, CORRECTED.id}
    quotes = [citation.quote for citation in (*answer.citations, *answer.further)]
    assert len(quotes) == len(set(quotes))


def test_another_figure_is_shown_beside_and_names_no_site_that_does_not_tell_it(engine: Engine) -> None:
    answer = engine.answer(FUND_ASKED)
    quotes = {citation.quote: citation for citation in (*answer.citations, *answer.further)}
    both = [next(one for quote, one in quotes.items() if figure in quote) for figure in ("3,275 tỷ", "3,572 tỷ")]
    named = [{one.article_id, *(source.article_id for source in one.also)} for one in both]
    assert named == [{MIDYEAR.id, ELSEWHERE.id}, {CORRECTED.id}]


def test_lists_tell_a_meeting_and_a_sum_of_several_sites_once(engine: Engine) -> None:
    meetings = engine.answer("Có những hội nghị nào trong tháng 7 năm 2024?")
    assert sum("18/7/2024" in citation.quote for citation in meetings.citations) == 1
    funds = engine.answer("Các quỹ của quận Phú Lãng 6 tháng đầu năm 2024 được bao nhiêu?")
    quotes = [citation.quote for citation in funds.citations]
    assert len(quotes) == len(set(quotes))


def test_a_site_whose_article_is_gone_is_named_no_more(tmp_path: Path, write_articles: WriteArticles) -> None:
    options = IndexOptions(path=tmp_path / "index")
    synchronise(write_articles(tmp_path / "articles", [MIDYEAR, ELSEWHERE, FUND]), options)
    engine = open_engine(options, RetrieveOptions(), AnswerOptions())
    try:
        assert [len(one.also) for one in engine.answer(DAY_ASKED).citations] == [1]
        remove_articles([ELSEWHERE.id], options)
        (citation,) = engine.answer(DAY_ASKED).citations
        assert (citation.article_id, citation.also) == (MIDYEAR.id, ())
    finally:
        engine.close()


def test_a_site_that_does_not_hold_the_quote_stops_the_answer(engine: Engine) -> None:
    answer = engine.answer(DAY_ASKED)
    first, *rest = answer.citations
    liar = Source(FUND.id, FUND.title, FUND.published, FUND.publisher, FUND.url)
    forged = replace(answer, citations=(replace(first, also=(liar,)), *rest), further=())
    known = {one.id: one for one in [*ARTICLES, ELSEWHERE, CORRECTED]}
    assert faults(forged, known) == [f"citation 1 does not stand in {FUND.id}, which is named beside it"]


def test_other_articles_of_the_genre_are_no_retellings() -> None:
    signed = [signature(article.body) for article in ARTICLES]
    assert not any(is_same_story(one, other) for one in signed for other in signed if one is not other)
    assert is_same_story(signature(MIDYEAR.body), signature(ELSEWHERE.body))
    assert set(bands(signature(MIDYEAR.body))) & set(bands(signature(ELSEWHERE.body)))
    assert not is_same_story(signature(FUND.body), signature(OTHER_FUND.body))


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_can_be_signed(one: str, other: str) -> None:
    signed = signature(one)
    assert signed == signature(one)
    assert is_same_story(signed, signed) is bool(signed)
    assert is_same_story(signed, signature(other)) is is_same_story(signature(other), signed)
    assert len(list(bands(signed))) in {0, 30}


def test_a_citation_has_no_retellings_of_its_own_accord() -> None:
    assert cite(1, Evidence(Article(id="x", title="x", body="Một câu."), Span(0, 8), 0.0)).also == ()
