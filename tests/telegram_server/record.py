"""What happened: every call, every message as it was and became, every answer to a query, every refusal."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.entities import Entity


@dataclass(slots=True)
class Call:
    """A request: when it came (seconds since 1970), and what came of it.

    ``code`` is the HTTP status of the answer, 0 for a cut connection, None while it is under way; ``effect`` tells
    whether it was carried out, whatever the answer was.
    """

    time: float
    method: str
    parameters: dict[str, str]
    code: int | None = None
    description: str = ""
    effect: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A message as it stood from ``time`` on."""

    time: float
    text: str
    entities: list[Entity]
    reply_markup: dict[str, Any] | None = None


@dataclass(slots=True)
class Sent:
    """A message the bot sent: the text (or caption) as a reader sees it now, and what was posted first."""

    chat_id: int
    message_id: int
    parameters: dict[str, str]
    method: str
    versions: list[Version]
    reply_to_message_id: int | None = None
    file_name: str = ""
    data: bytes = b""
    deleted: float | None = None

    @property
    def text(self) -> str:
        return self.versions[-1].text

    @property
    def entities(self) -> list[Entity]:
        return self.versions[-1].entities

    @property
    def reply_markup(self) -> dict[str, Any] | None:
        return self.versions[-1].reply_markup

    @property
    def time(self) -> float:
        """Return when it was sent, in seconds since 1970."""
        return self.versions[0].time

    @property
    def edits(self) -> list[Version]:
        """Return what it was changed to, in order."""
        return self.versions[1:]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call answered with 429.

    ``limit`` is the one it broke: "overall", "chat", "group"; "early" when the wait that was asked for was not over;
    "injected" when it broke none.
    """

    time: float
    method: str
    chat_id: int
    limit: str
    retry_after: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was shown to a person while the bot wrote."""

    time: float
    chat_id: int
    draft_id: int
    text: str
    entities: list[Entity]


@dataclass(frozen=True, slots=True)
class Delivery:
    """An update that was posted to the webhook; ``code`` is its answer, 0 when none came."""

    time: float
    update_id: int
    code: int


@dataclass(slots=True)
class Record:
    """All that happened, in order."""

    calls: list[Call] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sent: list[Sent] = field(default_factory=list)
    by_number: dict[tuple[int, int], Sent] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    actions: list[tuple[float, int, str]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    deliveries: list[Delivery] = field(default_factory=list)
    callback_answers: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    inline_answers: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def begin(self, time: float, method: str, parameters: dict[str, str]) -> Call:
        """Note that a call came."""
        call = Call(time, method, parameters)
        self.calls.append(call)
        self.counts[method.lower()] += 1
        return call

    def add_sent(self, sent: Sent) -> None:
        """Note that the bot sent a message."""
        self.sent.append(sent)
        self.by_number[sent.chat_id, sent.message_id] = sent

    def in_chat(self, chat_id: int) -> list[Sent]:
        """Return the messages the bot sent to a chat, in order, deleted ones included."""
        return [message for message in self.sent if message.chat_id == chat_id]

    @property
    def limits_exceeded(self) -> int:
        """Return how often the bot broke a limit, or came back too early; injected floods are not its fault."""
        return sum(refusal.limit != "injected" for refusal in self.refusals)
