"""/suckhoe: whether the index, the queues, the line to Telegram, the disk and the memory are well."""

import asyncio
import os
import shutil
from concurrent.futures import Executor
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext

from bot.app import App, Engine
from bot.render.as_json import VIETNAM_TIME
from bot.render.telegram import render_text
from bot.telegram_app.admin.upkeep import Upkeep
from bot.telegram_app.polling import Watch
from bot.telegram_app.reception import Reception
from bot.telegram_app.store import Store
from corpus.errors import CorpusFault
from index.errors import IndexFault

_GIGABYTE, _MEGABYTE = 1_000_000_000, 1_000_000

Context = CallbackContext[Any, Any, Any, Any]


class Health:
    """Looks at everything once, when it is asked."""

    def __init__(
        self,
        app: App,
        engine: Engine,
        executor: Executor,
        *,
        reception: Reception,
        store: Store,
        upkeep: Upkeep,
        watch: Watch,
    ) -> None:
        self._app = app
        self._engine = engine
        self._executor = executor
        self._reception = reception
        self._store = store
        self._upkeep = upkeep
        self._watch = watch
        self._messages = app.messages

    async def command(self, update: Update, context: Context) -> None:
        """Say how things are."""
        if not await self._reception.admits(update):
            return
        loop = asyncio.get_running_loop()
        articles = await loop.run_in_executor(self._executor, lambda: len(self._engine.articles()))
        received, queued = await self._store.waiting_counts(update.update_id)
        held = memory_used()
        text = self._messages.admin_health.format(
            index=await asyncio.to_thread(self._index),
            articles=articles,
            synchronised=_moment(self._upkeep.last_synchronised) or self._messages.admin_health_never,
            received=received,
            queued=queued,
            contact=_moment(self._watch.last_contact) or self._messages.admin_health_never,
            disk=_number(await asyncio.to_thread(free_space, self._app.settings.telegram.store.parent) / _GIGABYTE),
            memory=_number(held / _MEGABYTE) if held is not None else self._messages.admin_unknown,
            version=program_version() or self._messages.admin_unknown,
        )
        await self._reception.reply(update, render_text(text))

    def _index(self) -> str:
        try:
            state = self._app.parts.index_state(self._app.settings)
        except (IndexFault, CorpusFault):
            return self._messages.admin_health_broken
        return self._messages.admin_health_in_step if state.in_step else self._messages.admin_health_behind


def free_space(folder: Path) -> int:
    """Return the bytes that are free on the disk of ``folder``."""
    return shutil.disk_usage(folder).free


def memory_used() -> int | None:
    """Return the bytes of memory that the process holds, where the system tells (Linux)."""
    try:
        resident = Path("/proc/self/statm").read_text("ascii").split()[1]
    except OSError:
        return None
    return int(resident) * os.sysconf("SC_PAGE_SIZE")


def program_version() -> str | None:
    """Return the version of hoidap that is installed, None when it runs without having been."""
    try:
        return version("hoidap")
    except PackageNotFoundError:
        return None


def _moment(moment: float | None) -> str | None:
    """Return a moment in seconds since 1970 as Vietnamese clocks show it."""
    if moment is None:
        return None
    return datetime.fromtimestamp(moment, VIETNAM_TIME).strftime("%H:%M:%S %d/%m/%Y")


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
