"""The state of the index that readers are served from, and how they come from one state to the next."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.errors import IndexFault, IndexUnreachable
from index.generations import pointer_mark, served
from index.opening import check_there, open_whole
from index.options import IndexOptions
from index.stores import Stores
from index.vietnamese.abbreviations import Abbreviations

logger = logging.getLogger(__name__)


class Following:
    """Open stores that are exchanged for those of each new state between two readings; safe from several threads."""

    def __init__(
        self,
        stores: Stores,
        options: IndexOptions,
        encoder_name: str,
        abbreviations: Abbreviations,
        use: Callable[[Stores], None],
    ) -> None:
        """Begin with ``stores``; ``use`` is called with these and with all that come after, never during a reading."""
        self._options = options
        self._encoder_name = encoder_name
        self._abbreviations = abbreviations
        self._use = use
        self._reading = threading.Lock()
        self._opening = threading.Lock()  # Chroma gives two who open a folder one and the same store
        self._stores = stores
        mark = pointer_mark(options.path)
        self._mark = mark if mark and served(options.path) == stores.folder else None
        self._failed = self._mark
        use(stores)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold the stores for one reader, of the state that is served when it begins; readings must not be nested.

        Where that state cannot be opened, or another thread is opening it, the one before goes on.
        """
        self._follow()
        with self._reading:
            yield

    def renew(self) -> None:
        """Take up the state that is served now, if it is another.

        Raises IndexFault when it cannot be opened; the one before then goes on.
        """
        check_there(self._options)
        with self._opening:
            self._take_up()

    def close(self) -> None:
        """Close the stores, when who reads them is done."""
        with self._reading:
            self._stores.close()

    def _follow(self) -> None:
        if pointer_mark(self._options.path) in {None, self._mark, self._failed}:
            return
        if not self._opening.acquire(blocking=False):
            return
        try:
            self._take_up()
        except IndexFault as fault:
            logger.error("A new state of the index cannot be opened, so the one before goes on: %s", fault)  # noqa: TRY400  (its text says all)
        finally:
            self._opening.release()

    def _take_up(self) -> None:
        mark = pointer_mark(self._options.path)
        if mark == self._mark:
            return
        try:
            fresh = open_whole(self._options, self._encoder_name, self._abbreviations)
        except IndexUnreachable:
            raise  # the server may be back for the next question
        except IndexFault:
            self._failed = mark  # it is not tried again with every question
            raise
        with self._reading:
            stale, self._stores, self._mark = self._stores, fresh, mark
            self._use(fresh)
        stale.close()
