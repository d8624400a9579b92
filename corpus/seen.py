"""What was fetched before: validators, the article that came of each page, in a small SQLite file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import CorpusFault
from corpus.fetch import Validators

_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    changed TEXT,        -- when the feed or sitemap said that it changed, as written there
    article_id TEXT,     -- NULL: the page holds no article
    checked REAL NOT NULL -- seconds since 1970
) STRICT;
CREATE TABLE IF NOT EXISTS missing ( -- of pages that the site does not have any more
    url TEXT PRIMARY KEY,
    since REAL NOT NULL, -- when it was first found so, seconds since 1970
    withdrawn INTEGER NOT NULL -- 1: its article was taken out
) STRICT;
"""
_SELECT = """
SELECT page.url, etag, last_modified, changed, article_id, checked, since, withdrawn
FROM page LEFT JOIN missing ON missing.url = page.url
"""


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page that was fetched, and the article that came of it; None where it holds none.

    ``checked`` is when the site last answered for it, ``missing_since`` when the site first had it no more (seconds
    since 1970), and ``withdrawn`` says that the article was therefore taken out.
    """

    url: str
    validators: Validators
    changed: str | None
    article_id: str | None
    checked: float
    missing_since: float | None = None
    withdrawn: bool = False


class Seen:
    """The pages that were fetched; each call is a transaction of its own. Errors raised: CorpusFault."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def find(self, url: str) -> SeenPage | None:
        """Return what is known of a page."""
        with self._faults():
            row = self._connection.execute(f"{_SELECT} WHERE page.url = ?", (url,)).fetchone()
        return _page(row) if row else None

    def with_article(self) -> list[SeenPage]:
        """Return the pages that an article came of, the one looked at longest ago first."""
        with self._faults():
            rows = self._connection.execute(f"{_SELECT} WHERE article_id IS NOT NULL ORDER BY checked, page.url")
            return [_page(row) for row in rows]

    def remember(self, page: SeenPage) -> None:
        """Record a page; to be called after its article is safe on the disk."""
        validators = page.validators
        with self._faults(), self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)",
                (page.url, validators.etag, validators.last_modified, page.changed, page.article_id, page.checked),
            )
            self._connection.execute("DELETE FROM missing WHERE url = ?", (page.url,))
            if page.missing_since is not None:
                self._connection.execute(
                    "INSERT INTO missing VALUES (?, ?, ?)", (page.url, page.missing_since, int(page.withdrawn))
                )

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise CorpusFault(f"{self._path}: {error}; check the disk, or delete the file to begin anew") from error


def _page(row: tuple[Any, ...]) -> SeenPage:
    url, etag, last_modified, changed, article_id, checked, since, withdrawn = row
    return SeenPage(url, Validators(etag, last_modified), changed, article_id, checked, since, bool(withdrawn))


@contextmanager
def open_seen(path: Path) -> Iterator[Seen]:
    """Open the record of pages for one poll.

    Raises:
        CorpusFault: another process polls, or the file cannot be used.
    """
    lock = FileLock(f"{path}.lock", timeout=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise CorpusFault(f"{path}: another process fetches the sources; wait for it to end") from error
    except OSError as error:
        raise CorpusFault(f"{path}: cannot be written ({error.strerror}); check sources.state") from error
    try:
        connection = _connect(path)
        try:
            yield Seen(connection, path)
        finally:
            connection.close()
    finally:
        lock.release()


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_SCHEMA)
    except sqlite3.Error as error:
        raise CorpusFault(f"{path}: {error}; it is no record of pages: delete it to begin anew") from error
    return connection
