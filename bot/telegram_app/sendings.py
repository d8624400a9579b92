"""When messages were sent to groups, on the disk: Telegram counts them by the minute, and over restarts too."""

import sqlite3

from bot.telegram_app.store import Store


class Sendings:
    """Notes and tells what was sent; raises StoreFault as the store does."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def note(self, chat: int, now: float, seconds: float) -> None:
        """Note that a message goes to ``chat`` at ``now``; what is older than ``seconds`` is forgotten."""

        def work(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM sendings WHERE moment < ?", (now - seconds,))
            database.execute("INSERT INTO sendings (chat, moment) VALUES (?, ?)", (chat, now))

        await self._store.run(work)

    async def since(self, moment: float) -> list[tuple[int, float]]:
        """Return to which chats messages went after ``moment``, and when, the latest first."""
        select = "SELECT chat, moment FROM sendings WHERE moment > ? ORDER BY moment DESC"
        return await self._store.run(lambda database: database.execute(select, (moment,)).fetchall())
