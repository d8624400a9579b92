"""What the server knows: chats, updates that wait to be fetched, messages sent, faults to come."""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

BOT = {"id": 4242, "is_bot": True, "first_name": "Hỏi đáp", "username": "hoidap_test_bot"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A message the bot sent: the text as a reader sees it, and what was posted."""

    chat_id: int
    message_id: int
    text: str
    entities: list[dict[str, Any]]
    parameters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer to give in place of the real one; ``code`` 0 cuts the connection."""

    code: int
    description: str = ""
    retry_after: int | None = None


@dataclass
class State:
    """Shared by all requests; ``changed`` guards it and tells of every change."""

    token: str
    changed: threading.Condition = field(default_factory=threading.Condition)
    chats: dict[int, str] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    updates: list[dict[str, Any]] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    commands: list[dict[str, str]] = field(default_factory=list)
    webhook: str = ""
    allowed_updates: list[str] | None = None
    poll: int = 0
    reachable: bool = True
    closed: bool = False
    _last_update: int = 1000
    _last_message: int = 0

    def new_message_id(self) -> int:
        """Return the next message id."""
        self._last_message += 1
        return self._last_message

    def add_update(self, kind: str, content: dict[str, Any]) -> int:
        """Queue an update and return its id."""
        with self.changed:
            self._last_update += 1
            self.updates.append({"update_id": self._last_update, kind: content})
            self.changed.notify_all()
            return self._last_update

    def next_fault(self, method: str) -> Fault | None:
        """Take the next fault that was set for ``method``."""
        with self.changed:
            waiting = self.faults[method]
            return waiting.pop(0) if waiting else None

    def message(self, chat_id: int, **content: Any) -> dict[str, Any]:
        """Return a message as the Bot API shows it."""
        shown = {"id": chat_id, "type": self.chats.get(chat_id, "private")}
        return {"message_id": self.new_message_id(), "date": int(time.time()), "chat": shown, **content}
