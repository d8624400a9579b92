"""Chats are served side by side; within a chat, one message after the other."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.logs import entries_of

# How many updates may wait for their turn; each is a small task, and those of one chat must not crowd out the others.
_WAITING = 1_000_000


class InChatOrder(BaseUpdateProcessor):
    """Processes an update once the earlier ones of its chat are done: asyncio's locks are fair.

    ``done`` is told each update that was processed. At most ``chats_at_once`` are processed at a time; those that wait
    for their chat are not counted, so that a chat with much to say keeps no other waiting.
    """

    __slots__ = ("_abandoned", "_done", "_locks", "_places", "_tasks")

    def __init__(self, chats_at_once: int, done: Callable[[int], Awaitable[None]]) -> None:
        super().__init__(_WAITING)
        self._done = done
        self._places = asyncio.Semaphore(chats_at_once)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._abandoned = False
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the turn of ``update`` in its chat."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
        try:
            if not self._abandoned:
                with entries_of(*_subject(update)):
                    await self._in_turn(update, coroutine)
        finally:
            if task is not None:
                self._tasks.discard(task)
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # Python complains of one that never ran

    def abandon(self) -> None:
        """Process nothing more; what is under way is broken off, and is not done."""
        self._abandoned = True
        for task in self._tasks:
            task.cancel()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await self._process(update, coroutine)
            return
        lock = self._locks.get(chat.id) or self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:
            await self._process(update, coroutine)

    async def _process(self, update: object, coroutine: Awaitable[Any]) -> None:
        async with self._places:
            await coroutine
        if isinstance(update, Update):
            await self._done(update.update_id)


def _subject(update: object) -> tuple[int | None, int | None]:
    """Return the number of an update, and of its chat."""
    if not isinstance(update, Update):
        return None, None
    return update.update_id, update.effective_chat.id if update.effective_chat is not None else None
