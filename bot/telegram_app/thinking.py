"""Finds answers off the event loop, and counts how that goes."""

import asyncio
import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Executor

from bot.conversation import Assistant, Thread
from bot.telegram_app.metrics import Metrics, Outcome
from index.types import Answer, Show, Status

_log = logging.getLogger(__name__)


class Thinking:
    """Asks ``assistant`` in ``executor``, ``at_once`` at a time; what is asked is logged only with ``log_texts``."""

    def __init__(
        self, assistant: Assistant, executor: Executor, metrics: Metrics, *, at_once: int, log_texts: bool
    ) -> None:
        self._assistant = assistant
        self._executor = executor
        self._metrics = metrics
        self._places = asyncio.Semaphore(at_once)
        self._log_texts = log_texts

    async def ask(self, text: str, chat: Hashable, turn: Hashable, thread: Thread | None, show: Show) -> Answer:
        """Answer ``text`` in its conversation; see Assistant.ask."""
        async with self._places:
            return await self._find(text, lambda: self._assistant.ask(text, chat, turn, thread, show))

    async def quote(self, text: str) -> Answer:
        """Answer ``text`` out of quotes alone and outside of any conversation: at once, and for nothing."""
        return await self._find(text, lambda: self._assistant.quote(text))

    async def _find(self, text: str, ask: Callable[[], Answer]) -> Answer:
        if self._log_texts:
            _log.info("asked: %s", text)
        answer = await asyncio.get_running_loop().run_in_executor(self._executor, self._timed, ask)
        self._metrics.asked(Outcome.ANSWERED if answer.status is Status.ANSWERED else Outcome.NOT_FOUND)
        return answer

    def _timed(self, ask: Callable[[], Answer]) -> Answer:
        begun = time.perf_counter()
        try:
            return ask()
        except Exception:  # whatever it is, it is told of where errors are; here it is only counted
            self._metrics.asked(Outcome.FAILED)
            raise
        finally:
            self._metrics.thought(time.perf_counter() - begun)
