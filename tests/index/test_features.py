"""The signs by which one sentence of an article is told from the others, end to end on an invented report."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from corpus.article import Article
from corpus.dateline import VIETNAM
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.sync import synchronise
from index.types import Status
from index.vietnamese.normalise import strip_accents
from tests.index.conftest import WriteArticles

REPORT = Article(
    id="vinh-lac-hoi-nghi-tong-ket",
    title="Huyện Vĩnh Lạc tổng kết công tác Mặt trận năm 2022, triển khai nhiệm vụ năm 2023",
    body="\n\n".join(
        (
            "Ngày 06/01/2023, Ủy ban MTTQ Việt Nam huyện Vĩnh Lạc tổ chức hội nghị tổng kết công tác Mặt trận năm 2022,"
            " triển khai nhiệm vụ năm 2023.",
            "Dự hội nghị có ông Giáp Văn Tuyên, Phó Bí thư Huyện ủy và lãnh đạo các tổ chức thành viên.",
            "Phát biểu tại hội nghị, ông Giáp Văn Tuyên ghi nhận kết quả của Mặt trận các xã. Đồng thời, ông cũng đề"
            " nghị các xã đổi mới cách giám sát.",
            "Các ý kiến cho rằng việc nắm bắt tâm tư của bà con vùng hồ còn chậm.",
        )
    ),
    published=datetime(2023, 1, 7, 8, 0, tzinfo=VIETNAM),
    area="huyện Vĩnh Lạc",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, write_articles: WriteArticles) -> Iterator[Engine]:
    options = IndexOptions(path=tmp_path_factory.mktemp("report-index"))
    synchronise(write_articles(tmp_path_factory.mktemp("report"), [REPORT]), options)
    engine = open_engine(options, RetrieveOptions(), AnswerOptions())
    yield engine
    engine.close()


@pytest.mark.parametrize("typed", [str, strip_accents], ids=["accents", "plain"])
@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        # The opening says all that the question says of the meeting, and does not answer.
        (
            "Hội nghị tổng kết công tác Mặt trận năm 2022 của huyện Vĩnh Lạc nêu hạn chế gì về nắm bắt tâm tư?",
            "còn chậm",
        ),
        ("Tại hội nghị tổng kết của huyện Vĩnh Lạc, lãnh đạo ghi nhận gì ở các xã?", "ghi nhận kết quả"),
        # Who goes on speaking was named in the sentence before.
        ("Ông Giáp Văn Tuyên đề nghị gì?", "đổi mới cách giám sát"),
    ],
)
def test_the_sentence_that_answers_is_quoted(
    engine: Engine, asked: str, holds: str, typed: Callable[[str], str]
) -> None:
    answer = engine.answer(typed(asked))
    assert any(holds in citation.quote for citation in answer.citations), answer.text


@pytest.mark.parametrize(
    "asked", ["Hội nghị của huyện Vĩnh Lạc do ai chủ trì?", "Cho xin sđt của Mặt trận huyện Vĩnh Lạc với ạ"]
)
def test_what_the_report_does_not_tell_is_refused(engine: Engine, asked: str) -> None:
    assert engine.answer(asked).status is Status.NOT_FOUND
