"""What must survive a kill: updates that wait for their answer (inbox), messages that wait to be sent (outbox).

SQLite on a thread of its own, so that the event loop never waits for the disk. A text is deleted as soon as it has
served; of an update, the number, the sender's number and the time stay for two days, so that a duplicate is known and
questions can be counted.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from bot.errors import OperatorFault
from bot.telegram_app.admission import Admission, Limit, Sender, judge
from bot.telegram_app.cards import Card, content_of
from bot.telegram_app.outgoing import Outgoing, outgoing_from
from bot.telegram_app.schema import MIGRATIONS, SCHEMA, VERSION
from bot.telegram_app.tallies import Tally, count

Result = TypeVar("Result")

DAY = 86_400.0  # seconds
# Telegram keeps an update for a day, so it repeats none after that; questions are counted over a day.
_REMEMBERED = 2 * DAY


class StoreFault(OperatorFault):
    """The store cannot be read or written; nothing that was asked is lost, but the bot cannot go on."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that waits to be sent; not before a moment, in seconds since 1970.

    ``received`` is when what it answers came in; None of one that answers nothing, or that an earlier hoidap kept.
    """

    ordinal: int
    content: Outgoing
    not_before: float
    received: float | None


class Store:
    """An open store. Every method raises StoreFault when the file cannot be read or written, and tells ``give_up``."""

    def __init__(self, path: Path, give_up: Callable[[OperatorFault], None]) -> None:
        """Open or create the file at ``path``; raises StoreFault."""
        self._path = path
        self._give_up = give_up
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        try:
            self._connection = self._thread.submit(_connect, path).result()
        except sqlite3.Error as error:
            self._thread.shutdown()
            raise _unusable(path, error) from error

    def close(self) -> None:
        """Close the file; what is under way is finished first."""
        self._thread.submit(self._connection.close).result()
        self._thread.shutdown()

    async def receive(self, update_id: int, payload: str | None, now: float) -> bool:
        """Keep an update, or without a ``payload`` its number alone; False when it was received before."""
        insert = "INSERT OR IGNORE INTO inbox (update_id, received, payload) VALUES (?, ?, ?)"
        return await self.run(lambda database: database.execute(insert, (update_id, now, payload)).rowcount == 1)

    async def waiting(self) -> list[str]:
        """Return the updates that were not answered, in the order they came."""
        select = "SELECT payload FROM inbox WHERE payload IS NOT NULL ORDER BY ordinal"
        return await self.run(lambda database: [payload for (payload,) in database.execute(select)])

    async def waiting_counts(self, without: int | None = None) -> tuple[int, int]:
        """Return how many updates wait for an answer, that ``without`` aside, and how many messages to be sent."""
        received = "SELECT count(*) FROM inbox WHERE payload IS NOT NULL AND update_id IS NOT ?"
        queued = "SELECT count(*) FROM outbox"

        def work(database: sqlite3.Connection) -> tuple[int, int]:
            return database.execute(received, (without,)).fetchone()[0], database.execute(queued).fetchone()[0]

        return await self.run(work)

    async def admit(self, update_id: int, sender: Sender, limits: Sequence[Limit], barred: Limit | None) -> Admission:
        """Judge the update of ``sender``; see admission.judge."""
        return await self.run(lambda database: judge(database, update_id, sender, limits, barred))

    async def answer(
        self,
        update_id: int,
        chat: int,
        messages: Sequence[Outgoing],
        now: float,
        *,
        card: Card | None = None,
        tally: Tally | None = None,
    ) -> bool:
        """Queue ``messages`` for ``chat``, keep the card of their buttons, and be done with the update, in one step.

        A question answered so is counted by its ``tally``.

        False when it was done before.
        """
        keep = "INSERT INTO cards (token, chat, owner, made, kind, content) VALUES (?, ?, ?, ?, ?, ?)"

        def work(database: sqlite3.Connection) -> bool:
            fresh = _finish(database, update_id)
            if fresh:
                _queue(database, chat, messages, now, update_id)
            if fresh and tally:
                count(database, tally, now)
            if fresh and card:
                database.execute(keep, (card.token, card.chat, card.owner, now, card.kind, content_of(card)))
            return fresh

        return await self.run(work)

    async def queue(self, chat: int, messages: Sequence[Outgoing], now: float) -> None:
        """Queue ``messages`` for ``chat`` that answer no update."""
        await self.run(lambda database: _queue(database, chat, messages, now))

    async def done(self, update_id: int) -> None:
        """Be done with an update that needs no answer, or has it."""
        await self.run(lambda database: _finish(database, update_id))

    async def chats(self) -> list[int]:
        """Return the chats that messages wait for."""
        return await self.run(
            lambda database: [chat for (chat,) in database.execute("SELECT DISTINCT chat FROM outbox")]
        )

    async def next_letter(self, chat: int) -> Letter | None:
        """Return the oldest message that waits for ``chat``."""
        select = "SELECT ordinal, payload, photo, not_before, received FROM outbox WHERE chat = ?"
        first = f"{select} ORDER BY ordinal LIMIT 1"
        row = await self.run(lambda database: database.execute(first, (chat,)).fetchone())
        return Letter(row[0], outgoing_from(row[1], row[2]), row[3], row[4]) if row else None

    async def delivered(self, letter: Letter, chat: int, message: int | None, now: float) -> None:
        """Delete a message that was sent, or never can be; what was sent as ``message`` is known by its question."""
        content = letter.content
        note = "INSERT OR REPLACE INTO replies (chat, question, message, owner, made) VALUES (?, ?, ?, ?, ?)"
        ask = "INSERT OR REPLACE INTO prompts (chat, message, owner, token, made) VALUES (?, ?, ?, ?, ?)"

        def work(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM outbox WHERE ordinal = ?", (letter.ordinal,))
            if message is not None and content.question is not None:
                database.execute(note, (chat, content.question, message, content.asker, now))
            if message is not None and content.asks:
                database.execute(ask, (chat, message, content.asker, content.asks, now))

        await self.run(work)

    async def replies(self, chat: int, question: int) -> list[int]:
        """Return the messages that answered a question."""
        select = "SELECT message FROM replies WHERE chat = ? AND question = ? ORDER BY message"
        return await self.run(lambda database: [row[0] for row in database.execute(select, (chat, question))])

    async def postpone(self, chat: int, moment: float) -> None:
        """Send nothing to ``chat`` before ``moment``, in seconds since 1970."""
        update = "UPDATE outbox SET not_before = max(not_before, ?) WHERE chat = ?"
        await self.run(lambda database: database.execute(update, (moment, chat)))

    async def readdress(self, chat: int, successor: int) -> None:
        """Send what waits for ``chat`` to ``successor``: a group became a supergroup."""
        update = "UPDATE outbox SET chat = ? WHERE chat = ?"
        await self.run(lambda database: database.execute(update, (successor, chat)))

    async def drop(self, chat: int) -> int:
        """Delete what waits for ``chat``; returns how many messages that was."""
        return await self.run(lambda database: database.execute("DELETE FROM outbox WHERE chat = ?", (chat,)).rowcount)

    async def forget(self, now: float, retention: float) -> int:
        """Delete what is older than ``retention`` seconds; returns how many answers and questions are lost by it."""

        def work(database: sqlite3.Connection) -> int:
            lost: int = database.execute("DELETE FROM outbox WHERE queued < ?", (now - retention,)).rowcount
            unanswered = "DELETE FROM inbox WHERE payload IS NOT NULL AND received < ?"
            lost += database.execute(unanswered, (now - retention,)).rowcount
            database.execute("DELETE FROM inbox WHERE payload IS NULL AND received < ?", (now - _REMEMBERED,))
            return lost

        return await self.run(work)

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do ``work`` in a transaction of its own, on the store's thread."""

        def transaction() -> Result:
            with self._connection:
                return work(self._connection)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, transaction)
        except sqlite3.Error as error:
            fault = _unusable(self._path, error)
            self._give_up(fault)
            raise fault from error


@contextmanager
def open_store(path: Path, give_up: Callable[[OperatorFault], None]) -> Iterator[Store]:
    """Open the store at ``path`` for this process alone; raises OperatorFault when another has it, or StoreFault.

    ``give_up`` is told when it fails later on.
    """
    lock, owner = FileLock(f"{path}.lock"), Path(f"{path}.pid")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:  # an OSError too, so it comes first
        process = owner.read_text("utf-8").strip() if owner.exists() else "unknown"
        raise OperatorFault(
            f"telegram.store = {path}: another hoidap (process {process}) serves Telegram with it; stop that one first"
        ) from error
    except OSError as error:
        raise StoreFault(f"telegram.store = {path}: cannot be written ({error.strerror}); mend its rights") from error
    try:
        owner.write_text(str(os.getpid()), "utf-8")
        store = Store(path, give_up)
        try:
            yield store
        finally:
            store.close()
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def _connect(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)  # questions wait in it, which are nobody else's business
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # an update is confirmed to Telegram once it is on the disk
    connection.execute("PRAGMA secure_delete = ON")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if not 0 <= version <= VERSION:
        connection.close()
        raise sqlite3.DatabaseError(f"of version {version}, and this hoidap reads none after version {VERSION}")
    steps = [f"{MIGRATIONS[one]};" for one in range(version or VERSION, VERSION)]
    connection.executescript(f"BEGIN; {''.join(steps)} {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    return connection


def _unusable(path: Path, error: sqlite3.Error) -> StoreFault:
    return StoreFault(
        f"telegram.store = {path}: cannot be used ({error}); make room on the disk, mend its rights, "
        "or move the file away (questions and answers that wait in it are then lost)"
    )


def _queue(
    database: sqlite3.Connection, chat: int, messages: Sequence[Outgoing], now: float, update_id: int | None = None
) -> None:
    """Queue messages, with when the update that they answer was received, if they answer one."""
    insert = (
        "INSERT INTO outbox (chat, queued, payload, photo, received)"
        " VALUES (?, ?, ?, ?, (SELECT received FROM inbox WHERE update_id = ?))"
    )
    rows = [(chat, now, message.as_json(), message.photo or None, update_id) for message in messages]
    database.executemany(insert, rows)


def _finish(database: sqlite3.Connection, update_id: int) -> bool:
    finish = "UPDATE inbox SET payload = NULL WHERE update_id = ? AND payload IS NOT NULL"
    return database.execute(finish, (update_id,)).rowcount == 1
