"""Updates on their way in: on the disk before Telegram hears that they have arrived."""

import asyncio
import json
import logging
import time

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.telegram_app.store import Store, StoreFault

_log = logging.getLogger(__name__)


class Inbox(asyncio.Queue[object]):
    """The queue that python-telegram-bot fills and serves; what it takes in, the store keeps until it is answered.

    The updater confirms a batch to Telegram only after each of it was put here, so what it confirms is on the disk.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    async def put(self, item: object) -> None:
        """Keep an update and queue it; one that came before is dropped.

        Of an inline query, the number alone is kept: its answer would come too late after a restart.
        Raises TelegramError when it cannot be kept: the updater then leaves it with Telegram and asks again.
        """
        if isinstance(item, Update):
            try:
                payload = None if item.inline_query is not None else item.to_json()
                fresh = await self._store.receive(item.update_id, payload, time.time())
            except StoreFault as fault:
                raise TelegramError("an update could not be kept") from fault
            if not fresh:
                _log.debug("an update came twice")
                return
        await super().put(item)

    async def restore(self, bot: Bot) -> int:
        """Queue the updates that an earlier run did not answer; returns how many."""
        waiting = await self._store.waiting()
        for payload in waiting:
            await super().put(Update.de_json(json.loads(payload), bot))
        return len(waiting)
