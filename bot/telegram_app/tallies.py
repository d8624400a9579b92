"""Counts of what was asked: by the day, of all together, so that nothing of a person or a chat is in them."""

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.render.as_json import VIETNAM_TIME
from index.types import Answer, Status

OUTCOME, LATENCY, CITED = "outcome", "latency", "cited"
ANSWERED, REFUSED = "answered", "refused"
# Latencies are kept as counts of steps of six per cent: enough for a percentile, and a day never takes much room.
_STEPS = 40


@dataclass(frozen=True, slots=True)
class Tally:
    """How one question counts: whether it was answered, in how many seconds, and from which articles."""

    answered: bool
    seconds: float
    articles: tuple[str, ...]


def tally_of(answer: Answer, seconds: float) -> Tally:
    """Return how ``answer``, found in so many seconds, counts."""
    articles = tuple(dict.fromkeys(citation.article_id for citation in answer.citations))
    return Tally(answer.status is Status.ANSWERED, seconds, articles)


def count(database: sqlite3.Connection, tally: Tally, now: float) -> None:
    """Add one question, answered at ``now``, to the counts of its day."""
    upsert = (
        "INSERT INTO tallies (day, kind, name, number) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (day, kind, name) DO UPDATE SET number = number + 1"
    )
    database.executemany(upsert, [(day_of(now), kind, name) for kind, name in _counts(tally)])


def seconds_of(step: str) -> float:
    """Return the latency, in seconds, that a name of kind LATENCY stands for."""
    return float(10 ** (int(step) / _STEPS)) / 1000


def day_of(moment: float) -> str:
    """Return the day in Vietnam of a moment in seconds since 1970, as an ISO date."""
    return datetime.fromtimestamp(moment, VIETNAM_TIME).date().isoformat()


def _counts(tally: Tally) -> Iterator[tuple[str, str]]:
    yield OUTCOME, ANSWERED if tally.answered else REFUSED
    yield LATENCY, str(round(_STEPS * math.log10(max(1.0, 1000 * tally.seconds))))
    for article in tally.articles:
        yield CITED, article
