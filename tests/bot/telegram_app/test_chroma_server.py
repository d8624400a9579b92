"""A bot whose vectors are on a Chroma server: through an outage, and following another machine's writes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App, RealParts
from bot.messages import Messages
from corpus.store import remove_article, write_article
from index.errors import IndexForeign, IndexUnreachable
from index.options import ArticlesFrom, ChromaOptions, IndexOptions
from index.sync import synchronise
from tests.bot.fakes import FakeEngine, answered
from tests.bot.telegram_app.admin.house import FUNDS, FUNDS_ANSWER, FUNDS_QUESTION, MEETING, serving, wait_until
from tests.bot.telegram_app.running import log_of, running, texts, with_telegram
from tests.chroma_server import ChromaServer
from tests.chroma_server import serving as serving_chroma
from tests.telegram_server import TelegramServer

MEETING_QUESTION = "Hội nghị huyện Tân Mễ diễn ra ngày nào?"


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaServer]:
    (tmp_path / "chroma").mkdir()
    with serving_chroma(tmp_path / "chroma") as running_server:
        yield running_server


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """The articles of the machine that writes."""
    for article in (FUNDS, MEETING):
        write_article(article, tmp_path / "written")
    return tmp_path / "written"


@pytest.fixture
def writer(tmp_path: Path, chroma: ChromaServer) -> IndexOptions:
    return IndexOptions(path=tmp_path / "writer", chroma=ChromaOptions.model_validate({"url": chroma.url}))


@pytest.fixture
def written(articles: Path, writer: IndexOptions) -> Path:
    """The articles, and the server filled with them."""
    synchronise(articles, writer)
    return articles


@pytest.fixture
def reader(app: App, chroma: ChromaServer) -> App:
    """A bot on a machine without articles."""
    options = ChromaOptions.model_validate({"url": chroma.url, "articles": ArticlesFrom.SERVER})
    settings = app.settings.model_copy(update={"index": app.settings.index.model_copy(update={"chroma": options})})
    return replace(with_telegram(replace(app, settings=settings), watch_seconds=0.2), parts=RealParts(settings))


def test_an_outage_is_no_refusal_and_ends_without_a_restart(
    reader: App, chroma: ChromaServer, written: Path, server: TelegramServer, messages: Messages
) -> None:
    reader.parts.synchronise(reader.settings, False, None)
    with serving(reader, server):
        server.say(FUNDS_QUESTION)
        server.wait_for_sent(1)
        chroma.kill()
        server.say(FUNDS_QUESTION)
        server.wait_for_sent(2)
        chroma.start()
        server.say(FUNDS_QUESTION)
        before, outage, after = texts(server.wait_for_sent(3))
    assert FUNDS_ANSWER in before
    assert outage == messages.unreachable
    assert after == before
    assert f"{chroma.url}: the Chroma server" in log_of(reader)


def test_a_reader_follows_the_writer_without_a_restart(
    reader: App, writer: IndexOptions, articles: Path, server: TelegramServer
) -> None:
    remove_article(MEETING.id, articles)
    synchronise(articles, writer)
    reader.parts.synchronise(reader.settings, False, None)
    with serving(reader, server) as (_, engine):
        write_article(MEETING, articles)
        remove_article(FUNDS.id, articles)
        synchronise(articles, writer)
        wait_until(lambda: [article.id for article in engine.articles()] == [MEETING.id], "the new state")
        server.say(MEETING_QUESTION)
        server.say(FUNDS_QUESTION)
        told, gone = texts(server.wait_for_sent(2))
    assert "18/7" in told
    assert FUNDS_ANSWER not in gone


def test_a_reader_adds_and_removes_nothing(reader: App) -> None:
    folder = reader.settings.corpus.articles
    for changes in (
        lambda: reader.parts.write_article(FUNDS, folder, False),
        lambda: reader.parts.remove_article(reader.settings, FUNDS.id),
        lambda: reader.parts.poll_sources(reader.settings, lambda: False),
    ):
        with pytest.raises(IndexForeign, match=r"index\.chroma\.articles"):
            changes()
    assert not folder.exists()


def test_an_inline_query_in_an_outage_says_so(
    app: App, engine: FakeEngine, server: TelegramServer, messages: Messages
) -> None:
    engine.answers["Quỹ được gì?"] = IndexUnreachable("http://chroma: does not answer")
    engine.answers["Quỹ được bao nhiêu?"] = answered("Quỹ được bao nhiêu?")
    lan = server.person("Lan")
    with running(with_telegram(app, inline_pause=0), engine, server):
        query = lan.ask_inline("Quỹ được gì?")
        server.wait_until(lambda: query in server.record.inline_answers, "an inline answer")
        given = server.record.inline_answers[query][-1]
    assert given["results"] == []
    assert messages.inline_unreachable in str(given["button"])
    assert "http://chroma: does not answer" in log_of(app)
