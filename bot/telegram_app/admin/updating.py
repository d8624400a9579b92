"""/capnhat: brings the index in step with the corpus, and shows in one message how far it is."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from telegram import Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import CallbackContext, ExtBot

from bot.render.telegram import render_text
from bot.telegram_app.admin.upkeep import Upkeep, UpkeepStopped
from bot.telegram_app.admin.watching import unread
from bot.telegram_app.outbox import Outbox, wait_asked
from bot.telegram_app.outgoing import Outgoing
from bot.telegram_app.pacing import ONCE
from bot.telegram_app.reception import Reception
from bot.telegram_app.store import Store
from corpus.errors import CorpusFault
from index.errors import IndexBusy, IndexFault

if TYPE_CHECKING:
    from index.sync import SyncReport

_log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]


class Updating:
    """Synchronises beside the chat, in which questions are answered meanwhile."""

    def __init__(
        self, upkeep: Upkeep, reception: Reception, outbox: Outbox, store: Store, *, folder: Path, pause: float
    ) -> None:
        """``folder`` is the corpus; the message is edited at most every ``pause`` seconds."""
        self._upkeep = upkeep
        self._reception = reception
        self._outbox = outbox
        self._store = store
        self._folder = folder
        self._pause = pause
        self._messages = reception.messages
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the last word on a synchronisation that was broken off."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def command(self, update: Update, context: Context) -> None:
        """Begin, and say so; what comes of it is told in the place of that message."""
        message, chat = update.effective_message, update.effective_chat
        if message is None or chat is None or not await self._reception.admits(update):
            return
        if self._task is not None and not self._task.done():
            await self._reception.reply(update, render_text(self._messages.admin_update_running))
            return
        await self._reception.reply(update, render_text(self._messages.admin_update_begun), answers=True)
        page = _Page(context.bot, self._store, chat.id, message.message_id, self._messages.admin_update_progress)
        self._task = asyncio.create_task(self._update(page), name="update of the index")

    async def _update(self, page: "_Page") -> None:
        over = asyncio.Event()
        showing = asyncio.create_task(page.show(self._pause, over))
        try:
            text = await self._outcome(self._upkeep.synchronise(page.progress))
        finally:
            over.set()
            page.wake()
            await showing  # an edit on its way must not come after the last word
        await self._outbox.send(page.chat, page.last(text))

    async def _outcome(self, work: "Awaitable[SyncReport]") -> str:
        """Return what is to be said of a synchronisation."""
        try:
            report = await work
        except UpkeepStopped:
            return self._messages.admin_update_stopped
        except IndexBusy:
            return self._messages.admin_index_busy
        except (CorpusFault, IndexFault) as fault:
            _log.warning("the corpus was not synchronised: %s", fault)
            return self._messages.admin_update_failed
        text = self._messages.admin_update_done.format(
            added=report.added, changed=report.changed, removed=report.removed, unchanged=report.unchanged
        )
        for unreadable in report.faults:
            _log.warning("%s", unreadable)
        return f"{text}\n\n{unread(report.faults, self._folder, self._messages)}" if report.faults else text


class _Page:
    """The message that shows how far a synchronisation is; it answers the message ``question``."""

    def __init__(self, bot: ExtBot[Any], store: Store, chat: int, question: int, template: str) -> None:
        self.chat = chat
        self._bot = bot
        self._store = store
        self._question = question
        self._template = template
        self._loop = asyncio.get_running_loop()
        self._moved = asyncio.Event()
        self._count = (0, 0)

    def progress(self, done: int, total: int) -> None:
        """Note how far it is; called on another thread."""
        self._count = (done, total)
        self._loop.call_soon_threadsafe(self._moved.set)

    def wake(self) -> None:
        """Let ``show`` look whether it is over."""
        self._moved.set()

    async def show(self, pause: float, over: asyncio.Event) -> None:
        """Edit the message whenever something was done, with a pause after each time, until it is ``over``."""
        await self._moved.wait()
        while not over.is_set():
            self._moved.clear()
            wait = pause
            try:
                await self._edit()
            except RetryAfter as error:
                wait = max(pause, wait_asked(error))
            except TelegramError as error:  # how far it is will be shown the next time
                _log.debug("progress was not shown: %s", type(error).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await over.wait()
            await self._moved.wait()

    def last(self, text: str) -> list[Outgoing]:
        """Return the message that takes the place of this one."""
        return [Outgoing(one, question=self._question, asker=self.chat, replaces=True) for one in render_text(text)]

    async def _edit(self) -> None:
        sent = await self._store.replies(self.chat, self._question)
        if len(sent) == 1:
            done, total = self._count
            text = self._template.format(done=done, total=total)
            await self._bot.edit_message_text(text, self.chat, sent[0], rate_limit_args=ONCE)
