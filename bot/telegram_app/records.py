"""What is remembered of messages that were sent: their buttons, the questions they answer, what was thought of them.

It is kept in the store, so that buttons work after a restart, for as long as the settings say or until its owner asks
that it be forgotten. A question's words are not in it, unless the settings let feedback keep them.
"""

import json
import sqlite3

from bot.telegram_app.cards import ANSWER, Card, card_from
from bot.telegram_app.store import Store
from bot.telegram_app.tallies import day_of


class Records:
    """Reads and changes what is remembered; raises StoreFault as the store does."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def card(self, token: str) -> Card | None:
        """Return the card of a token."""
        return await self._one("SELECT token, chat, owner, kind, content FROM cards WHERE token = ?", token)

    async def last_answer(self, chat: int, owner: int) -> Card | None:
        """Return the card of the last answer that ``owner`` got in ``chat``."""
        select = "SELECT token, chat, owner, kind, content FROM cards WHERE chat = ? AND owner = ? AND kind = ?"
        return await self._one(f"{select} ORDER BY ordinal DESC LIMIT 1", chat, owner, ANSWER)

    async def judge(self, card: Card, good: bool, now: float) -> None:
        """Keep what the owner of a card thinks of the answer; a later word replaces an earlier one."""
        articles = json.dumps(sorted({source.article_id for source in card.sources}))
        values = (card.token, card.chat, card.owner, now, good, articles, card.words)
        insert = "INSERT OR REPLACE INTO feedback (token, chat, owner, moment, good, articles, question)"
        await self._store.run(lambda database: database.execute(f"{insert} VALUES (?, ?, ?, ?, ?, ?, ?)", values))

    async def spend(self, card: Card) -> None:
        """Forget a card whose buttons have served."""
        await self._store.run(lambda database: database.execute("DELETE FROM cards WHERE token = ?", (card.token,)))

    async def erase(self, chat: int, owner: int) -> None:
        """Forget all that is kept of what ``owner`` did in ``chat``."""

        def work(database: sqlite3.Connection) -> None:
            for table in ("cards", "replies", "feedback"):
                database.execute(f"DELETE FROM {table} WHERE chat = ? AND owner = ?", (chat, owner))

        await self._store.run(work)

    async def forget(self, now: float, retention: float, feedback_retention: float) -> None:
        """Delete buttons and counts older than ``retention`` seconds, feedback older than ``feedback_retention``."""

        def work(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM cards WHERE made < ?", (now - retention,))
            database.execute("DELETE FROM replies WHERE made < ?", (now - retention,))
            database.execute("DELETE FROM feedback WHERE moment < ?", (now - feedback_retention,))
            database.execute("DELETE FROM tallies WHERE day < ?", (day_of(now - retention),))

        await self._store.run(work)

    async def _one(self, select: str, *values: object) -> Card | None:
        row = await self._store.run(lambda database: database.execute(select, values).fetchone())
        return card_from(*row) if row else None
