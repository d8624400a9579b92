"""An engine that is opened anew when the index has changed, while those who use it go on."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.article import Article
from index.facts.records import FundFact, MeetingFact
from index.types import Answer, Show, show_nothing

if TYPE_CHECKING:
    from bot.app import Engine


@dataclass(slots=True)
class _Opened:
    """An open engine, how many use it at this moment, and whether it is to be closed once nobody does."""

    engine: "Engine"
    users: int = 0
    stale: bool = False


class LiveEngine:
    """An Engine that answers from the index as it last was whole; safe to call from several threads.

    A question that is being answered is answered by the engine that began it, and holds up nobody.
    """

    def __init__(self, open_engine: Callable[[], "Engine"]) -> None:
        """Open the engine; raises IndexFault as ``open_engine`` does."""
        self._open = open_engine
        self._opened = _Opened(open_engine())
        self._lock = threading.Lock()

    def renew(self) -> None:
        """Open the index as it is now, and answer from it from now on.

        Raises IndexFault when it cannot be opened; the engine before it then goes on.
        """
        fresh = _Opened(self._open())
        with self._lock:
            before, self._opened = self._opened, fresh
        if before.engine is not fresh.engine:
            self._dismiss(before)

    def answer(self, text: str, history: Sequence[Answer] = (), show: Show = show_nothing) -> Answer:
        with self._current() as engine:
            return engine.answer(text, history, show)

    def quoting(self, text: str, history: Sequence[Answer] = ()) -> Answer:
        with self._current() as engine:
            return engine.quoting(text, history)

    def articles(self, *, place: str = "", period: str = "") -> list[Article]:
        with self._current() as engine:
            return engine.articles(place=place, period=period)

    def article(self, article_id: str) -> Article | None:
        with self._current() as engine:
            return engine.article(article_id)

    def meetings(self, *, place: str = "", period: str = "") -> list[tuple[Article, MeetingFact]]:
        with self._current() as engine:
            return engine.meetings(place=place, period=period)

    def funds(self, *, place: str = "", period: str = "", fund: str = "") -> list[tuple[Article, FundFact]]:
        with self._current() as engine:
            return engine.funds(place=place, period=period, fund=fund)

    def size(self) -> tuple[int, int]:
        with self._current() as engine:
            return engine.size()

    def close(self) -> None:
        """Close the engine, once nobody uses it."""
        self._dismiss(self._opened)

    @contextmanager
    def _current(self) -> Iterator["Engine"]:
        """Use the engine opened last; it is not closed meanwhile."""
        with self._lock:
            opened = self._opened
            opened.users += 1
        try:
            yield opened.engine
        finally:
            with self._lock:
                opened.users -= 1
                last = opened.stale and not opened.users
            if last:
                opened.engine.close()

    def _dismiss(self, opened: _Opened) -> None:
        with self._lock:
            unused, opened.stale = not opened.users, True
        if unused:
            opened.engine.close()
