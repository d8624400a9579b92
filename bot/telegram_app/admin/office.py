"""What only those who run the bot can do, put together: their commands, and what runs beside the chats."""

import asyncio
import re
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.app import App
from bot.live import LiveEngine
from bot.render.telegram import render_text
from bot.telegram_app.admin.adding import Adding
from bot.telegram_app.admin.alarm import Alarm
from bot.telegram_app.admin.confirming import ADDING, PRESS, REMOVING, Confirming
from bot.telegram_app.admin.health import Health
from bot.telegram_app.admin.letters import Letters
from bot.telegram_app.admin.removing import Removing
from bot.telegram_app.admin.statistics import Statistics
from bot.telegram_app.admin.updating import Updating
from bot.telegram_app.admin.upkeep import Upkeep
from bot.telegram_app.admin.watching import FolderWatch
from bot.telegram_app.outbox import Outbox
from bot.telegram_app.polling import Watch
from bot.telegram_app.profile import publish_admin_menu
from bot.telegram_app.reception import Reception
from bot.telegram_app.records import Records
from bot.telegram_app.store import Store

Context = CallbackContext[Any, Any, Any, Any]
_LINK = re.compile(r"^\s*https?://\S+\s*$", re.IGNORECASE)
_AFTER = 1  # the group of handlers that run besides those of group 0


class Office:
    """The admins' part of the bot; enter it with ``open``, which runs what runs by itself."""

    def __init__(
        self,
        app: App,
        engine: LiveEngine,
        executor: Executor,
        *,
        reception: Reception,
        outbox: Outbox,
        store: Store,
        watch: Watch,
    ) -> None:
        settings, self._messages = app.settings.telegram, app.messages
        self._reception = reception
        self._admins = settings.access.admins
        self._watch_seconds = settings.watch_seconds
        letters, folder = Letters(outbox, self._admins), app.settings.corpus.articles
        self.alarm = Alarm(letters, app.messages, settings.alert_seconds)
        self._upkeep = Upkeep(app, engine)
        # Half of what a chat takes is left for answers.
        pause = 2 * settings.pace.seconds_per_chat
        self._updating = Updating(self._upkeep, reception, outbox, store, folder=folder, pause=pause)
        self._adding = Adding(app, self._upkeep, reception)
        self._removing = Removing(engine, executor, self._upkeep, reception)
        deeds = {ADDING: self._adding.confirmed, REMOVING: self._removing.confirmed}
        self._confirming = Confirming(reception, Records(store), self._admins, deeds)
        self._statistics = Statistics(store, engine, executor, reception)
        self._health = Health(app, engine, executor, reception=reception, store=store, upkeep=self._upkeep, watch=watch)
        self._folder_watch = FolderWatch(self._upkeep, letters, app.messages, folder, self.alarm)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Watch the corpus; on leaving, break off what is under way and put what is to be told into the outbox."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.alarm)
            await stack.enter_async_context(self._updating)
            await stack.enter_async_context(self._upkeep)
            watching = asyncio.create_task(self._watch_corpus(), name="watch of the corpus")
            try:
                yield
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Add the handlers, before those of everybody: what an admin sends that no other may, they take."""
        if not self._admins:
            return
        theirs = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.User(self._admins)
        named = {
            "capnhat": self._updating.command,
            "xoabai": self._removing.command,
            "thongke": self._statistics.command,
            "suckhoe": self._health.command,
            "help": self._help,
        }
        application.add_handlers(
            [
                *(CommandHandler(name, answer, theirs) for name, answer in named.items()),
                MessageHandler(theirs & filters.Document.ALL, self._adding.document),
                MessageHandler(theirs & filters.Regex(_LINK), self._adding.link),
                CallbackQueryHandler(self._confirming.press, PRESS),
            ]
        )
        # A menu can be set only in a chat that is there, so it is set once more when an admin opens it.
        application.add_handler(CommandHandler("start", self._set_menu, theirs), _AFTER)

    async def _help(self, update: Update, context: Context) -> None:
        if await self._reception.admits(update):
            text = f"{self._messages.telegram_help}\n\n{self._messages.admin_help}"
            await self._reception.reply(update, render_text(text))

    async def _set_menu(self, update: Update, context: Context) -> None:
        if update.effective_chat is not None:
            await publish_admin_menu(context.bot, self._messages, update.effective_chat.id)

    async def _watch_corpus(self) -> None:
        if self._watch_seconds:
            await self._folder_watch.run(self._watch_seconds)
