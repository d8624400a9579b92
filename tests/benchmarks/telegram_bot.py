"""The bot as a process, for the runs over the loopback server: the real command line over an answerer of known words.

Every sentence of an answer names its question and its place, ⟨7-12 3/90⟩, so that what is missing, comes twice or comes
in the wrong order can be seen in the chat.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import Engine
from bot.cli import main
from bot.settings import Settings
from index.types import Answer, Question, Show, Status, show_nothing
from index.writer import Count
from tests.bot.fakes import FakeEngine, FakeParts, not_found

REPOSITORY = Path(__file__).parents[2]
_MARK = re.compile(r"⟨(\d+-\d+) (\d+)/(\d+)⟩")
_QUESTION = re.compile(r"\d+-\d+")
_LONG = 5
"""Every so many-th answer takes three messages."""


@dataclass
class CountingEngine(FakeEngine):
    """Answers the question "chat-number" in as many sentences as ``sentences_of`` says, after ``seconds`` of work."""

    seconds: float = 0.0

    def answer(self, text: str, history: Sequence[Answer] = (), show: Show = show_nothing) -> Answer:
        if self.seconds:
            spin_until = time.perf_counter() + self.seconds
            while time.perf_counter() < spin_until:  # work, and not sleep: an answer holds the interpreter's lock
                pass
        if not _QUESTION.fullmatch(text):
            return not_found(text)
        words = " ".join(sentence(text, place) for place in range(1, sentences_of(text) + 1))
        return Answer(question=Question(text=text), status=Status.ANSWERED, text=words)


@dataclass
class CountingParts(FakeParts):
    """The parts with a counting engine."""

    seconds: float = field(default_factory=lambda: float(os.environ.get("ANSWER_SECONDS", "0")))

    def open_engine(self, settings: Settings, count: Count) -> Engine:
        return CountingEngine(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Bot:
    """How to start the bot: its config, its token, and whether over the real index."""

    config: Path
    token: str
    real: bool = False
    answer_seconds: float = 0.0

    def start(self) -> "subprocess.Popen[bytes]":
        """Start a process; its output goes to a file beside the config."""
        program = ["-m", "bot"] if self.real else ["-m", "tests.benchmarks.telegram_bot"]
        environment = {"TELEGRAM_BOT_TOKEN": self.token, "ANSWER_SECONDS": str(self.answer_seconds)}
        with (self.config.parent / "output.txt").open("ab") as output:
            return subprocess.Popen(
                [sys.executable, *program, "--config", str(self.config), "run"],
                cwd=REPOSITORY,
                env=os.environ | environment,
                stdout=output,
                stderr=output,
            )


def end(process: "subprocess.Popen[bytes]", number: signal.Signals) -> int:
    """End the bot by a signal and return its exit code; raises RuntimeError when it has ended by itself."""
    if process.poll() is not None:
        raise RuntimeError(f"the bot ended by itself, with {process.returncode}")
    process.send_signal(number)
    return process.wait(120)


def sentences_of(question: str) -> int:
    """Return how many sentences answer a question."""
    return 160 if int(question.split("-")[1]) % _LONG == 0 else 2


def sentence(question: str, place: int) -> str:
    """Return one sentence of an answer."""
    return f"Đây là câu ⟨{question} {place}/{sentences_of(question)}⟩ của một câu trả lời dài, có tới chín chữ <&>."


def marks_in(text: str) -> list[tuple[str, int]]:
    """Return which sentences of which answers stand in a message."""
    return [(question, int(place)) for question, place, _ in _MARK.findall(text)]


if __name__ == "__main__":
    main(parts=CountingParts())
