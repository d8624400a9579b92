"""What a person sees while an answer is found: the typing sign, and what a language model has written so far.

Both are courtesies, so their failure is nothing, and neither outlasts its answer.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from telegram import Bot, Message
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.render.telegram import render_text
from bot.telegram_app.pacing import ONCE
from index.types import Show, show_nothing

# Seconds. Most answers are there before a typing sign could be; Telegram takes one away after five seconds.
_TYPING_AFTER, _TYPING_AGAIN = 0.3, 4.0
_ON_THE_WAY = 3.0  # seconds that a sign which is on its way may keep an answer waiting


@asynccontextmanager
async def typing(bot: Bot, chat: int) -> AsyncIterator[None]:
    """Show that an answer is under way, for as long as it is."""
    answered = asyncio.Event()
    task = asyncio.create_task(_show_typing(bot, chat, answered))
    try:
        yield
    finally:
        answered.set()
        await _ended(task)


async def _show_typing(bot: Bot, chat: int, answered: asyncio.Event) -> None:
    pause = _TYPING_AFTER
    while not await _comes(answered, pause):
        with suppress(TelegramError):
            await bot.send_chat_action(chat, ChatAction.TYPING)
        pause = _TYPING_AGAIN


@asynccontextmanager
async def drafting(bot: ExtBot[Any], question: Message, *, pause: float) -> AsyncIterator[Show]:
    """Yield what shows the answer to a new question in a private chat as it grows; it may be called from any thread.

    Drafts come no faster than every ``pause`` seconds, each with all that is written by then.
    """
    if question.chat.type != ChatType.PRIVATE or question.edit_date is not None:
        yield show_nothing
        return
    draft = _Draft(bot, question.chat.id, question.message_id, pause)
    loop = asyncio.get_running_loop()

    def show(text: str) -> None:
        loop.call_soon_threadsafe(draft.take, text)

    try:
        yield show
    finally:
        await draft.end()


class _Draft:
    """One draft, which grows until its answer is there."""

    def __init__(self, bot: ExtBot[Any], chat: int, number: int, pause: float) -> None:
        self._bot = bot
        self._chat = chat
        self._number = number
        self._pause = pause
        self._text = ""
        self._grown = asyncio.Event()
        self._answered = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def take(self, text: str) -> None:
        """Show ``text`` in place of what was shown."""
        self._text = text
        self._grown.set()
        if self._task is None and not self._answered.is_set():
            self._task = asyncio.create_task(self._show())

    async def end(self) -> None:
        """Show nothing more."""
        self._answered.set()
        self._grown.set()
        if self._task is not None:
            await _ended(self._task)

    async def _show(self) -> None:
        with suppress(TelegramError):  # after one that failed no other is tried: the answer matters more
            while await self._grown.wait() and not self._answered.is_set():
                self._grown.clear()
                plain = render_text(self._text)[0].plain
                await self._bot.send_message_draft(self._chat, self._number, plain, rate_limit_args=ONCE)
                await _comes(self._answered, self._pause)


async def _comes(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, no longer than ``seconds``; returns whether it came."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()


async def _ended(task: asyncio.Task[None]) -> None:
    """Let a sign that is on its way come before the answer, which ends it; but nobody should wait long for that."""
    await asyncio.wait({task}, timeout=_ON_THE_WAY)
    task.cancel()
