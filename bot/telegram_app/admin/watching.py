"""Looks into the corpus folder from time to time, so that what changes there is answered from without a restart."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from bot.library import summary
from bot.messages import Messages
from bot.telegram_app.admin.letters import Letters
from bot.telegram_app.admin.upkeep import Upkeep, UpkeepStopped
from bot.telegram_app.store import StoreFault
from corpus.errors import CorpusFault
from index.errors import IndexBusy, IndexFault

_log = logging.getLogger(__name__)
_MOST = 20  # names in one message


class FolderWatch:
    """Synchronises when a file was added, changed or removed; of what goes wrong, the admins are told once."""

    def __init__(
        self,
        upkeep: Upkeep,
        letters: Letters,
        messages: Messages,
        folder: Path,
        alarm: Callable[[BaseException], None],
    ) -> None:
        self._upkeep = upkeep
        self._letters = letters
        self._messages = messages
        self._folder = folder
        self._alarm = alarm
        self._told: set[str] = set()

    async def run(self, seconds: float) -> None:
        """Look now and every ``seconds``, until cancelled."""
        while True:
            try:
                await self._look()
            except StoreFault:
                return  # which has told of it, and stops the bot
            except Exception as error:  # a fault of ours must not end the watch: it is told, and tried again
                trace = "".join(traceback.format_tb(error.__traceback__))
                _log.error("the corpus was not looked at: %s\n%s", type(error).__name__, trace)
                self._alarm(error)
            await asyncio.sleep(seconds)

    async def _look(self) -> None:
        try:
            report = await self._upkeep.synchronise_if_changed()
        except (IndexBusy, UpkeepStopped) as fault:  # the next look finds the same change
            _log.info("the corpus was not synchronised: %s", fault)
        except (CorpusFault, IndexFault) as fault:
            if self._fresh({str(fault)}):
                await self._letters.send(self._messages.admin_watch_failed)
        else:
            if report is None:
                return
            _log.info("the corpus was looked at: %s", summary(report))
            fresh = self._fresh(set(report.faults))
            if fresh:
                await self._letters.send(unread(fresh, self._folder, self._messages))

    def _fresh(self, faults: set[str]) -> list[str]:
        """Return those of ``faults`` not told yet; one that is gone is forgotten, and told again if it comes back."""
        fresh = sorted(faults - self._told)
        self._told = faults
        for fault in fresh:
            _log.warning("%s", fault)
        return fresh


def unread(faults: Iterable[str], folder: Path, messages: Messages) -> str:
    """Return the sentence that names the files which ``faults`` of a synchronisation are about."""
    names = [fault.removeprefix(f"{folder}/").split(": ", 1)[0] for fault in faults]
    lines = [messages.admin_unread_file.format(name=name) for name in names[:_MOST]]
    return "\n".join([messages.admin_unread.format(count=len(names)), *lines])
