"""Runs the bot in a thread, over a Bot API server on the loopback interface; python-telegram-bot as it is."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pydantic import SecretStr

from bot.app import App, Engine
from bot.sections import TelegramSettings
from bot.telegram_app.metrics import Metrics, open_metrics
from bot.telegram_app.polling import Watch
from bot.telegram_app.service import answering_threads, serve_engine
from tests.telegram_server import Sent, TelegramServer


class RunningBot:
    """The bot in a thread of its own; ``stop`` waits until it is done, and raises what it raised."""

    def __init__(self, app: App, engine: Engine, token: str, address: str, metrics: Metrics | None) -> None:
        self._watch = Watch(address)
        self._metrics = metrics or open_metrics(app.settings.metrics)
        self._loop = asyncio.new_event_loop()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(app, engine, token))
        self._thread.start()

    def stop(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._watch.stop.set)
        self.join()

    def join(self) -> None:
        self._thread.join(30)
        assert not self._thread.is_alive(), "the bot did not stop"
        if self._fault is not None:
            raise self._fault

    def _run(self, app: App, engine: Engine, token: str) -> None:
        try:
            with answering_threads(app.settings.answer) as executor:
                serving = serve_engine(
                    app, engine, SecretStr(token), executor, watch=self._watch, metrics=self._metrics
                )
                self._loop.run_until_complete(serving)
        except BaseException as fault:
            self._fault = fault
        finally:
            self._loop.close()


@contextmanager
def running(
    app: App,
    engine: Engine,
    server: TelegramServer,
    token: str = "",
    metrics: Metrics | None = None,
) -> Iterator[RunningBot]:
    bot = RunningBot(app, engine, token or server.token, server.url, metrics)
    try:
        yield bot
    finally:
        bot.stop()


def texts(sent: list[Sent]) -> list[str]:
    return [message.text for message in sent]


def log_of(app: App) -> str:
    file = app.settings.logging.file
    return file.read_text(encoding="utf-8") if file.exists() else ""


def with_telegram(app: App, **changes: Any) -> App:
    """Return ``app`` with other settings of Telegram."""
    values = app.settings.telegram.model_dump() | changes
    return replace(app, settings=app.settings.model_copy(update={"telegram": TelegramSettings(**values)}))
