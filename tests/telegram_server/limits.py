"""How often a bot may write: overall, in one chat, in one group."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

SENDING = frozenset({"sendmessage", "sendphoto", "senddocument"})
EDITING = frozenset({"editmessagetext", "editmessagecaption", "editmessagereplymarkup"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits (core.telegram.org/bots/faq); it counts edits as it counts messages, which it does not tell.

    A chat takes ``chat_burst`` messages at once and one more every ``chat_interval`` seconds. ``slack`` seconds of a
    wait are forgiven, for what the way to the server adds and takes.
    """

    overall_per_second: int = 30
    chat_interval: float = 1.0
    chat_burst: int = 1
    group_per_minute: int = 20
    slack: float = 0.05
    counted: frozenset[str] = SENDING | EDITING


@dataclass(frozen=True, slots=True)
class Excess:
    """The limit a call breaks, and the whole seconds until it would not."""

    limit: str
    retry_after: int


@dataclass(slots=True)
class Limiter:
    """Remembers what was let through; a chat that was told to wait stays closed until the wait is over."""

    limits: Limits | None = None
    _overall: deque[float] = field(default_factory=deque)
    _group: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _next_in_chat: dict[int, float] = field(default_factory=dict)
    _closed: dict[int | None, float] = field(default_factory=dict)

    def close(self, chat_id: int | None, until: float) -> None:
        """Refuse what comes for ``chat_id`` (None: for every chat) before ``until``."""
        self._closed[chat_id] = max(until, self._closed.get(chat_id, 0.0))

    def admit(self, method: str, chat_id: int, in_group: bool, now: float) -> Excess | None:
        """Let a call through and count it, or return the limit it breaks."""
        limits = self.limits or Limits()
        if method not in limits.counted:
            return None
        until = max(self._closed.get(chat_id, 0.0), self._closed.get(None, 0.0))
        if now < until - limits.slack:
            return Excess("early", _whole(until - now))
        if self.limits is None:
            return None
        excess = self._broken(limits, chat_id, in_group, now)
        if excess is not None:
            self.close(None if excess.limit == "overall" else chat_id, now + excess.retry_after)
            return excess
        self._overall.append(now)
        self._next_in_chat[chat_id] = max(now, self._next_in_chat.get(chat_id, 0.0)) + limits.chat_interval
        if in_group:
            self._group[chat_id].append(now)
        return None

    def _broken(self, limits: Limits, chat_id: int, in_group: bool, now: float) -> Excess | None:
        earliest = self._next_in_chat.get(chat_id, 0.0) - (limits.chat_burst - 1) * limits.chat_interval
        if now < earliest - limits.slack:
            return Excess("chat", _whole(earliest - now))
        if in_group and (wait := _full(self._group[chat_id], limits.group_per_minute, 60.0, now, limits.slack)):
            return Excess("group", _whole(wait))
        if wait := _full(self._overall, limits.overall_per_second, 1.0, now, limits.slack):
            return Excess("overall", _whole(wait))
        return None


def _full(times: deque[float], most: int, window: float, now: float, slack: float) -> float:
    """Return the seconds until one more fits into the window, 0 when it does now."""
    while times and times[0] <= now - window + slack:
        times.popleft()
    return times[0] + window - now if len(times) >= most else 0.0


def _whole(seconds: float) -> int:
    return max(1, math.ceil(seconds))
