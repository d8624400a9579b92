"""Watches the requests for new messages: in touch, out of touch, refused, or rivalled."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from telegram.error import InvalidToken, NetworkError, TimedOut
from telegram.ext import Updater
from telegram.request import HTTPXRequest

from bot.errors import OperatorFault
from bot.settings import TOKEN_VARIABLE
from bot.telegram_app.web import Reply

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
"""What Telegram is asked for, whichever way it comes in."""

_log = logging.getLogger(__name__)
# Telegram may report a conflict once or twice while it lets go of a poller that was just stopped.
_CONFLICTS = 3
_CONFLICT_WINDOW = 60.0  # seconds


def token_refused() -> OperatorFault:
    """Return the fault of a token that Telegram does not know; the token itself is not in it."""
    return OperatorFault(
        f"{TOKEN_VARIABLE}: Telegram refused this token; copy it whole from @BotFather (/mybots, API Token)"
    )


class Watch:
    """Tells the operator once of each outage, and stops the bot on what does not pass by itself."""

    def __init__(self, address: str) -> None:
        self.stop = asyncio.Event()
        self.fault: OperatorFault | None = None
        self._address = address
        self.in_touch = True
        self.serving = False
        self.last_contact: float | None = None  # seconds since 1970
        self._conflicts: deque[float] = deque(maxlen=_CONFLICTS)

    def unreachable(self) -> None:
        """A request brought no response."""
        if self.in_touch:
            _log.warning("cannot reach Telegram at %s; trying again until it answers", self._address)
        self.in_touch = False

    def responded(self, code: int) -> None:
        """A request brought a response with this HTTP status."""
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.unreachable()
            return
        if not self.in_touch:
            _log.warning("Telegram answers again")
        self.in_touch = True
        self.last_contact = time.time()
        if code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
            self.give_up(token_refused())
        elif code == HTTPStatus.CONFLICT:
            self._conflict(asyncio.get_running_loop().time())

    def give_up(self, fault: OperatorFault) -> None:
        """Stop the bot for ``fault``."""
        self.fault = self.fault or fault
        self.stop.set()

    async def report(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Answer a question after the bot's health; while it is asked, the index is open."""
        reason = self._ailment()
        return Reply(HTTPStatus.SERVICE_UNAVAILABLE, reason) if reason else Reply(HTTPStatus.OK, "ok")

    def _ailment(self) -> str:
        """Return in a word why the bot does not serve; empty when it does."""
        if self.stop.is_set():
            return "stopping"
        if not self.in_touch:
            return "telegram-out-of-reach"
        return "" if self.serving else "starting"

    def _conflict(self, now: float) -> None:
        self._conflicts.append(now)
        if len(self._conflicts) == _CONFLICTS and now - self._conflicts[0] < _CONFLICT_WINDOW:
            self.give_up(
                OperatorFault(
                    f"{TOKEN_VARIABLE}: another program takes this bot's messages; "
                    "stop it (another hoidap, or a webhook), or make a bot of your own with @BotFather"
                )
            )


class Polling:
    """Asks Telegram for messages; a webhook that was left set is taken away first."""

    def __init__(self, updater: Updater, timeout: int) -> None:
        self._updater = updater
        self._timeout = timeout

    async def open(self) -> None:
        """Begin to ask, however long it takes until Telegram answers."""
        await self._updater.start_polling(
            timeout=self._timeout,
            bootstrap_retries=-1,
            allowed_updates=ALLOWED_UPDATES,
            error_callback=lambda error: _log.debug("polling: %s", type(error).__name__),
        )

    async def close(self) -> None:
        """Ask no more."""
        if self._updater.running:
            with suppress(InvalidToken):  # of the polling that ended so, which the watch has told of
                await self._updater.stop()


class WatchedRequest(HTTPXRequest):
    """Reports what becomes of each request for new messages to a watch."""

    __slots__ = ("_watch",)

    def __init__(self, watch: Watch, **options: Any) -> None:
        super().__init__(**options)
        self._watch = watch

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Make the request; see HTTPXRequest."""
        try:
            code, payload = await super().do_request(*args, **options)
        except TimedOut:
            raise  # a long poll may run into its limit on a slow line; the next one tells more
        except NetworkError:
            self._watch.unreachable()
            raise
        self._watch.responded(code)
        return code, payload
