"""An engine that is opened anew when the index has changed, while those who use it go on."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.article import Article
from index.facts.records import FundFact, MeetingFact
from index.types import Answer

if TYPE_CHECKING:
    from bot.app import Engine


class LiveEngine:
    """An Engine that answers from the index as it last was whole; safe to call from several threads.

    A question that is being answered is answered by the engine that began it.
    """

    def __init__(self, open_engine: Callable[[], "Engine"]) -> None:
        """Open the engine; raises IndexFault as ``open_engine`` does."""
        self._open = open_engine
        self._engine = open_engine()
        self._lock = threading.Lock()

    def renew(self) -> None:
        """Open the index as it is now, and answer from it from now on.

        Raises IndexFault when it cannot be opened; the engine before it then goes on.
        """
        fresh = self._open()
        with self._lock:
            stale, self._engine = self._engine, fresh
        if stale is not fresh:
            stale.close()

    def answer(self, text: str, history: Sequence[Answer] = ()) -> Answer:
        with self._lock:
            return self._engine.answer(text, history)

    def articles(self, *, place: str = "", period: str = "") -> list[Article]:
        with self._lock:
            return self._engine.articles(place=place, period=period)

    def article(self, article_id: str) -> Article | None:
        with self._lock:
            return self._engine.article(article_id)

    def meetings(self, *, place: str = "", period: str = "") -> list[tuple[Article, MeetingFact]]:
        with self._lock:
            return self._engine.meetings(place=place, period=period)

    def funds(self, *, place: str = "", period: str = "", fund: str = "") -> list[tuple[Article, FundFact]]:
        with self._lock:
            return self._engine.funds(place=place, period=period, fund=fund)

    def size(self) -> tuple[int, int]:
        with self._lock:
            return self._engine.size()

    def close(self) -> None:
        with self._lock:
            self._engine.close()
