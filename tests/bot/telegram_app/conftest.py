"""A Bot API server, and the house wired to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import App, compose
from bot.logs import configure_logging
from bot.settings import load_secrets, load_settings
from tests.bot.fakes import FakeEngine, FakeParts
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
