"""Comparisons whose sides are of different kinds: each is asked by itself, and both are shown."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from corpus.article import Article
from corpus.dateline import VIETNAM
from index.comparison import as_compared, asked_in_turn, sides
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.sync import synchronise
from index.types import Status
from index.vietnamese.normalise import strip_accents
from tests.index.conftest import WriteArticles

DISTRICT = Article(
    id="vinh-lac-so-ket",
    title="Huyện Vĩnh Lạc sơ kết công tác Mặt trận 6 tháng đầu năm 2023",
    body="Sáng 12/7/2023, MTTQ huyện Vĩnh Lạc sơ kết công tác. Mặt trận các xã đã vận động Quỹ “Cứu trợ” đạt 845 triệu"
    " đồng.",
    published=datetime(2023, 7, 13, 8, 0, tzinfo=VIETNAM),
    area="huyện Vĩnh Lạc",
)
CLUSTER = Article(
    id="cum-5-tong-ket",
    title="Cụm Thi đua số 5 tổng kết năm 2022",
    body="Chiều 2/12/2022, Cụm Thi đua số 5 tổng kết công tác. Các huyện trong Cụm vận động Quỹ “Cứu trợ” được 3,4 tỷ"
    " đồng.",
    published=datetime(2022, 12, 3, 8, 0, tzinfo=VIETNAM),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, write_articles: WriteArticles) -> Iterator[Engine]:
    options = IndexOptions(path=tmp_path_factory.mktemp("compared-index"))
    synchronise(write_articles(tmp_path_factory.mktemp("compared"), [DISTRICT, CLUSTER]), options)
    engine = open_engine(options, RetrieveOptions(), AnswerOptions())
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("asked", "first", "second"),
    [
        ("Xã A và xã B, nơi nào nhiều ý kiến hơn?", "Xã A bao nhiêu ý kiến", "xã B"),
        ("Xã A và xã B, bên nào hỗ trợ mỗi căn nhà nhiều tiền hơn?", "Xã A hỗ trợ mỗi căn nhà", "xã B"),
        ("So sánh hai hội nghị ở xã A và xã B: nơi nào đông người hơn?", "hai hội nghị ở xã A bao nhiêu người", "xã B"),
    ],
)
def test_what_is_compared_is_asked_of_the_first(asked: str, first: str, second: str) -> None:
    assert next(iter(sides(asked))) == (first, second)


def test_the_joining_word_nearest_the_middle_parts_a_comparison_first() -> None:
    asked = "So sánh quỹ Cứu trợ và bảo trợ của huyện Vĩnh Lạc với của Cụm số 5 thì bên nào nhiều hơn?"
    assert list(sides(asked)) == [
        ("quỹ Cứu trợ và bảo trợ của huyện Vĩnh Lạc", "của Cụm số 5"),
        ("quỹ Cứu trợ", "bảo trợ của huyện Vĩnh Lạc với của Cụm số 5"),
    ]


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_two_questions_in_one_are_asked_in_turn(typed: Callable[[str], str]) -> None:
    asked = typed("Chủ tịch xã Lũng Vài và bí thư xã Bến Gốm, hai người lần lượt là ai?")
    assert list(asked_in_turn(asked)) == [(typed("Chủ tịch xã Lũng Vài là ai?"), typed("bí thư xã Bến Gốm là ai?"))]
    assert list(asked_in_turn(typed("Các đại biểu lần lượt phát biểu và bàn việc gì?"))) == []


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_what_is_asked_in_turn_is_shown_side_by_side(engine: Engine, typed: Callable[[str], str]) -> None:
    answer = engine.answer(
        typed("Quỹ Cứu trợ của huyện Vĩnh Lạc năm 2023 và quỹ Cứu trợ của Cụm 5 năm 2022 lần lượt được bao nhiêu tiền?")
    )
    assert answer.status is Status.ANSWERED
    assert [citation.article_id for citation in answer.citations] == [DISTRICT.id, CLUSTER.id]
    assert all(amount in answer.text for amount in ("845 triệu đồng", "3,4 tỷ đồng"))


def test_a_place_and_a_numbered_body_are_shown_side_by_side(engine: Engine) -> None:
    answer = engine.answer(
        "So quỹ Cứu trợ của huyện Vĩnh Lạc nửa đầu năm 2023 với của Cụm Thi đua số 5 năm 2022 thì bên nào nhiều hơn?"
    )
    assert answer.status is Status.ANSWERED
    assert [citation.article_id for citation in answer.citations] == [DISTRICT.id, CLUSTER.id]
    assert "845 triệu đồng" in answer.text
    assert "3,4 tỷ đồng" in answer.text
    assert "[1]" in answer.text
    assert "[2]" in answer.text


def test_how_far_two_are_apart_is_a_comparison(engine: Engine) -> None:
    asked = "Quỹ Cứu trợ của Cụm Thi đua số 5 năm 2022 và của riêng huyện Vĩnh Lạc 6 tháng đầu 2023 chênh nhau thế nào?"
    answer = engine.answer(asked)
    assert {citation.article_id for citation in answer.citations} == {DISTRICT.id, CLUSTER.id}
    assert all(amount in answer.text for amount in ("845 triệu đồng", "3,4 tỷ đồng"))


def test_a_side_that_no_article_tells_of_is_not_made_up(engine: Engine) -> None:
    answer = engine.answer("So quỹ Cứu trợ của huyện Vĩnh Lạc năm 2023 với của Cụm Thi đua số 9 thì bên nào nhiều hơn?")
    assert not {CLUSTER.id} & {citation.article_id for citation in answer.citations}


@pytest.mark.parametrize(
    ("asked", "compared"),
    [
        (
            "Đại Lộc và Quế Sơn, huyện nào hỗ trợ nhiều nhà hơn trong 6 tháng đầu năm 2020?",
            "6 tháng đầu năm 2020, Đại Lộc và Quế Sơn, huyện nào hỗ trợ nhiều nhà hơn",
        ),
        (
            "Cầu Sỏi hay Bến Gốm vận động được nhiều tiền hơn?",
            "Cầu Sỏi hay Bến Gốm, nơi nào vận động được nhiều tiền hơn?",
        ),
        ("Quỹ năm 2020 nhiều hơn năm 2019 bao nhiêu?", "Quỹ năm 2020 nhiều hơn năm 2019 bao nhiêu?"),
        ("Ai nói nhiều hơn?", "Ai nói nhiều hơn?"),
    ],
)
def test_what_is_compared_comes_first(asked: str, compared: str) -> None:
    assert as_compared(asked) == compared
