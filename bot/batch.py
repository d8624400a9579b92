"""Questions as JSON lines in, answers as JSON lines out, in order."""

import json
import logging
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.conversation import Assistant
from bot.errors import BotFault, OperatorFault
from bot.render.as_json import answer_as_json, as_line
from index.errors import IndexFault

_log = logging.getLogger(__name__)


class LineFault(BotFault):
    """A line that holds no question; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One line of output, and whether it reports a fault."""

    line: str
    failed: bool


def answer_lines(lines: Iterable[bytes], assistant: Assistant) -> Iterator[Reply]:
    """Yield a reply for every line that is not blank; a faulty line gets its own and the rest go on."""
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if text:
            yield _reply(text, number, assistant)


def read_lines(path: Path) -> list[bytes]:
    """Return the lines of ``path``; raises OperatorFault when it cannot be read."""
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise OperatorFault(f"{path}: cannot be read ({error.strerror}); give the path of a JSONL file") from None


def parse_object(line: bytes) -> dict[str, Any]:
    """Read one line as a JSON object; raises LineFault."""
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_finite, parse_float=_finite)
    except UnicodeDecodeError:
        raise LineFault("not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise LineFault("not JSON") from None
    if not isinstance(value, dict):
        raise LineFault("not a JSON object")
    return value


def _finite(number: str) -> float:
    """Python would read NaN and Infinity, and write them back in an id, where JSON knows no such number."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(number)
    return value


def parse_turns(value: dict[str, Any]) -> tuple[str, ...]:
    """Return the questions of ``{"q"}`` or ``{"turns": […]}``; raises LineFault."""
    question, turns = value.get("q"), value.get("turns")
    if question is not None and turns is not None:
        raise LineFault("both q and turns; give one of them")
    if turns is None:
        turns = [question]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise LineFault('no question; give "q" as a string, or "turns" as a list of strings')
    return tuple(turns)


def _reply(line: bytes, number: int, assistant: Assistant) -> Reply:
    identifier: object = None
    try:
        value = parse_object(line)
        identifier = value.get("id")
        turns = parse_turns(value)
        answer = assistant.ask_alone(turns)
        return Reply(answer_as_json(answer, turns[-1], identifier), failed=False)
    except (BotFault, IndexFault) as fault:
        problem = str(fault)
    except Exception as fault:  # one question that fails must not cost the others their answers
        _log.exception("batch: line %d", number)
        problem = f"unexpected fault ({type(fault).__name__}); the log has its trace"
    return Reply(as_line({"id": identifier, "error": f"line {number}: {problem}"}), failed=True)
