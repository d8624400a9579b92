"""Among many articles that say nearly the same: namesakes, people, follow-ups, days without a year."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from corpus.article import Article
from corpus.dateline import VIETNAM
from corpus.store import write_article
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.sync import synchronise
from index.types import Status
from index.vietnamese.normalise import strip_accents
from tests.index.conftest import TODAY

CHAIR, TEACHER = "chu-tich", "giang-vien"
SINGERS = [
    Article(
        f"ca-si-{number}",
        f"Ca sĩ Anh Tâm hát đêm thứ {number}",
        f"Ca sĩ Anh Tâm là ai? Anh Tâm của phố Phan hát {number} bài. Khán giả gọi Anh Tâm là giọng ca số {number}.",
    )
    for number in range(40)
]
GROUPS = [
    Article(
        f"nhom-{number}",
        f"Nhóm {number} của Hội Làng Nghề tổng kết",
        f"Nhóm {number} của Hội Làng Nghề có {700 + number} mô hình tiêu biểu.\n\n"
        + " ".join(f"Phần {part} nói về mô hình và giám sát của hội." for part in range(40))
        + f"\n\nNăm qua nhóm đã tổ chức {300 + number} cuộc giám sát.",
    )
    for number in range(60)
]
PEOPLE = [
    Article(
        CHAIR, "Huyện Vân Cói giao ban", "Ông Phan Anh Tâm – Chủ tịch Ủy ban MTTQ Việt Nam huyện Vân Cói phát biểu."
    ),
    Article(TEACHER, "Lớp hát mùa hè", "Lớp học do thầy Phan Anh Tâm – giảng viên trường Cao đẳng Âm nhạc đứng lớp."),
]
GUESSED = Article(
    "doan-nam",
    "Chuyện một đời thợ năm 1958",
    "Năm 1958, ông theo nghề. Năm 1958, ông mở lò.\n\nNgày 4/4, Hội Làng Nghề tổ chức hội nghị tổng kết.",
)
TOLD = Article(
    "noi-ro",
    "Hội Làng Nghề họp",
    "Ngày 5/6/2021, Hội Làng Nghề tổ chức hội nghị bàn việc dạy nghề.",
    published=datetime(2021, 6, 6, 8, tzinfo=VIETNAM),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("crowd")
    for article in (*SINGERS, *GROUPS, *PEOPLE, GUESSED, TOLD):
        write_article(article, folder)
    options = IndexOptions(path=tmp_path_factory.mktemp("crowd-index"))
    synchronise(folder, options)
    opened = open_engine(options, RetrieveOptions(), AnswerOptions(), today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_namesakes_stand_side_by_side(engine: Engine, typed: type[str]) -> None:
    answer = engine.answer(typed("Phan Anh Tâm là ai?"))
    assert {CHAIR, TEACHER} <= {citation.article_id for citation in answer.citations}


def test_one_person_of_one_office_is_quoted_once(engine: Engine) -> None:
    answer = engine.answer("Phan Anh Tâm của huyện Vân Cói là ai?")
    assert [citation.article_id for citation in answer.citations] == [CHAIR]


@pytest.mark.parametrize("number", [3, 17, 41])
def test_a_follow_up_is_answered_by_the_article_of_the_turn_before(engine: Engine, number: int) -> None:
    first = engine.answer(f"Nhóm {number} của Hội Làng Nghề có bao nhiêu mô hình tiêu biểu?")
    assert [citation.article_id for citation in first.citations] == [f"nhom-{number}"]
    answer = engine.answer("Còn số cuộc giám sát thì sao?", [first])
    assert [citation.article_id for citation in answer.citations][:1] == [f"nhom-{number}"]
    assert str(300 + number) in answer.text


def test_a_year_that_was_guessed_costs_no_list(engine: Engine) -> None:
    answer = engine.answer("Liệt kê các hội nghị theo thời gian")
    assert answer.status is Status.ANSWERED
    assert [citation.article_id for citation in answer.citations] == [TOLD.id]
