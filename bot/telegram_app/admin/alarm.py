"""Tells those who run the bot of unexpected errors: of what kind, where, how often; never with words of a person."""

import asyncio
import traceback
from collections import Counter
from types import TracebackType
from typing import Self

from bot.messages import Messages
from bot.telegram_app.admin.letters import Letters

_LONGEST_PAUSE = 3600.0  # seconds
_OURS = ("corpus", "index", "bot")
_MOST = 10  # kinds of error in one message


class Alarm:
    """Gathers errors, so that a burst gives one message; the pauses grow while errors keep coming."""

    def __init__(self, letters: Letters, messages: Messages, seconds: float) -> None:
        """Gather for ``seconds`` before the first message."""
        self._letters = letters
        self._messages = messages
        self._seconds = seconds
        self._counts: Counter[tuple[str, str]] = Counter()
        self._gathering: asyncio.Task[None] | None = None

    def __call__(self, error: BaseException) -> None:
        """Note an error; to be called on the event loop."""
        self._counts[type(error).__name__, place_of(error)] += 1
        if self._gathering is None or self._gathering.done():
            self._gathering = asyncio.create_task(self._gather(), name="alarm")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send what was gathered."""
        if self._gathering is not None:
            self._gathering.cancel()
        await self._tell()

    async def _gather(self) -> None:
        pause = self._seconds
        await asyncio.sleep(pause)
        while self._counts:
            await self._tell()
            pause = min(_LONGEST_PAUSE, 2 * pause)
            await asyncio.sleep(pause)

    async def _tell(self) -> None:
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        lines = [
            self._messages.admin_error.format(kind=kind, place=place, count=count)
            for (kind, place), count in counts.most_common(_MOST)
        ]
        await self._letters.send("\n".join([self._messages.admin_errors.format(count=counts.total()), *lines]))


def place_of(error: BaseException) -> str:
    """Return where in our own code an error arose, such as ``index.engine:123``; else where it arose at all."""
    frames = [(frame.f_globals.get("__name__", ""), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [(module, line) for module, line in frames if module.split(".")[0] in _OURS]
    return ":".join(map(str, (ours or frames)[-1])) if frames else ""
