"""What the server knows: people, chats, messages, files, queries, and the bot as it is set up."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.changes import Changes
from tests.telegram_server.entities import Entity
from tests.telegram_server.errors import flooded
from tests.telegram_server.faults import FaultPlan
from tests.telegram_server.limits import Limiter
from tests.telegram_server.record import Record, Refusal, Sent, Version
from tests.telegram_server.updates import Update, UpdateQueue

Message = dict[str, Any]

IN_CHAT = frozenset({"creator", "administrator", "member", "restricted"})
ADMINISTRATORS = frozenset({"creator", "administrator"})


@dataclass
class Chat:
    """A chat, who is in it (user id to status), and its messages."""

    id: int
    type: str
    shown: dict[str, Any]
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    upgraded_to: int | None = None

    @property
    def in_group(self) -> bool:
        return self.type in {"group", "supergroup"}

    def administered_by(self, user_id: int) -> bool:
        """Return whether a member may administer the chat."""
        return self.members.get(user_id) in ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the server; ``path`` is where it is downloaded."""

    file_id: str
    name: str
    data: bytes
    mime_type: str
    path: str
    size: int
    width: int = 0
    height: int = 0

    @property
    def unique_id(self) -> str:
        return f"u{self.file_id[-12:]}"


@dataclass(frozen=True, slots=True)
class Query:
    """A callback or inline query that waits for its answer, until ``expires`` (seconds since 1970)."""

    content: dict[str, Any]
    expires: float


@dataclass
class Webhook:
    """Where updates are posted; an empty ``url`` means they are fetched."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass
class State:
    """Shared by all requests; ``changes`` guards it and tells of every change."""

    token: str
    bot: dict[str, Any]
    changes: Changes
    limiter: Limiter
    plan: FaultPlan
    record: Record = field(default_factory=Record)
    queue: UpdateQueue = field(default_factory=UpdateQueue)
    webhook: Webhook = field(default_factory=Webhook)
    users: dict[int, dict[str, Any]] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    files: dict[str, StoredFile] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    callback_queries: dict[str, Query] = field(default_factory=dict)
    inline_queries: dict[str, Query] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    reactions: dict[tuple[int, int], list[dict[str, str]]] = field(default_factory=dict)
    callback_seconds: float = 60.0
    inline_seconds: float = 10.0
    poll: int = 0
    reachable: bool = True
    closed: bool = False
    _message_ids: dict[int, Iterator[int]] = field(default_factory=lambda: defaultdict(lambda: itertools.count(1)))
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def now(self) -> float:
        """Return the server's time, in seconds since 1970."""
        return self.changes.clock.now()

    @property
    def sent(self) -> list[Sent]:
        """Return the messages the bot sent, in order."""
        return self.record.sent

    @property
    def updates(self) -> list[Update]:
        """Return the updates that are not confirmed."""
        return self.queue.pending

    @property
    def commands(self) -> list[dict[str, str]]:
        """Return the menu of commands for everybody in every language."""
        return self.menus.get(("default", ""), [])

    def new_number(self) -> int:
        """Return a number that was not used yet, for files and queries."""
        return next(self._numbers)

    def add_update(self, kind: str, content: Any) -> int | None:
        """Queue an update and return its id; None when the bot does not want its kind."""
        with self.changes:
            skipped, twice = self.plan.next_update()
            number = self.queue.add(kind, content, self.now, skipped, twice)
            self.changes.tell()
            return number

    def new_message(self, chat: Chat, sender: dict[str, Any], **content: Any) -> Message:
        """Put a message into a chat and return it as the Bot API shows it."""
        # Ids count within each supergroup, and across all other chats, as Telegram's do.
        number = next(self._message_ids[chat.id if chat.type == "supergroup" else 0])
        message = {"message_id": number, "date": int(self.now), "chat": chat.shown, "from": sender, **content}
        chat.messages[number] = message
        return message

    def admit(self, method: str, chat: Chat) -> None:
        """Count a message the bot is about to write; raises ApiError when it comes too soon."""
        excess = self.limiter.admit(method.lower(), chat.id, chat.in_group, self.now)
        if excess is not None:
            self.record.refusals.append(Refusal(self.now, method, chat.id, excess.limit, excess.retry_after))
            raise flooded(excess.retry_after)

    def sent_message(self, chat_id: int, message_id: int) -> Sent | None:
        """Return the record of a message the bot sent, None when it did not."""
        return self.record.by_number.get((chat_id, message_id))

    def note_version(self, message: Message) -> None:
        """Record what a message was changed to."""
        sent = self.sent_message(message["chat"]["id"], message["message_id"])
        if sent is not None:
            sent.versions.append(version_of(message, self.now))


def version_of(message: Message, now: float) -> Version:
    """Return how a message stands."""
    return Version(now, text_of(message), list(entities_of(message)), message.get("reply_markup"))


def text_of(message: Message) -> str:
    """Return the text of a message, or its caption."""
    return str(message.get("text") or message.get("caption") or "")


def entities_of(message: Message) -> list[Entity]:
    """Return the entities of the text of a message, or of its caption."""
    return list(message.get("entities") or message.get("caption_entities") or [])
