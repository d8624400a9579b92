"""The server's time, which a test may turn by hand."""

import time
from collections.abc import Callable
from typing import Protocol


class Clock(Protocol):
    """Tells the time, and how long a wait until a moment really is."""

    def now(self) -> float:
        """Return the time, in seconds since 1970."""

    def seconds_until(self, moment: float) -> float | None:
        """Return the real seconds until ``moment``; None when only a hand can bring it about."""

    def on_turned(self, call: Callable[[], None]) -> None:
        """Have ``call`` made whenever the clock is turned by hand."""


class SystemClock:
    """The time that is."""

    def now(self) -> float:
        """Return the time; steady while the program runs, as sleeping is."""
        return _STARTED + time.monotonic()

    def seconds_until(self, moment: float) -> float | None:
        """Return the seconds left, 0 when there are none."""
        return max(0.0, moment - self.now())

    def on_turned(self, call: Callable[[], None]) -> None:
        """Nobody turns it."""


class ManualClock:
    """Stands still until ``advance`` is called; waits in the server end by it."""

    def __init__(self, start: float = 1_760_000_000.0) -> None:
        self._now = start
        self._calls: list[Callable[[], None]] = []

    def now(self) -> float:
        """Return the time that was set."""
        return self._now

    def seconds_until(self, moment: float) -> float | None:
        """Return 0 when ``moment`` is past, None otherwise."""
        return 0.0 if moment <= self._now else None

    def advance(self, seconds: float) -> None:
        """Turn the clock on by ``seconds``."""
        self._now += seconds
        for call in self._calls:
            call()

    def on_turned(self, call: Callable[[], None]) -> None:
        """Have ``call`` made on every ``advance``."""
        self._calls.append(call)


_STARTED = time.time() - time.monotonic()
