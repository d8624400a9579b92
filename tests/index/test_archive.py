"""In a large archive of the same words, what a question names besides them finds the right article."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.store import write_article
from index.engine import Engine, open_engine
from index.filters import filter_of
from index.grammar import Grammar
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.question import QuestionReader
from index.sync import synchronise
from index.types import Question, Status
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold, strip_accents
from tests.index.archive import DISTRICTS, MONTHS, PORTAL, TERM_ID, YEARS, archive, day_of, id_of, sum_of
from tests.index.conftest import EngineOf

TODAY = date(2024, 3, 1)
QUARTERS = ("I", "II", "III", "IV")
FORMS = (
    "Quý {quarter} năm {year} Quỹ Vì người nghèo quận {district} nhận được bao nhiêu?",
    "Quý {quarter}/{year} quận {district} tiếp nhận ủng hộ Quỹ Vì người nghèo được bao nhiêu tiền?",
    "Tháng {month}/{year} Quỹ “Vì người nghèo” của quận {district} nhận được bao nhiêu tiền?",
)
PLACES_IN_TIME = st.tuples(st.sampled_from(DISTRICTS), st.sampled_from(list(YEARS)), st.sampled_from(range(4)))
QUESTIONS = st.tuples(st.sampled_from(FORMS), PLACES_IN_TIME, st.sampled_from([str, strip_accents]))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> IndexOptions:
    folder = tmp_path_factory.mktemp("archive")
    for article in archive():
        write_article(article, folder)
    options = IndexOptions(path=tmp_path_factory.mktemp("archive-index"))
    synchronise(folder, options)
    return options


@pytest.fixture(scope="module")
def filtering(index: IndexOptions) -> Iterator[Engine]:
    engine = open_engine(index, RetrieveOptions(), AnswerOptions(), today=lambda: TODAY)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def plain(index: IndexOptions) -> Iterator[Engine]:
    engine = open_engine(index, RetrieveOptions(filtered=0), AnswerOptions(), today=lambda: TODAY)
    yield engine
    engine.close()


def asked(form: str, district: str, year: int, quarter: int) -> str:
    return form.format(district=district, year=year, month=MONTHS[quarter], quarter=QUARTERS[quarter])


@cache
def reader() -> QuestionReader:
    return QuestionReader(Grammar.load(), Names.load(), Abbreviations.load(), Frequencies.load())


def read(text: str) -> Question:
    return reader().read(text, today=TODAY)


def read_articles(engine: Engine, text: str) -> set[str]:
    """Return the articles of which passages are read for a question."""
    return {hit.passage.article_id for hit in engine.search(read(text))}


@settings(max_examples=30, deadline=None)
@given(QUESTIONS)
def test_the_article_of_the_district_and_period_answers(
    filtering: Engine, question: tuple[str, tuple[str, int, int], type[str]]
) -> None:
    form, (district, year, quarter), typed = question
    answer = filtering.answer(typed(asked(form, district, year, quarter)))
    assert [citation.article_id for citation in answer.citations] == [id_of(district, year, MONTHS[quarter])]
    assert f" {sum_of(district, year, MONTHS[quarter])} triệu đồng" in answer.text


def test_words_alone_often_miss_it(plain: Engine, filtering: Engine) -> None:
    questions = {
        id_of("Hà Vĩ", year, MONTHS[quarter]): asked(FORMS[0], "Hà Vĩ", year, quarter)
        for year in YEARS
        for quarter in range(4)
    }
    assert all(article_id in read_articles(filtering, text) for article_id, text in questions.items())
    missed = [article_id for article_id, text in questions.items() if article_id not in read_articles(plain, text)]
    assert len(missed) > len(questions) / 3


@settings(max_examples=30, deadline=None)
@given(QUESTIONS, st.integers(2010, 2030))
def test_a_filter_never_hides_what_words_and_meaning_find(
    filtering: Engine, plain: Engine, question: tuple[str, tuple[str, int, int], type[str]], other_year: int
) -> None:
    form, (district, _, quarter), typed = question
    text = typed(asked(form, district, other_year, quarter))
    unfiltered = {hit.passage.id: hit for hit in plain.search(read(text))}
    found = {hit.passage.id: hit for hit in filtering.search(read(text))}
    assert unfiltered.keys() <= found.keys()
    for passage_id, hit in unfiltered.items():
        # Arrays of other sizes are multiplied in another order, so the last digits may differ.
        assert found[passage_id].score == pytest.approx(hit.score, abs=1e-4)
    options = RetrieveOptions()
    assert len(found) <= options.top + options.filtered


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_a_period_that_only_the_text_tells_is_still_found(filtering: Engine, typed: type[str]) -> None:
    text = typed("Từ năm 2014 đến năm 2019 quận Phú Lãng dựng bao nhiêu cổng chào bằng tre?")
    wanted = filter_of(read(text))
    assert wanted is not None
    assert wanted.periods
    answer = filtering.answer(text)
    assert [citation.article_id for citation in answer.citations] == [TERM_ID]
    assert "87 cổng chào" in answer.text


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_what_is_told_of_a_term_is_told_of_no_year_in_it(filtering: Engine, typed: type[str]) -> None:
    for asked_of, status in (
        ("Năm 2018", Status.NOT_FOUND),
        ("Nhiệm kỳ 2014-2019", Status.ANSWERED),
        ("Nhiệm kỳ 2019-2024", Status.NOT_FOUND),
        ("Giai đoạn 2014-2019", Status.ANSWERED),
    ):
        answer = filtering.answer(typed(f"{asked_of} quận Phú Lãng dựng bao nhiêu cổng chào bằng tre?"))
        assert answer.status is status, asked_of


def test_periods_and_places_that_nothing_meets_are_refused(filtering: Engine) -> None:
    for text in (
        asked(FORMS[0], "Hà Vĩ", 2012, 2),
        asked(FORMS[0], "Cầu Giấy", 2021, 2),
        "Tháng 9/2021 Quỹ Vì người nghèo quận Hà Vĩ nhận được bao nhiêu?",
    ):
        assert filtering.answer(text).status is Status.NOT_FOUND


@pytest.mark.parametrize("typed", [str, strip_accents])
@pytest.mark.parametrize("district", ["Hà Vĩ", "Yên Thủy"])
def test_the_newest_and_the_oldest_of_what_answers(filtering: Engine, typed: type[str], district: str) -> None:
    last, first = id_of(district, YEARS[-1], MONTHS[-1]), id_of(district, YEARS[0], MONTHS[0])
    for text, article_id in (
        (f"Bài mới nhất về Quỹ Vì người nghèo quận {district} đăng ngày nào?", last),
        (f"Tóm tắt bài gần đây nhất về Quỹ Vì người nghèo quận {district}", last),
        (f"Lần gần nhất quận {district} tiếp nhận được bao nhiêu tiền ủng hộ Quỹ Vì người nghèo?", last),
        (f"Hội nghị gần đây nhất ở quận {district} là hội nghị nào?", last),
        (f"Bài đầu tiên về Quỹ Vì người nghèo quận {district} đăng ngày nào?", first),
        (f"Bài cũ nhất về Quỹ Vì người nghèo quận {district} đăng ngày nào?", first),
    ):
        answer = filtering.answer(typed(text))
        assert {citation.article_id for citation in answer.citations} == {article_id}, text


def test_the_newest_of_all_districts(filtering: Engine) -> None:
    answer = filtering.answer("Bài mới nhất về tiếp nhận ủng hộ Quỹ Vì người nghèo đăng ngày nào?")
    newest = max(DISTRICTS, key=day_of)
    assert [citation.article_id for citation in answer.citations] == [id_of(newest, YEARS[-1], MONTHS[-1])]


def test_newer_articles_about_something_else_are_passed_over(filtering: Engine) -> None:
    answer = filtering.answer("Bài mới nhất về Quỹ Vì người nghèo quận Phú Lãng đăng ngày nào?")
    assert [citation.article_id for citation in answer.citations] == [id_of("Phú Lãng", YEARS[-1], MONTHS[-1])]


def test_a_quoted_title_is_the_article_s(filtering: Engine) -> None:
    question = "Bài “Quận Phú Lãng nhìn lại một nhiệm kỳ” đăng ngày nào?"
    assert [citation.article_id for citation in filtering.answer(question).citations] == [TERM_ID]
    assert filtering.answer("Bài “Phú Lãng đón bằng di tích” đăng ngày nào?").status is Status.NOT_FOUND


def test_plain_text_is_searched_without_filters(filtering: Engine, plain: Engine) -> None:
    text = asked(FORMS[0], "Hà Vĩ", 2020, 2)
    assert filtering.search(text) == plain.search(text) == plain.search(Question(text, search_text=text))


def test_the_archive_is_what_it_says() -> None:
    articles = archive()
    assert len({article.id for article in articles}) == len(articles) > 200
    assert all(article.publisher == PORTAL for article in articles)
    sums = {sum_of(district, year, month) for district in DISTRICTS for year in YEARS for month in MONTHS}
    assert len(sums) == len(DISTRICTS) * len(YEARS) * len(MONTHS)


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_the_newest_of_a_province_may_name_a_district_alone(engine_of: EngineOf, typed: type[str]) -> None:
    told = (
        ("Quận Thanh Xuân", "Các phường nhận cờ thi đua.", 2023),
        ("Thành phố Hà Nội", "Đại biểu bàn về đại hội sắp tới.", 2022),
        ("Tỉnh Hưng Yên", "Mười xã trao nhà cho hộ nghèo.", 2024),
    )
    engine = engine_of(
        Article(fold(place).replace(" ", "-"), f"{place} tổng kết công tác Mặt trận", body, datetime(year, 5, 4, 9))
        for place, body, year in told
    )
    answer = engine.answer(typed("Bài mới nhất về Hà Nội là bài nào?"))
    assert [citation.article_id for citation in answer.citations] == ["quan-thanh-xuan"]
