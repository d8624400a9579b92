"""A Bot API server, and the house wired to it, over a fake index or the real one and a small corpus of its own."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App, RealParts, compose
from bot.logs import configure_logging
from bot.settings import load_secrets, load_settings
from corpus.store import write_article
from index.options import IndexOptions
from index.sync import synchronise
from tests.bot.fakes import FakeEngine, FakeParts
from tests.bot.telegram_app.admin.house import FUNDS, MEETING
from tests.telegram_server import TelegramServer


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


@pytest.fixture
def app(config: Path, parts: FakeParts, server: TelegramServer) -> App:
    quick = "poll_timeout: 20, request_timeout: 5, watch_seconds: 0, pace: {seconds_per_chat: 0}"
    config.write_text(f"telegram: {{base_url: '{server.url}', {quick}}}\n", encoding="utf-8")
    settings = load_settings(config)
    configure_logging(settings.logging, load_secrets())
    return compose(settings, parts)


@pytest.fixture
def engine(parts: FakeParts) -> FakeEngine:
    return parts.engine


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of two articles and their index, to be copied."""
    folder = tmp_path_factory.mktemp("indexed")
    for article in (FUNDS, MEETING):
        write_article(article, folder / "articles")
    synchronise(folder / "articles", IndexOptions(path=folder / "index"))
    return folder


@pytest.fixture
def house(app: App, indexed: Path) -> App:
    """The house over the real index, which holds a corpus of two articles."""
    shutil.copytree(indexed / "articles", app.settings.corpus.articles)
    shutil.copytree(indexed / "index", app.settings.index.path)
    return replace(app, parts=RealParts(app.settings))
