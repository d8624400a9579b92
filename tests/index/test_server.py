"""The index on a Chroma server: one machine writes, others read, and either may be killed."""

import multiprocessing
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from multiprocessing.synchronize import Event
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import CAPTION_MARK, Article, content_hash
from corpus.dateline import VIETNAM
from corpus.store import read_articles, remove_article
from index import server as chroma_server
from index.engine import Engine, open_engine
from index.errors import IndexBroken, IndexForeign, IndexMissing, IndexUnreachable
from index.manifest import Manifest
from index.options import (
    AnswerOptions,
    ArticlesFrom,
    ChromaOptions,
    IndexOptions,
    PassageOptions,
    RetrieveOptions,
)
from index.passages import cut_passages
from index.server import Records, Server, Shelf
from index.server_records import Record, article_metadata, rebuilt, record_id
from index.stores import manifest_path, open_stores
from index.sync import index_state, remove_articles, synchronise
from index.types import Answer, Status
from index.vietnamese.abbreviations import Abbreviations
from tests.chroma_server import ChromaServer, free_port, serving
from tests.index.conftest import TODAY, WriteArticles
from tests.index.invented import ARTICLES, FUND, MIDYEAR, SUPERVISION

NO_FOLDER = Path("no-folder-of-articles")
CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
QUESTION = f"Bài “{FUND.title}” đăng ngày nào?"
QUESTIONS = (
    "Hội nghị của Cụm Thi đua số 2 diễn ra ngày nào?",
    "Cụm Thi đua số 2 có bao nhiêu mô hình tiêu biểu?",
    "Hội nghị quận Hoàn Kiếm diễn ra ngày nào?",
    "Quỹ “Vì người nghèo” nhận được bao nhiêu tiền?",
    "Ban Thanh tra nhân dân đã giám sát bao nhiêu cuộc?",
    "Dân số Hà Nội là bao nhiêu?",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    (tmp_path / "chroma").mkdir()
    with serving(tmp_path / "chroma") as running:
        yield running


@pytest.fixture
def writer(tmp_path: Path, server: ChromaServer) -> IndexOptions:
    return IndexOptions(path=tmp_path / "writer", chroma=chroma(server))


@pytest.fixture
def reader(tmp_path: Path, server: ChromaServer) -> IndexOptions:
    return IndexOptions(path=tmp_path / "reader", chroma=chroma(server, ArticlesFrom.SERVER))


@pytest.fixture
def folder(tmp_path: Path, write_articles: WriteArticles) -> Path:
    return write_articles(tmp_path / "articles", (MIDYEAR, FUND))


def chroma(server: ChromaServer, articles: ArticlesFrom = ArticlesFrom.FOLDER) -> ChromaOptions:
    return ChromaOptions.model_validate({"url": server.url, "articles": articles})


def opened(options: IndexOptions) -> Engine:
    return open_engine(options, RetrieveOptions(), AnswerOptions(), today=lambda: TODAY)


def answers(options: IndexOptions, questions: Sequence[str] = QUESTIONS) -> list[Answer]:
    with closing(opened(options)) as engine:
        return [replace(engine.answer(question), elapsed_ms=0) for question in questions]


def manifest_rows(options: IndexOptions) -> list[list[object]]:
    """Return every row of the manifest that does not depend on the order of writing."""
    with closing(Manifest.open(manifest_path(options))) as manifest:
        columns = "id, title, body, published, publisher, area, author, url, source, hash, signature"
        return [
            manifest._rows(f"SELECT {columns} FROM article ORDER BY id"),
            manifest._rows("SELECT * FROM passage ORDER BY id"),
            manifest._rows("SELECT * FROM meeting ORDER BY article_id, first"),
            manifest._rows("SELECT * FROM fund ORDER BY article_id, first"),
            manifest._rows("SELECT * FROM setting ORDER BY key"),
        ]


def on_server(options: IndexOptions) -> tuple[Shelf, list[str]]:
    """Return the collection last written and the ids of its records."""
    with closing(Server(options.chroma)) as asked:
        shelf = asked.shelves()[0]
        return shelf, sorted(Records(asked, shelf).ids())


def needed(options: IndexOptions) -> list[str]:
    """Return the ids of the records that the state served needs."""
    with closing(Manifest.open(manifest_path(options))) as manifest:
        return sorted(
            record_id(passage, digest)
            for article, digest in manifest.hashes().items()
            for passage in manifest.passage_ids([article])
        )


def in_step(options: IndexOptions) -> bool:
    """Return whether the server holds what the state served needs, and nothing else."""
    shelf, records = on_server(options)
    return not shelf.writing and records == needed(options)


def test_the_articles_are_answered_from_as_they_are_embedded(
    writer: IndexOptions, reader: IndexOptions, tmp_path: Path
) -> None:
    embedded = IndexOptions(path=tmp_path / "embedded")
    synchronise(CORPUS, embedded)
    synchronise(CORPUS, writer, rebuild=True)
    assert not list(writer.path.glob("*/chroma"))
    expected = answers(embedded)
    assert {answer.status for answer in expected} == {Status.ANSWERED, Status.NOT_FOUND}
    assert answers(writer) == expected
    synchronise(NO_FOLDER, reader)
    assert manifest_rows(reader) == manifest_rows(writer)
    assert answers(reader) == expected
    assert in_step(writer)
    again = synchronise(NO_FOLDER, reader)
    assert (again.unchanged, again.added, again.rebuilt_because) == (len(read_articles(CORPUS)[0]), 0, None)


def test_a_changed_and_a_deleted_article_leave_nothing_behind(
    writer: IndexOptions, folder: Path, write_articles: WriteArticles
) -> None:
    synchronise(folder, writer)
    before = on_server(writer)[1]
    with closing(opened(writer)) as engine:
        assert engine.answer(QUESTION).status is Status.ANSWERED
        write_articles(folder, [replace(FUND, published=datetime(2024, 10, 30, 8, tzinfo=VIETNAM))])
        report = synchronise(folder, writer)
        assert (report.changed, report.unchanged) == (1, 1)
        assert "30/10/2024" in engine.answer(QUESTION).text
        assert in_step(writer)
        assert before != on_server(writer)[1]
        remove_article(FUND.id, folder)
        remove_articles([FUND.id], writer)
        assert FUND.id not in {citation.article_id for citation in engine.answer(QUESTION).citations}
    assert in_step(writer)
    assert not any(record.startswith(FUND.id) for record in on_server(writer)[1])


def test_a_reader_takes_up_each_write(
    writer: IndexOptions, reader: IndexOptions, folder: Path, write_articles: WriteArticles
) -> None:
    with pytest.raises(IndexMissing, match="hoidap index --full"):
        synchronise(NO_FOLDER, reader)
    synchronise(folder, writer)
    synchronise(NO_FOLDER, reader)
    with closing(opened(reader)) as engine:
        write_articles(folder, [SUPERVISION, replace(MIDYEAR, url="https://example.org/moi")])
        remove_article(FUND.id, folder)
        synchronise(folder, writer)
        assert not index_state(NO_FOLDER, reader).in_step
        assert engine.answer(QUESTION).status is Status.ANSWERED
        report = synchronise(NO_FOLDER, reader)
        assert (report.added, report.changed, report.removed) == (1, 1, 1)
        assert {article.id for article in engine.articles()} == {MIDYEAR.id, SUPERVISION.id}
        assert manifest_rows(reader) == manifest_rows(writer)
    assert index_state(NO_FOLDER, reader).in_step


def test_a_server_that_is_gone_is_an_error_until_it_is_back(
    server: ChromaServer, writer: IndexOptions, folder: Path
) -> None:
    synchronise(folder, writer)
    with closing(opened(writer)) as engine:
        expected = engine.answer(QUESTION).text
        server.kill()
        for _ in range(2):
            with pytest.raises(IndexUnreachable, match=server.url):
                engine.answer(QUESTION)
        for fails in (lambda: synchronise(folder, writer, rebuild=True), lambda: index_state(folder, writer)):
            with pytest.raises(IndexUnreachable, match=server.url):
                fails()
        server.start()
        assert engine.answer(QUESTION).text == expected
    assert synchronise(folder, writer).unchanged == 2


def test_a_state_published_before_an_outage_is_taken_up_after_it(
    server: ChromaServer, writer: IndexOptions, folder: Path
) -> None:
    synchronise(folder, writer)
    with closing(opened(writer)) as engine:
        assert engine.answer(QUESTION).status is Status.ANSWERED
        remove_article(FUND.id, folder)
        synchronise(folder, writer)
        server.kill()
        with pytest.raises(IndexUnreachable):
            engine.answer(QUESTION)
        server.start()
        assert FUND.id not in {citation.article_id for citation in engine.answer(QUESTION).citations}
        assert {article.id for article in engine.articles()} == {MIDYEAR.id}


def test_a_reader_writes_nothing(writer: IndexOptions, reader: IndexOptions, folder: Path) -> None:
    synchronise(folder, writer)
    synchronise(NO_FOLDER, reader)
    with pytest.raises(IndexForeign, match=r"index\.chroma\.articles"):
        remove_articles([FUND.id], reader)
    synchronise(NO_FOLDER, reader, rebuild=True)
    assert in_step(writer)
    assert manifest_rows(reader) == manifest_rows(writer)


def test_an_address_where_nobody_or_another_answers_is_named(
    tmp_path: Path, folder: Path, server: ChromaServer
) -> None:
    for url in (f"http://127.0.0.1:{free_port()}", f"{server.url}/elsewhere"):
        options = IndexOptions(path=tmp_path / "lost", chroma=ChromaOptions.model_validate({"url": url}))
        with pytest.raises(IndexUnreachable, match=f"{url}: .*index.chroma.url"):
            synchronise(folder, options)


def test_a_server_that_accepts_and_never_answers_is_waited_for_once(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma_server, "_TIMEOUT", httpx.Timeout(0.2))
    monkeypatch.setattr(chroma_server, "_LONGEST", 0.1)  # as long beside the timeout as it is in the product
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        options = IndexOptions(path=tmp_path / "lost", chroma=ChromaOptions.model_validate({"url": url}))
        with pytest.raises(IndexUnreachable, match=f"{url}: .*ReadTimeout.*index.chroma.url"):
            synchronise(folder, options)
        silent.settimeout(0)
        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):
            silent.accept()


def _write_and_stop(folder: Path, options: IndexOptions, at: str, reached: Event) -> None:
    """Write the index in a process that stands still at one step, to be killed there."""
    from index import sync  # noqa: PLC0415  (patched in this process alone, to stop between two steps)

    def stop(*values: object, **named: object) -> None:
        reached.set()
        threading.Event().wait()

    setattr(sync, at, stop)
    sync.synchronise(folder, options)


@pytest.mark.parametrize("at", ["publish", "finish"])
def test_a_writer_that_is_killed_leaves_readers_right_and_the_next_run_finishes(
    at: str,
    writer: IndexOptions,
    reader: IndexOptions,
    folder: Path,
    write_articles: WriteArticles,
) -> None:
    synchronise(folder, writer)
    synchronise(NO_FOLDER, reader)
    before = manifest_rows(reader)
    write_articles(folder, [SUPERVISION, replace(MIDYEAR, title=f"{MIDYEAR.title} (sửa)")])
    remove_article(FUND.id, folder)
    context = multiprocessing.get_context("spawn")
    reached = context.Event()
    process = context.Process(target=_write_and_stop, args=(folder, writer, at, reached))
    process.start()
    assert reached.wait(60)
    assert process.pid is not None
    process.kill()
    process.join()
    shelf, records = on_server(writer)
    assert shelf.writing
    assert records != needed(writer)
    status = Status.ANSWERED if at == "publish" else Status.NOT_FOUND
    assert answers(writer, [QUESTION])[0].status is status
    assert synchronise(NO_FOLDER, reader).unchanged == 2
    assert manifest_rows(reader) == before
    assert answers(reader, [QUESTION])[0].status is Status.ANSWERED
    synchronise(folder, writer)
    assert in_step(writer)
    synchronise(NO_FOLDER, reader)
    assert manifest_rows(reader) == manifest_rows(writer)


def test_passages_of_another_pipeline_are_named_and_the_last_good_state_goes_on(
    server: ChromaServer, writer: IndexOptions, reader: IndexOptions, folder: Path
) -> None:
    synchronise(folder, writer)
    synchronise(NO_FOLDER, reader)
    synchronise(folder, writer.model_copy(update={"passages": PassageOptions(target_characters=300)}))
    for asks in (lambda: synchronise(NO_FOLDER, reader), lambda: index_state(NO_FOLDER, reader)):
        with pytest.raises(IndexForeign, match=f"{server.url}: .*passages .*300"):
            asks()
    assert answers(reader, [QUESTION])[0].status is Status.ANSWERED
    with closing(Server(writer.chroma)) as asked:
        assert len(asked.shelves()) == 2
    synchronise(folder, writer)
    assert synchronise(NO_FOLDER, reader).unchanged == 2


def test_a_second_writer_is_refused_until_it_takes_over(
    tmp_path: Path, writer: IndexOptions, folder: Path, write_articles: WriteArticles
) -> None:
    synchronise(folder, writer)
    second = IndexOptions(path=tmp_path / "second", chroma=writer.chroma)
    others = write_articles(tmp_path / "others", [SUPERVISION])
    with pytest.raises(IndexForeign, match="hoidap index --full"):
        synchronise(others, second)
    assert in_step(writer)
    synchronise(others, second, rebuild=True)
    assert in_step(second)
    with pytest.raises(IndexForeign, match=r"index\.chroma\.articles"):
        synchronise(folder, writer)


def test_a_server_without_the_passages_is_filled_again(writer: IndexOptions, folder: Path) -> None:
    synchronise(folder, writer)
    with closing(Server(writer.chroma)) as asked:
        asked.drop(asked.shelves()[0])
    with pytest.raises(IndexBroken, match="hoidap index --full"):
        opened(writer)
    synchronise(folder, writer)
    assert in_step(writer)
    assert answers(writer, [QUESTION])[0].status is Status.ANSWERED


def test_stale_vectors_near_a_question_make_room_for_good_ones(writer: IndexOptions, folder: Path) -> None:
    synchronise(folder, writer)
    with closing(open_stores(writer, Abbreviations.load())) as stores:
        listed = stores.manifest.passage_ids()
        question = next(iter(stores.vectors.vectors(listed[:1]).values()))
        right = stores.vectors.search(question, 3)
        with closing(Server(writer.chroma)) as asked:
            strays = [Record(f"{FUND.id}:{number}:000000000000@000000000000", "x", {"a": 1}) for number in range(9)]
            Records(asked, asked.shelves()[0]).put(strays, question[None, :].repeat(len(strays), axis=0))
        assert stores.vectors.search(question, 3) == right
        assert sorted(stores.vectors.search(question, 1000)) == listed


def test_the_token_goes_to_the_server_and_nowhere_else(
    server: ChromaServer, writer: IndexOptions, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIDAP_CHROMA_TOKEN", " mat-khau\n")
    asked = Server(writer.chroma)
    headers = asked.ask(lambda client: client._server.get_request_headers())  # type: ignore[attr-defined]  # Chroma's own
    assert headers["x-chroma-token"] == "mat-khau"
    server.kill()
    with pytest.raises(IndexUnreachable) as raised:
        synchronise(folder, writer)
    assert "mat-khau" not in str(raised.value)
    asked.close()
    monkeypatch.setenv("HOIDAP_CHROMA_TOKEN", "mat\nkhau")
    with pytest.raises(IndexUnreachable, match="HOIDAP_CHROMA_TOKEN") as raised:
        synchronise(folder, writer)
    assert "khau" not in str(raised.value)


PARAGRAPHS = st.lists(
    st.text("aăâbcđe .!?\n-“”0123456789", min_size=1, max_size=80) | st.just(f"{CAPTION_MARK}Ảnh chụp."), max_size=8
)


@given(PARAGRAPHS, st.sampled_from([None, "Báo A"]), st.sampled_from([None, datetime(2024, 5, 1, 8, tzinfo=VIETNAM)]))
def test_an_article_comes_back_from_its_passages(
    paragraphs: list[str], publisher: str | None, published: datetime | None
) -> None:
    article = Article("tin-1", "Tin quận", "\n\n".join(paragraphs), published, publisher, url="https://example.org/1")
    passages = cut_passages(article, PassageOptions(target_characters=100))
    if not passages:
        return
    metadata = article_metadata(article, passages)
    records = [
        Record(record_id(one.id, content_hash(article)), one.text, {**each, "ordinal": one.ordinal})
        for one, each in zip(passages, metadata, strict=True)
    ]
    assert rebuilt(records[::-1]) == article
    if len(records) > 1:
        with pytest.raises((KeyError, AssertionError)):
            assert rebuilt(records[:-1]) == article


def test_all_invented_articles_come_back() -> None:
    for article in ARTICLES:
        passages = cut_passages(article, PassageOptions())
        rows = article_metadata(article, passages)
        records = [
            Record(record_id(one.id, content_hash(article)), one.text, {**row, "ordinal": one.ordinal})
            for one, row in zip(passages, rows, strict=True)
        ]
        assert rebuilt(records) == article
