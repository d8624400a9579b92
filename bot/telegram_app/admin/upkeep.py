"""Changes the corpus and the index while the bot answers: on a thread of its own, one change after the other."""

import asyncio
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from bot.app import App, Progress
from bot.errors import BotFault
from bot.live import LiveEngine
from corpus.article import Article

if TYPE_CHECKING:
    from index.sync import SyncReport

Result = TypeVar("Result")


class UpkeepStopped(BotFault):
    """The bot stops, so a synchronisation was broken off; the next one goes on from there."""


class Upkeep:
    """Every method that changes something ends with an engine that answers from it.

    They raise CorpusFault and IndexFault as the parts do, and UpkeepStopped when the bot stops meanwhile.
    """

    def __init__(self, app: App, engine: LiveEngine) -> None:
        self._app = app
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="upkeep")
        self._stopping = False
        self._seen: Hashable = None
        self.last_synchronised: float | None = None  # seconds since 1970

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Break off what is under way at the next step, and wait until it is."""
        self._stopping = True
        await asyncio.to_thread(self._thread.shutdown, cancel_futures=True)

    async def synchronise(self, progress: Progress | None = None) -> "SyncReport":
        """Bring the index in step with the corpus; ``progress`` is called on the thread, (articles done, to do)."""
        return await self._run(lambda: self._synchronise(progress))

    async def synchronise_if_changed(self) -> "SyncReport | None":
        """Bring the index in step if a file of the corpus is not what it was the last time; None when all are."""

        def work() -> "SyncReport | None":
            unchanged = self._app.parts.corpus_mark(self._app.settings) == self._seen
            return None if unchanged else self._synchronise()

        return await self._run(work)

    async def add(self, article: Article) -> None:
        """Put an article into the corpus and the index; one that is there already as it is changes nothing."""

        def work() -> None:
            self._app.parts.write_article(article, self._app.settings.corpus.articles, False)
            self._synchronise()

        await self._run(work)

    async def remove(self, article_id: str) -> bool:
        """Take an article out of the corpus and the index; False when the corpus did not hold it."""

        def work() -> bool:
            there = self._app.parts.remove_article(self._app.settings, article_id)
            self._engine.renew()
            return there

        return await self._run(work)

    def _synchronise(self, progress: Progress | None = None) -> "SyncReport":
        def step(done: int, total: int) -> None:
            if self._stopping:
                raise UpkeepStopped("the bot stops; the next synchronisation goes on from here")
            if progress:
                progress(done, total)

        mark = self._app.parts.corpus_mark(self._app.settings)  # what changes from here on is for the next time
        report = self._app.parts.synchronise(self._app.settings, False, step)
        self._engine.renew()
        self._seen, self.last_synchronised = mark, time.time()
        return report

    async def _run(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
