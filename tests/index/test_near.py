"""Passages far behind the best: where they are read only if nothing nearer answers, no answer is another."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.sync import synchronise
from index.types import Answer, Status
from tests.index.asked import ANSWERABLE, REFUSED, Asked
from tests.index.conftest import TODAY, WriteArticles

TITLED = Article(
    "tong-ket",
    "Hội Làng Nghề Vân Cói tổng kết, trao quà cho hộ nghèo",
    "Ngày 5/6/2021, Hội Làng Nghề Vân Cói tổng kết và trao quà cho hộ nghèo. Buổi lễ diễn ra ấm áp.",
    published=datetime(2021, 6, 6, 8),
)
COUNTED = Article(
    "cho-phien",
    "Chợ phiên cuối năm",
    "Chợ phiên đông vui. Dịp này, Hội Làng Nghề Vân Cói trao 45 suất quà cho hộ nghèo.",
    published=datetime(2021, 12, 6, 8),
)


def _opened(options: IndexOptions, near: float) -> closing[Engine]:
    return closing(open_engine(options, RetrieveOptions(), AnswerOptions(near=near), today=lambda: TODAY))


@pytest.fixture(scope="module")
def engines(index_options: IndexOptions) -> Iterator[tuple[Engine, Engine]]:
    """Engines that read near passages first, as they do by default, and all at once."""
    with _opened(index_options, AnswerOptions().near) as near, _opened(index_options, 1000) as at_once:
        yield near, at_once


def _last_answer(engine: Engine, asked: Asked) -> Answer:
    history: list[Answer] = []
    for turn in asked.turns:
        history.append(engine.answer(turn, history))
    return history[-1]


@pytest.mark.parametrize("asked", ANSWERABLE, ids=lambda asked: asked.turns[-1])
def test_the_same_is_quoted_first(engines: tuple[Engine, Engine], asked: Asked) -> None:
    first, at_once = (_last_answer(engine, asked).citations[0] for engine in engines)
    assert (first.article_id, first.start, first.end) == (at_once.article_id, at_once.start, at_once.end)


@pytest.mark.parametrize("asked", REFUSED)
def test_the_same_is_refused_in_the_same_words(engines: tuple[Engine, Engine], asked: str) -> None:
    near, at_once = (engine.answer(asked) for engine in engines)
    assert near.status is Status.NOT_FOUND
    assert near.text == at_once.text


def test_what_the_nearest_does_not_tell_is_read_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, write_articles: WriteArticles
) -> None:
    options = IndexOptions(path=tmp_path_factory.mktemp("index"))
    synchronise(write_articles(tmp_path_factory.mktemp("articles"), [TITLED, COUNTED]), options)
    question = "Hội Làng Nghề Vân Cói tổng kết, trao bao nhiêu suất quà?"
    with _opened(options, 0) as engine:
        assert engine.search(question)[0].passage.article_id == TITLED.id
        answer = engine.answer(question)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].article_id == COUNTED.id
