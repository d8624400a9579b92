"""Keeps to Telegram's limits, so that it need not refuse: per chat, per group, overall."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Self
from weakref import WeakValueDictionary

from telegram.ext import AIORateLimiter

from bot.sections import PaceSettings
from bot.telegram_app.sendings import Sendings

ONCE = -1
"""As ``rate_limit_args``: a 429 is for the caller, who waits by itself."""

_MINUTE = 60.0  # seconds
_ON_THE_WAY = 2.0  # seconds from a message noted to its arrival, seldom more
_RETRIES = 5
_SENDING = ("send", "edit", "copy", "forward")


class Window:
    """At most ``count`` at once or within ``seconds`` after their end.

    Counting from the end keeps the limit whatever the way to Telegram takes: what was answered has arrived.
    """

    def __init__(self, count: int, seconds: float) -> None:
        self._free = asyncio.Semaphore(count)
        self._seconds = seconds

    async def __aenter__(self) -> Self:
        await self._free.acquire()
        return self

    async def occupy(self, seconds: float) -> None:
        """Take a place for ``seconds``."""
        await self._free.acquire()
        asyncio.get_running_loop().call_later(seconds, self._give_back)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.get_running_loop().call_later(self._seconds, self._give_back)

    def _give_back(self) -> None:
        self._free.release()


class Pace(AIORateLimiter):
    """AIORateLimiter's repetition after a 429, with limits of our own in place of its.

    Its buckets let twice the rate through in their first second, it knows no limit per chat, and while it waits for one
    chat it holds up all; so messages whose sender can wait by itself (``ONCE``) pass it by. What a group got in the
    last minute is kept in ``sendings``, for a restart must not make its limit forgotten.
    """

    def __init__(self, settings: PaceSettings, at_once: int, sendings: Sendings) -> None:
        super().__init__(overall_max_rate=0, group_max_rate=0, max_retries=_RETRIES)
        self._settings = settings
        self._sendings = sendings
        self._recalled = False
        self._overall = Window(settings.messages_per_second, 1) if settings.messages_per_second else None
        # Telegram is sent at most so many at a time, so that none waits in vain for a connection.
        self._lines = asyncio.Semaphore(at_once)
        # A window lives while somebody is in it or waits for it, or until its time is over.
        self._chats: WeakValueDictionary[object, Window] = WeakValueDictionary()
        self._groups: WeakValueDictionary[object, Window] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Recall what groups got before the start. Raises StoreFault."""
        await super().initialize()
        count, now = self._settings.group_messages_per_minute, time.time()
        if self._recalled or not count:  # PTB begins anew when it could not get in touch
            return
        self._recalled = True
        got = Counter[int]()
        for chat, moment in await self._sendings.since(now - _MINUTE - _ON_THE_WAY):
            got[chat] += 1
            if got[chat] <= count:  # a limit that is lower now is held by the latest of them
                await _window(self._groups, chat, count, _MINUTE).occupy(moment + _MINUTE + _ON_THE_WAY - now)

    async def process_request(  # noqa: PLR0917  (the signature is PTB's)
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make a request when its turn has come; see BaseRateLimiter."""
        chat = data.get("chat_id")
        async with AsyncExitStack() as turns:
            if endpoint.startswith(_SENDING) and endpoint != "sendChatAction":
                for window in self._windows(chat):
                    await turns.enter_async_context(window)
                await turns.enter_async_context(self._lines)
                if isinstance(chat, int) and chat < 0 and self._settings.group_messages_per_minute:
                    await self._sendings.note(chat, time.time(), _MINUTE + _ON_THE_WAY)
            if rate_limit_args == ONCE:
                return await callback(*args, **kwargs)
            return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)

    def _windows(self, chat: int | str | None) -> list[Window]:
        """Return what a message must pass, the narrowest first: who waits there takes no place in the wider."""
        found = []
        if chat is not None and self._settings.seconds_per_chat:
            found.append(_window(self._chats, chat, 1, self._settings.seconds_per_chat))
        if str(chat).startswith(("-", "@")) and self._settings.group_messages_per_minute:
            found.append(_window(self._groups, chat, self._settings.group_messages_per_minute, _MINUTE))
        return [*found, self._overall] if self._overall else found


def _window(known: WeakValueDictionary[object, Window], key: object, count: int, seconds: float) -> Window:
    window = known.get(key)
    if window is None:
        window = known[key] = Window(count, seconds)
    return window
