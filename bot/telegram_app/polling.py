"""Watches the requests for new messages: in touch, out of touch, refused, or rivalled."""

import asyncio
import logging
import time
from collections import deque
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

from bot.errors import OperatorFault
from bot.settings import TOKEN_VARIABLE

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

    def _conflict(self, now: float) -> None:
        self._conflicts.append(now)
        if len(self._conflicts) == _CONFLICTS and now - self._conflicts[0] < _CONFLICT_WINDOW:
            self.give_up(
                OperatorFault(
                    f"{TOKEN_VARIABLE}: another program takes this bot's messages; "
                    "stop it (another hoidap, or a webhook), or make a bot of your own with @BotFather"
                )
            )


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
