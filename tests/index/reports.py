"""The two tests that every module of invented reports has: what they tell is answered, what they do not is refused.

A module has an ``engine`` on its reports, and names what these functions return ``test_…``.
"""

from collections.abc import Callable, Sequence

import pytest

from index.engine import Engine
from index.types import Status


def told(*cases: tuple[str, str | Sequence[str]]) -> Callable[[Engine, str, str | Sequence[str]], None]:
    """Return a test of questions, each with a piece of the answer's text, or several."""

    @pytest.mark.parametrize(("asked", "pieces"), cases)
    def answers(engine: Engine, asked: str, pieces: str | Sequence[str]) -> None:
        answer = engine.answer(asked)
        assert answer.status is Status.ANSWERED
        assert [piece for piece in ([pieces] if isinstance(pieces, str) else pieces) if piece not in answer.text] == []

    return answers


def untold(*questions: str) -> Callable[[Engine, str], None]:
    """Return a test of questions that have no answer."""

    @pytest.mark.parametrize("asked", questions)
    def refuses(engine: Engine, asked: str) -> None:
        assert engine.answer(asked).status is Status.NOT_FOUND

    return refuses
