"""An admin, and somebody else."""

import pytest

from bot.app import App
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
