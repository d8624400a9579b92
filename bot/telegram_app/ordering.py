"""Chats are served side by side; within a chat, one message after the other."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class InChatOrder(BaseUpdateProcessor):
    """Processes an update once the earlier ones of its chat are done: asyncio's locks are fair."""

    __slots__ = ("_locks",)

    def __init__(self, chats_at_once: int) -> None:
        super().__init__(chats_at_once)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the turn of ``update`` in its chat."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock = self._locks.get(chat.id) or self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""
