"""Readers go on with the state that is served, and take up the next one by themselves."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from corpus.store import remove_article
from index.engine import Engine, open_engine
from index.errors import IndexBroken, IndexForeign, IndexMissing
from index.generations import begin, served, unfinished
from index.manifest import Manifest
from index.options import AnswerOptions, IndexOptions, PassageOptions, RetrieveOptions
from index.stores import manifest_path
from index.sync import remove_articles, synchronise
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


def passage_ids(options: IndexOptions) -> list[str]:
    with closing(Manifest.open(manifest_path(options))) as manifest:
        return manifest.passage_ids()


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
    assert list(options.path.glob("state-*")) == [served(options.path)]


def test_a_state_that_is_being_written_is_not_seen(engine: Engine, options: IndexOptions) -> None:
    begin(options.path, copied=True)
    assert unfinished(options.path) is not None
    assert ids(engine) == {MIDYEAR.id, FUND.id}


def test_a_state_that_cannot_be_opened_leaves_the_one_before(
    engine: Engine, folder: Path, options: IndexOptions
) -> None:
    before = served(options.path)
    synchronise(folder, options.model_copy(update={"passages": PassageOptions(target_characters=300)}))
    assert served(options.path) != before
    assert engine.answer(QUESTION).status is Status.ANSWERED


def test_who_asks_for_a_state_that_cannot_be_opened_is_told(
    engine: Engine, folder: Path, options: IndexOptions
) -> None:
    synchronise(folder, options.model_copy(update={"passages": PassageOptions(target_characters=300)}))
    with pytest.raises(IndexForeign):
        engine.renew()
    assert engine.answer(QUESTION).status is Status.ANSWERED
    synchronise(folder, options)
    engine.renew()
    assert engine.size() == (2, len(passage_ids(options)))


def test_an_index_that_was_deleted_and_made_anew_is_taken_up(
    engine: Engine, folder: Path, options: IndexOptions, write_articles: WriteArticles
) -> None:
    shutil.rmtree(options.path)
    with suppress(IndexBroken):  # Chroma may want another connection, and the file for it is gone
        assert engine.answer(QUESTION).status is Status.ANSWERED
    with pytest.raises(IndexMissing):
        engine.renew()
    write_articles(folder, [SUPERVISION])
    synchronise(folder, options)
    assert SUPERVISION.id in ids(engine)
    assert engine.answer(QUESTION).status is Status.ANSWERED


def test_an_article_is_removed_in_a_state_of_its_own(engine: Engine, options: IndexOptions) -> None:
    before = served(options.path)
    remove_articles([FUND.id, "khong-co"], options)
    after = served(options.path)
    assert after != before
    assert ids(engine) == {MIDYEAR.id}
    remove_articles([FUND.id], options)
    assert served(options.path) == after


def test_readings_go_on_while_another_thread_opens_the_next_state(
    engine: Engine, folder: Path, options: IndexOptions, write_articles: WriteArticles
) -> None:
    write_articles(folder, [SUPERVISION])
    synchronise(folder, options)
    with ThreadPoolExecutor(4) as pool:
        renewed = [pool.submit(engine.renew) for _ in range(2)]
        asked = [pool.submit(engine.answer, QUESTION) for _ in range(8)]
        assert {answer.result().status for answer in asked} == {Status.ANSWERED}
        assert [one.result() for one in renewed] == [None, None]
    assert SUPERVISION.id in ids(engine)


@pytest.mark.parametrize("rebuild", [False, True])
def test_many_ask_while_states_change(
    engine: Engine, folder: Path, options: IndexOptions, write_articles: WriteArticles, rebuild: bool
) -> None:
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(engine.answer, QUESTION) for _ in range(40)]
        write_articles(folder, [SUPERVISION])
        synchronise(folder, options, rebuild=rebuild)
        assert {answer.result().status for answer in asked} == {Status.ANSWERED}
    assert SUPERVISION.id in ids(engine)


def test_a_pointer_to_nothing_is_a_fault_with_its_mend(folder: Path, options: IndexOptions) -> None:
    (options.path / "current").unlink()
    (options.path / "current").mkdir()
    with pytest.raises(IndexBroken, match="hoidap index --full"):
        open_engine(options, RetrieveOptions(), AnswerOptions())
