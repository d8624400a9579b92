"""Faults to come: set one by one, or drawn by chance from a seed."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer to give in place of the real one; ``code`` 0 cuts the connection, 200 leaves the real answer.

    It comes ``delay`` seconds late; with ``after`` the call is carried out first.
    """

    code: int
    description: str = ""
    retry_after: int | None = None
    after: bool = False
    delay: float = 0.0
    name: str = "set"


@dataclass(frozen=True, slots=True)
class Chaos:
    """The shares of calls, 0 to 1, that come to grief, drawn from ``seed`` in the order the calls come.

    ``flood``: 429, and the chat stays closed for one of ``flood_seconds``; ``internal``, ``bad_gateway``: 500, 502,
    nothing done; ``reset_before``, ``reset_after``: the connection is cut before the call took effect, or after;
    ``slow``: carried out, and answered after one of ``slow_seconds``; ``stall``: nothing done, and cut after one of
    ``slow_seconds``. Of updates: the share that comes ``duplicate`` though it was confirmed, and the share before
    which update ids leave a ``gap``. ``spared`` methods never fail.
    """

    seed: int = 0
    flood: float = 0.0
    internal: float = 0.0
    bad_gateway: float = 0.0
    reset_before: float = 0.0
    reset_after: float = 0.0
    slow: float = 0.0
    stall: float = 0.0
    duplicate: float = 0.0
    gap: float = 0.0
    flood_seconds: tuple[int, int] = (1, 3)
    slow_seconds: tuple[float, float] = (0.1, 1.0)
    spared: frozenset[str] = frozenset({"getme"})

    def __post_init__(self) -> None:
        if sum(getattr(self, name) for name in CALL_FAULTS) > 1:
            raise ValueError(f"more than every call would fail: {self}")


CALL_FAULTS = ("flood", "internal", "bad_gateway", "reset_before", "reset_after", "slow", "stall")


@dataclass(slots=True)
class FaultPlan:
    """Hands out the faults, and counts those it handed out by name."""

    chaos: Chaos | None = None
    counts: Counter[str] = field(default_factory=Counter)
    _set: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self.use(self.chaos)

    def use(self, chaos: Chaos | None) -> None:
        """Draw from ``chaos`` from now on, from its seed; None ends it."""
        self.chaos = chaos
        self._random = random.Random(chaos.seed if chaos else 0)

    def add(self, method: str, faults: Iterable[Fault]) -> None:
        """Give the next calls of ``method`` these faults, one each."""
        self._set[method.lower()].extend(faults)

    def next(self, method: str) -> Fault | None:
        """Take the fault of this call of ``method``, None when it fares well."""
        waiting = self._set.get(method)
        fault = waiting.pop(0) if waiting else self._drawn(method)
        if fault is not None:
            self.counts[fault.name] += 1
        return fault

    def next_update(self) -> tuple[int, bool]:
        """Return how many ids the next update skips, and whether it will come twice."""
        if self.chaos is None:
            return 0, False
        skipped = self._random.randint(1, 5) if self._random.random() < self.chaos.gap else 0
        twice = self._random.random() < self.chaos.duplicate
        self.counts.update({"gap": int(skipped > 0), "duplicate": int(twice)})
        return skipped, twice

    def _drawn(self, method: str) -> Fault | None:
        chaos = self.chaos
        if chaos is None or method in chaos.spared:
            return None
        point = self._random.random()
        for name in CALL_FAULTS:
            point -= getattr(chaos, name)
            if point < 0:
                return self._named(name, chaos)
        return None

    def _named(self, name: str, chaos: Chaos) -> Fault:
        late = self._random.uniform(*chaos.slow_seconds)
        wait = self._random.randint(*chaos.flood_seconds)
        made = {
            "flood": Fault(429, f"Too Many Requests: retry after {wait}", retry_after=wait),
            "internal": Fault(500, "Internal Server Error"),
            "bad_gateway": Fault(502, "Bad Gateway"),
            "reset_before": Fault(0),
            "reset_after": Fault(0, after=True),
            "slow": Fault(200, after=True, delay=late),
            "stall": Fault(0, delay=late),
        }[name]
        return Fault(**{part.name: getattr(made, part.name) for part in fields(made)} | {"name": name})
