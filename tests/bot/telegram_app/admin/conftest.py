"""An admin, and a house over the real index and a small corpus of its own."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App, RealParts
from corpus.store import write_article
from index.options import IndexOptions
from index.sync import synchronise
from tests.bot.telegram_app.admin.house import FUNDS, MEETING
from tests.bot.telegram_app.running import with_telegram
from tests.telegram_server import Person, TelegramServer


@pytest.fixture
def boss(server: TelegramServer) -> Person:
    return server.person("Hà")


@pytest.fixture
def lan(server: TelegramServer) -> Person:
    return server.person("Lan")


@pytest.fixture
def app(app: App, boss: Person) -> App:
    return with_telegram(app, access={"admins": [boss.id]})


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
    return replace(app, parts=RealParts(app.settings.sources))
