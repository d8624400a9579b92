"""Counts what becomes of requests to a language model."""

from collections import Counter
from threading import Lock

from index.writer import Outcome


class OutcomeCounter:
    """Counts outcomes by kind; safe across threads."""

    def __init__(self) -> None:
        self._counts: Counter[Outcome] = Counter()
        self._lock = Lock()

    def __call__(self, outcome: Outcome) -> None:
        with self._lock:
            self._counts[outcome] += 1

    def counts(self) -> dict[Outcome, int]:
        """Return how often each outcome came about so far."""
        with self._lock:
            return dict(self._counts)
