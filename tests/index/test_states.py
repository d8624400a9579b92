"""Readers go on with the state that is served, and take up the next one by themselves."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.store import remove_article
from index.engine import Engine, open_engine
from index.errors import IndexBroken
from index.generations import begin, served, unfinished
from index.options import AnswerOptions, IndexOptions, PassageOptions, RetrieveOptions
from index.sync import synchronise
from index.types import Status
from tests.index.conftest import WriteArticles
from tests.index.invented import FUND, MIDYEAR, SUPERVISION

QUESTION = f"Bài “{FUND.title}” đăng ngày nào?"


@pytest.fixture
def folder(tmp_path: Path, write_articles: WriteArticles) -> Path:
    return write_articles(tmp_path / "articles", (MIDYEAR, FUND))


@pytest.fixture
def options(tmp_path: Path, folder: Path) -> IndexOptions:
    options = IndexOptions(path=tmp_path / "index")
    synchronise(folder, options)
    return options


@pytest.fixture
def engine(options: IndexOptions) -> Iterator[Engine]:
    opened = open_engine(options, RetrieveOptions(), AnswerOptions())
    yield opened
    opened.close()


def ids(engine: Engine) -> set[str]:
    return {article.id for article in engine.articles()}


def test_a_deleted_article_answers_no_more_and_a_new_one_does(
    engine: Engine, folder: Path, options: IndexOptions, write_articles: WriteArticles
) -> None:
    assert engine.answer(QUESTION).status is Status.ANSWERED
    remove_article(FUND.id, folder)
    write_articles(folder, [SUPERVISION])
    synchronise(folder, options)
    assert FUND.id not in {citation.article_id for citation in engine.answer(QUESTION).citations}
    assert ids(engine) == {MIDYEAR.id, SUPERVISION.id}
    synchronise(folder, options)
    assert [path.name for path in options.path.glob("state-*")] == ["state-000002"]


def test_a_state_that_is_being_written_is_not_seen(engine: Engine, options: IndexOptions) -> None:
    begin(options.path, copied=True)
    assert unfinished(options.path) is not None
    assert ids(engine) == {MIDYEAR.id, FUND.id}


def test_a_state_that_cannot_be_opened_leaves_the_one_before(
    engine: Engine, folder: Path, options: IndexOptions
) -> None:
    synchronise(folder, options.model_copy(update={"passages": PassageOptions(target_characters=300)}))
    assert served(options.path) == options.path / "state-000002"
    assert engine.answer(QUESTION).status is Status.ANSWERED


def test_many_ask_while_states_change(
    engine: Engine, folder: Path, options: IndexOptions, write_articles: WriteArticles
) -> None:
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(engine.answer, QUESTION) for _ in range(40)]
        write_articles(folder, [SUPERVISION])
        synchronise(folder, options)
        assert {answer.result().status for answer in asked} == {Status.ANSWERED}
    assert SUPERVISION.id in ids(engine)


def test_a_pointer_to_nothing_is_a_fault_with_its_mend(folder: Path, options: IndexOptions) -> None:
    (options.path / "current").unlink()
    (options.path / "current").mkdir()
    with pytest.raises(IndexBroken, match="hoidap index --full"):
        open_engine(options, RetrieveOptions(), AnswerOptions())
