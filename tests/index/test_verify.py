"""The last door: an answer that is not borne out by what it cites does not pass."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.article import Article
from index.types import Answer, Citation, Question, Status
from index.verify import faults

ARTICLE = Article(
    "bai-1", "Hội nghị lần thứ 7", "Quỹ nhận 4,1 tỷ đồng. Hội nghị họp ngày 9/11.", datetime(2023, 11, 10, tzinfo=UTC)
)
CITATION = Citation(1, "bai-1", ARTICLE.title, ARTICLE.published, None, None, None, "Quỹ nhận 4,1 tỷ đồng.", 0, 21)
ANSWER = Answer(Question("?"), Status.ANSWERED, "“Quỹ nhận 4,1 tỷ đồng.” [1]", (CITATION,))


def _faults(answer: Answer) -> list[str]:
    return faults(answer, {ARTICLE.id: ARTICLE})


def test_a_borne_out_answer_passes() -> None:
    assert _faults(ANSWER) == []


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ANSWER, text="“Quỹ nhận 4,1 tỷ đồng.”"),
        replace(ANSWER, text="“Quỹ nhận 4,1 tỷ đồng.” [1] [2]"),
        replace(ANSWER, text="Quỹ nhận 5,1 tỷ đồng [1]"),
        replace(ANSWER, citations=()),
        replace(ANSWER, citations=(replace(CITATION, quote="Quỹ nhận 9,1 tỷ đồng."),)),
        replace(ANSWER, citations=(replace(CITATION, start=1, end=22),)),
        replace(ANSWER, citations=(replace(CITATION, article_id="bai-2"),)),
        replace(ANSWER, citations=(CITATION, CITATION)),
        replace(ANSWER, status=Status.NOT_FOUND),
    ],
)
def test_what_is_not_borne_out_does_not_pass(wrong: Answer) -> None:
    assert _faults(wrong) != []


def test_numbers_of_the_title_and_the_date_are_borne_out() -> None:
    assert _faults(replace(ANSWER, text="Theo bài “Hội nghị lần thứ 7” (10/11/2023): Quỹ nhận 4,1 tỷ đồng [1]")) == []
