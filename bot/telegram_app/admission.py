"""Limits: what was asked of late, by whom and where, decides whether more is answered."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_ASKED = "asked"


class Scope(StrEnum):
    """Whose messages a limit counts: the column of the inbox that names them, empty for everybody's."""

    USER = "user"
    CHAT = "chat"
    ALL = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` messages in ``seconds``, of a scope; 0 is no limit."""

    name: str
    most: int
    seconds: float
    scope: Scope


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a message, where (0 in no chat), and when (seconds since 1970)."""

    user: int
    chat: int
    moment: float


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a message may be answered: ``refusal`` names what forbids it.

    ``told`` is whether the sender has heard so already; ``begun`` counts the times that its answer was begun.
    """

    refusal: str | None
    told: bool
    begun: int


def judge(
    database: sqlite3.Connection, update_id: int, sender: Sender, limits: Sequence[Limit], barred: Limit | None
) -> Admission:
    """Judge the update of ``sender`` by ``limits``; judged again, it fares the same.

    ``barred`` refuses it whatever was sent before, and tells so once in its time.
    """
    begin = "UPDATE inbox SET begun = begun + 1 WHERE update_id = ? RETURNING begun, verdict"
    begun, verdict = database.execute(begin, (update_id,)).fetchone() or (1, None)
    if verdict is None:
        broken = barred or next((one for one in limits if _is_broken(database, one, sender)), None)
        told = broken is not None and _is_told(database, broken, sender)
        verdict = _ASKED if broken is None else f"{broken.name} told" if told else broken.name
        note = "UPDATE inbox SET user = ?, chat = ?, moment = ?, verdict = ? WHERE update_id = ?"
        database.execute(note, (sender.user, sender.chat, sender.moment, verdict, update_id))
    name = verdict.removesuffix(" told")
    return Admission(None if name == _ASKED else name, verdict != name, begun)


def _is_broken(database: sqlite3.Connection, limit: Limit, sender: Sender) -> bool:
    return limit.most > 0 and _count(database, _ASKED, limit, limit.scope, sender) >= limit.most


def _is_told(database: sqlite3.Connection, limit: Limit, sender: Sender) -> bool:
    """Return whether a limit was told while it lasts: of a chat's there, of all's to each user."""
    return _count(database, limit.name, limit, limit.scope or Scope.USER, sender) > 0


def _count(database: sqlite3.Connection, verdict: str, limit: Limit, scope: Scope, sender: Sender) -> int:
    """Return how many messages of a scope were judged so in the time of ``limit`` up to that of ``sender``."""
    select = "SELECT count(*) FROM inbox WHERE verdict = ? AND moment > ? AND moment <= ?"
    values: tuple[object, ...] = (verdict, sender.moment - limit.seconds, sender.moment)
    if scope:
        select = f"{select} AND {scope} = ?"
        values = (*values, sender.user if scope is Scope.USER else sender.chat)
    (count,) = database.execute(select, values).fetchone()
    return int(count)
