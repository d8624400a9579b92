"""The seam to a language model: what phrases an answer, what can become of it, and who is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from index.errors import IndexFault


class Outcome(StrEnum):
    """What became of one request to the model; all but ``WRITTEN`` and ``REWRITTEN`` leave the extractive answer."""

    WRITTEN = "written"
    REWRITTEN = "rewritten"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    REFUSED = "refused"
    MALFORMED = "malformed"
    CUT = "cut"
    ENDLESS = "endless"
    EMPTY = "empty"
    DECLINED = "declined"
    UNVERIFIED = "unverified"
    BUDGET = "budget"
    PAUSED = "paused"


class WriterFault(IndexFault):
    """The model gave no usable text; ``outcome`` says in which way. The message quotes nothing it was asked."""

    def __init__(self, outcome: Outcome, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model is told: what to do, and the question with its evidence as data."""

    instructions: str
    material: str


class Writer(Protocol):
    """A language model."""

    def pieces(self, prompt: Prompt, seconds: float) -> Iterator[str]:
        """Yield the text as it comes, ending within ``seconds``. Raises WriterFault, after pieces too."""

    def close(self) -> None:
        """Let go of the connection."""


Count = Callable[[Outcome], None]
"""Told of every outcome; may be called from any thread, and must not raise."""


def count_nothing(outcome: Outcome) -> None:
    """Take an outcome that nobody counts; the log tells of failures anyway."""
