"""Lists of funds and comparisons, made of facts."""

import re
from dataclasses import replace

import pytest

from index.answer import Composer
from index.answer_types import TypeFinder
from index.candidates import CandidateReader
from index.direct import DirectReader
from index.engine import Engine
from index.language import Language
from index.lists import Lists
from index.question import QuestionReader
from index.stores import Stores
from index.types import Answer, AnswerType, Question, Status
from index.verify import faults
from tests.index.asked import FUND, MIDYEAR, OTHER_FUND
from tests.index.conftest import TODAY


@pytest.fixture(scope="module")
def language() -> Language:
    return Language.load()


@pytest.fixture(scope="module")
def lists(stores: Stores, language: Language) -> Lists:
    finder = TypeFinder(language.names, language.grammar.offices)
    reader = CandidateReader(finder, language.abbreviations, language.frequencies)
    asking = language.grammar.question_words | language.grammar.particles
    direct = DirectReader.load(language.names, language.grammar.offices, asking)
    composer = Composer.load(3, direct, language.grammar.office_names)
    return Lists(stores.manifest, reader, composer, limit=20, longest=300)


def read(language: Language, text: str, answer_type: AnswerType) -> Question:
    reader = QuestionReader(language.grammar, language.names, language.abbreviations, language.frequencies)
    places = {("phu", "lang"), ("son", "khe")}
    return replace(reader.read(text, today=TODAY, places=places), answer_type=answer_type)


def amounts(answer: Answer | None) -> list[str]:
    assert answer is not None
    return re.findall(r": ((?:\d[\d,.]*) (?:tỷ|triệu)[^\[(]*?) [\[(]", answer.text)


def answered(lists: Lists, question: Question, stores: Stores) -> Answer | None:
    answer = lists._funds(question)
    if answer:
        cited = {citation.article_id: stores.manifest.article(citation.article_id) for citation in answer.citations}
        assert faults(answer, {key: article for key, article in cited.items() if article}) == []
    return answer


def test_funds_of_every_article_are_listed_the_newest_first(lists: Lists, language: Language, stores: Stores) -> None:
    answer = answered(lists, read(language, "Các quỹ vận động được bao nhiêu tiền?", AnswerType.FUNDS), stores)
    assert amounts(answer) == [
        "2,84 tỷ đồng", "500 triệu đồng", "3,275 tỷ đồng", "1 tỷ 150 triệu đồng", "4,1 tỷ đồng", "610 triệu đồng"
    ]  # fmt: skip
    assert answer and "không cộng lại" in answer.text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Các quỹ của quận Phú Lãng năm 2024?", [FUND, FUND, MIDYEAR, MIDYEAR]),
        ("Liệt kê quỹ Vì người nghèo năm 2023", [OTHER_FUND, OTHER_FUND]),
        ("Kể tên các quỹ Cứu trợ", [MIDYEAR]),
        ("Các quỹ của quận Phú Lãng trong quý I năm 2024?", [MIDYEAR, MIDYEAR]),
    ],
)
def test_funds_of_a_place_a_fund_or_a_period(
    asked: str, expected: list[str], lists: Lists, language: Language, stores: Stores
) -> None:
    answer = answered(lists, read(language, asked, AnswerType.FUNDS), stores)
    assert answer and [citation.article_id for citation in answer.citations] == expected


def test_compared_sums_stand_side_by_side_the_largest_first(lists: Lists, language: Language, stores: Stores) -> None:
    text = "So sánh quỹ Vì người nghèo của quận Phú Lãng và huyện Sơn Khê"
    answer = answered(lists, read(language, text, AnswerType.COMPARISON), stores)
    assert amounts(answer) == ["4,1 tỷ đồng", "3,275 tỷ đồng", "2,84 tỷ đồng", "610 triệu đồng", "500 triệu đồng"]
    assert answer and {citation.article_id for citation in answer.citations} == {MIDYEAR, FUND, OTHER_FUND}


def test_what_was_raised_most_comes_first(lists: Lists, language: Language, stores: Stores) -> None:
    answer = answered(lists, read(language, "Nơi nào vận động quỹ nhiều nhất?", AnswerType.COMPARISON), stores)
    assert amounts(answer)[0] == "4,1 tỷ đồng"


def test_of_districts_the_sums_of_rural_ones_are_left_out(lists: Lists, language: Language, stores: Stores) -> None:
    answer = answered(lists, read(language, "Quận nào vận động quỹ nhiều nhất?", AnswerType.COMPARISON), stores)
    assert amounts(answer)[0] == "3,275 tỷ đồng"


@pytest.mark.parametrize(
    "asked",
    [
        "So sánh quỹ Cứu trợ của quận Phú Lãng và huyện Sơn Khê",
        "So sánh quỹ Vì người nghèo của quận Phú Lãng và quận Ba Đình",
        "Liệt kê quỹ Khuyến học năm 2010",
        "Liệt kê các khoản đã chi của các quỹ",
    ],
)
def test_where_no_fact_answers_there_is_no_list(asked: str, lists: Lists, language: Language, stores: Stores) -> None:
    kind = AnswerType.COMPARISON if asked.startswith("So") else AnswerType.FUNDS
    assert answered(lists, read(language, asked, kind), stores) is None


def test_a_list_shows_no_more_than_its_limit_and_says_that_it_goes_on(
    lists: Lists, language: Language, stores: Stores
) -> None:
    short = replace(lists, limit=2)
    answer = answered(short, read(language, "Các quỹ được bao nhiêu tiền?", AnswerType.FUNDS), stores)
    assert answer and len(answer.citations) == 2
    assert "Danh sách còn dài" in answer.text


def test_a_meeting_of_no_known_day_is_in_no_list_by_time(engine: Engine) -> None:
    answer = engine.answer("Có những hội nghị nào?")
    assert answer.status is Status.ANSWERED
    assert len(answer.citations) == len([fact for _, fact in engine.meetings() if fact.dated])


def test_facts_of_the_engine_come_with_their_articles(engine: Engine) -> None:
    assert [article.id for article, _ in engine.meetings(place="Phú Lãng", period="năm 2024")] == [MIDYEAR, FUND]
    assert [int(fact.amount) for _, fact in engine.funds(fund="cứu trợ")] == [1_150_000_000]
    assert all(article.body[fact.span.start : fact.span.end] for article, fact in engine.funds())
