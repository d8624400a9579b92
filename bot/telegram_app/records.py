"""What is remembered of messages that were sent: their buttons, the questions they answer, what was thought of them.

It is kept in the store, so that buttons work after a restart, for as long as the settings say or until its owner asks
that it be forgotten. A question's words are not in it, unless the settings let feedback keep them.
"""

import json
import sqlite3
from collections.abc import Callable

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

    async def answered_by(self, chat: int, message: int) -> tuple[int, int] | None:
        """Return the question that our ``message`` answered, and who asked it; None when it was no answer."""
        select = "SELECT question, owner FROM replies WHERE chat = ? AND message = ? AND owner IS NOT NULL"
        row = await self._store.run(lambda database: database.execute(select, (chat, message)).fetchone())
        return (row[0], row[1]) if row else None

    async def last_answer(self, chat: int, owner: int) -> Card | None:
        """Return the card of the last answer that ``owner`` got in ``chat``."""
        select = "SELECT token, chat, owner, kind, content FROM cards WHERE chat = ? AND owner = ? AND kind = ?"
        return await self._one(f"{select} ORDER BY ordinal DESC LIMIT 1", chat, owner, ANSWER)

    async def judge(self, update_id: int, card: Card, good: bool, now: float) -> bool:
        """Keep what the owner of a card thinks of the answer; a later word replaces an earlier one.

        The same word again withdraws it, reason and all, but not when the same update is served again after a stop;
        returns whether it is kept.
        """
        articles = json.dumps(sorted({source.article_id for source in card.sources}))
        values = (card.token, card.chat, card.owner, now, good, articles, card.words)
        insert = "INSERT OR REPLACE INTO feedback (token, chat, owner, moment, good, articles, question)"

        def work(database: sqlite3.Connection) -> str:
            withdraw = "DELETE FROM feedback WHERE token = ? AND good = ?"
            withdrawn = database.execute(withdraw, (card.token, good)).rowcount == 1
            database.execute("DELETE FROM reasons WHERE token = ?", (card.token,))
            if withdrawn:
                return _WITHDRAWN
            database.execute(f"{insert} VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            return _KEPT

        return await self._store.run(lambda database: _once(database, update_id, work)) == _KEPT

    async def give_reason(self, update_id: int, card: Card, reason: str, now: float) -> bool | None:
        """Keep why an answer was not good; the same reason again withdraws it, but not the same update.

        Returns whether it is kept; None when the answer is not judged bad any more.
        """
        insert = "INSERT OR REPLACE INTO reasons (token, chat, owner, moment, reason) VALUES (?, ?, ?, ?, ?)"

        def work(database: sqlite3.Connection) -> str:
            bad = "SELECT 1 FROM feedback WHERE token = ? AND good = 0"
            if database.execute(bad, (card.token,)).fetchone() is None:
                return _OLD
            withdraw = "DELETE FROM reasons WHERE token = ? AND reason = ?"
            if database.execute(withdraw, (card.token, reason)).rowcount == 1:
                return _WITHDRAWN
            database.execute(insert, (card.token, card.chat, card.owner, now, reason))
            return _KEPT

        done = await self._store.run(lambda database: _once(database, update_id, work))
        return None if done == _OLD else done == _KEPT

    async def take_words(self, chat: int, owner: int, prompt: int, message: int, words: str) -> bool:
        """Keep ``words`` as the reason that the message ``prompt`` asked ``owner`` for; False when it is no such reply.

        The first reply is taken, and taken anew when it was edited.
        """
        take = (
            "UPDATE prompts SET taken = ? WHERE chat = ? AND message = ? AND owner = ?"
            " AND (taken IS NULL OR taken = ?) RETURNING token"
        )

        def work(database: sqlite3.Connection) -> bool:
            row = database.execute(take, (message, chat, prompt, owner, message)).fetchone()
            if row is not None:
                database.execute("UPDATE reasons SET words = ? WHERE token = ? AND reason = 'other'", (words, row[0]))
            return row is not None

        return await self._store.run(work)

    async def spend(self, card: Card) -> None:
        """Forget a card whose buttons have served."""
        await self._store.run(lambda database: database.execute("DELETE FROM cards WHERE token = ?", (card.token,)))

    async def erase(self, chat: int, owner: int) -> None:
        """Forget all that is kept of what ``owner`` did in ``chat``."""

        def work(database: sqlite3.Connection) -> None:
            for table in ("cards", "replies", "feedback", "reasons", "prompts"):
                database.execute(f"DELETE FROM {table} WHERE chat = ? AND owner = ?", (chat, owner))

        await self._store.run(work)

    async def forget(self, now: float, retention: float, feedback_retention: float) -> None:
        """Delete buttons and counts older than ``retention`` seconds, feedback older than ``feedback_retention``."""

        def work(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM cards WHERE made < ?", (now - retention,))
            database.execute("DELETE FROM replies WHERE made < ?", (now - retention,))
            database.execute("DELETE FROM prompts WHERE made < ?", (now - retention,))
            database.execute("DELETE FROM feedback WHERE moment < ?", (now - feedback_retention,))
            database.execute("DELETE FROM tallies WHERE day < ?", (day_of(now - retention),))
            database.execute("DELETE FROM reasons WHERE moment < ?", (now - feedback_retention,))

        await self._store.run(work)

    async def _one(self, select: str, *values: object) -> Card | None:
        row = await self._store.run(lambda database: database.execute(select, values).fetchone())
        return card_from(*row) if row else None


_KEPT, _WITHDRAWN, _OLD = "kept", "withdrawn", "old"  # what a press did, as the inbox remembers it


def _once(database: sqlite3.Connection, update_id: int, change: Callable[[sqlite3.Connection], str]) -> str:
    """Return what the press of an update did, doing it unless that was done before a stop."""
    row = database.execute("SELECT verdict FROM inbox WHERE update_id = ?", (update_id,)).fetchone()
    if row and row[0]:
        return str(row[0])
    done = change(database)
    database.execute("UPDATE inbox SET verdict = ? WHERE update_id = ?", (done, update_id))
    return done
