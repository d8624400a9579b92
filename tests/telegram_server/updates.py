"""Updates that wait for the bot: kept for a day, in order, until they are confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Update = dict[str, Any]

RETENTION = 24 * 3600.0  # seconds
# Sent only to bots that ask for them by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class _Waiting:
    update: Update
    created: float
    twice: bool
    confirmed: bool = False

    @property
    def number(self) -> int:
        return int(self.update["update_id"])


@dataclass(slots=True)
class UpdateQueue:
    """The updates not yet confirmed; one that comes ``twice`` is handed out once more after it was."""

    allowed: frozenset[str] | None = None
    last_id: int = 1000
    _waiting: list[_Waiting] = field(default_factory=list)

    def allow(self, kinds: Iterable[str]) -> None:
        """Take in these kinds from now on; none named means all but those sent on request."""
        self.allowed = frozenset(kinds) or None

    def add(self, kind: str, content: Any, now: float, skipped: int = 0, twice: bool = False) -> int | None:
        """Queue an update and return its id; None when the bot does not want its kind."""
        if (kind in ON_REQUEST) if self.allowed is None else (kind not in self.allowed):
            return None
        self.last_id += 1 + skipped
        self._waiting.append(_Waiting({"update_id": self.last_id, kind: content}, now, twice))
        return self.last_id

    def seek(self, offset: int) -> None:
        """Confirm what is before ``offset``; a negative one keeps that many of the last, and forgets the rest."""
        if offset < 0:
            self._waiting = self._waiting[offset:]
            return
        for waiting in self._waiting:
            waiting.confirmed = waiting.confirmed or waiting.number < offset
        self._waiting = [waiting for waiting in self._waiting if not waiting.confirmed or waiting.twice]

    def take(self, limit: int, now: float) -> list[Update]:
        """Return up to ``limit`` of the earliest; they stay until confirmed."""
        self._waiting = [waiting for waiting in self._waiting if waiting.created > now - RETENTION]
        taken = self._waiting[:limit]
        for waiting in taken:
            waiting.twice = waiting.twice and not waiting.confirmed
        self._waiting = [waiting for waiting in self._waiting if not waiting.confirmed or waiting.twice]
        return [waiting.update for waiting in taken]

    def confirm(self, number: int) -> None:
        """Confirm one update, as the answer of a webhook does."""
        for waiting in self._waiting:
            if waiting.number == number:
                if waiting.confirmed or not waiting.twice:
                    self._waiting.remove(waiting)
                waiting.confirmed, waiting.twice = True, False
                return

    def clear(self) -> None:
        """Forget all."""
        self._waiting.clear()

    @property
    def pending(self) -> list[Update]:
        """Return all that wait, in order."""
        return [waiting.update for waiting in self._waiting]
