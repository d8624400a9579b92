"""What a site asks of those who fetch from it: robots.txt, a pause between requests, a time to come back."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Protocol

from protego import Protego

from corpus.errors import FetchFault

_ROBOTS_LIFE = 24 * 3600.0  # seconds
_LONGEST_DELAY = 300.0  # seconds; who asks for more between two pages does not want to be read
_LONGEST_ROBOTS = 512_000  # characters of robots.txt that are read


class Clock(Protocol):
    """Tells the time in seconds and waits."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's own clock, in seconds since 1970, so that a time to come back outlives the process."""

    def now(self) -> float:
        """Return the time."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(slots=True)
class Manners:
    """What is known of the sites of one run. Safe to use from several threads."""

    user_agent: str
    seconds_per_host: float
    clock: Clock
    _robots: dict[str, tuple[float, Protego]] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    _not_before: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def knows_robots(self, origin: str) -> bool:
        """Tell whether the robots.txt of a site (``https://host:port``) was read within the last day."""
        known = self._robots.get(origin)
        return known is not None and self.clock.now() - known[0] < _ROBOTS_LIFE

    def learn_robots(self, origin: str, text: str) -> None:
        """Remember a site's robots.txt; "" where it has none."""
        self._robots[origin] = (self.clock.now(), Protego.parse(text[:_LONGEST_ROBOTS]))

    def check_robots(self, origin: str, url: str) -> None:
        """Raise FetchFault where robots.txt forbids a page."""
        robots = self._robots[origin][1]
        if not robots.can_fetch(url, self.user_agent):
            raise FetchFault(f"{url}: the site's robots.txt forbids it; save the page and add the file")

    def wait_for_turn(self, host: str, origin: str) -> None:
        """Wait until the host may be asked again.

        Raises:
            FetchFault: the host asked to be left alone for longer than is waited.
        """
        delay = self._delay(host, origin)
        with self._lock:
            now = self.clock.now()
            self.check_asked_back(host)
            turn = max(now, self._next.get(host, now), self._not_before.get(host, now))
            self._next[host] = turn + delay
        if turn > now:
            self.clock.sleep(turn - now)

    def ask_back(self, host: str, headers: Mapping[str, str]) -> None:
        """Remember when a host that is overloaded wants to be asked again (``Retry-After``; else in a minute)."""
        self._not_before[host] = self.clock.now() + _seconds(headers.get("retry-after"), self.clock.now())

    def check_asked_back(self, host: str) -> None:
        """Raise FetchFault where a host is not to be asked for longer than is waited."""
        left = self._not_before.get(host, 0.0) - self.clock.now()
        if left > _LONGEST_DELAY:
            until = datetime.fromtimestamp(self._not_before[host], UTC)
            raise FetchFault(f"{host}: asks to be left alone until {until:%Y-%m-%d %H:%M} UTC; try again then")

    def _delay(self, host: str, origin: str) -> float:
        known = self._robots.get(origin)
        asked = (known[1].crawl_delay(self.user_agent) if known else None) or 0.0
        if asked > _LONGEST_DELAY:
            raise FetchFault(f"{host}: its robots.txt asks for {asked:.0f} s between pages; save the page instead")
        return max(self.seconds_per_host, asked)


def _seconds(written: str | None, now: float) -> float:
    """Read ``Retry-After``: seconds, or a date."""
    if written is None:
        return 60.0
    if written.strip().isdigit():
        return float(written)
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - now)
    except (ValueError, OverflowError, TypeError):
        return 60.0
