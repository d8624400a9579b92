"""The record of what is in the index: articles as indexed, their passages, and what made the vectors.

SQLite, written in one transaction for each batch of articles. Chroma and tantivy hold what it lists and nothing more;
an id that they return and it does not know is ignored.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from corpus.article import Article
from index.errors import IndexBroken, mend_of
from index.facts.finding import Facts
from index.facts.packing import pack_fund, pack_meeting, unpack_fund, unpack_meeting
from index.facts.records import FundFact, MeetingFact
from index.passage_terms import PassageTerms
from index.stories import bands, is_same_story
from index.types import Meeting, Passage, Span

_SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, published TEXT, publisher TEXT, area TEXT,
    author TEXT, url TEXT, source TEXT, hash TEXT NOT NULL, signature BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS article_area ON article(area);
CREATE TABLE IF NOT EXISTS passage (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, caption INTEGER NOT NULL,
    sentences TEXT NOT NULL, terms BLOB NOT NULL, vector BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS passage_article ON passage(article_id);
CREATE TABLE IF NOT EXISTS meeting (
    article_id TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    day TEXT, first INTEGER NOT NULL, last INTEGER NOT NULL, record TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS meeting_day ON meeting(day);
CREATE TABLE IF NOT EXISTS fund (
    article_id TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE, first INTEGER NOT NULL, record TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS story_band (
    band INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (band, number)
) WITHOUT ROWID;
"""
UNFINISHED = "unfinished"
"""The setting that says ``yes`` from the beginning of a synchronisation to its end."""
_ARTICLE = "id, title, body, published, publisher, area, author, url, source"


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage with its terms (``PassageTerms.pack``) and its whole vector (``vectors.pack_vector``)."""

    passage: Passage
    terms: bytes
    vector: bytes


class Manifest:
    """One open manifest; use it from one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or create the manifest at ``path``.

        Raises IndexBroken if the file is no manifest.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        with _faults_named(path):
            connection = sqlite3.connect(path, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.executescript(_SCHEMA)
        return cls(connection, path)

    def close(self) -> None:
        self._connection.close()

    def setting(self, key: str) -> str | None:
        rows = self._rows("SELECT value FROM setting WHERE key = ?", key)
        return rows[0][0] if rows else None

    def is_made(self) -> bool:
        """Return whether a synchronisation has written here at all."""
        return bool(self._rows("SELECT key FROM setting LIMIT 1"))

    def hashes(self) -> dict[str, str]:
        """Return the content hash of each article in the index, by article id."""
        return dict(self._rows("SELECT id, hash FROM article"))

    def passage_ids(self, article_ids: Iterable[str] | None = None) -> list[str]:
        """Return the ids of the passages of these articles, or of all."""
        if article_ids is None:
            return [row[0] for row in self._rows("SELECT id FROM passage ORDER BY id")]
        found = []
        for article_id in article_ids:
            found += self._rows("SELECT id FROM passage WHERE article_id = ?", article_id)
        return [row[0] for row in found]

    def listed(self, passage_ids: Sequence[str]) -> set[str]:
        """Return those of these passages that are in the index."""
        marks = ",".join("?" * len(passage_ids))
        return {row[0] for row in self._rows(f"SELECT id FROM passage WHERE id IN ({marks})", *passage_ids)}

    def article_count(self) -> int:
        return int(self._rows("SELECT count(*) FROM article")[0][0])

    def passage_count(self) -> int:
        return int(self._rows("SELECT count(*) FROM passage")[0][0])

    def replace(
        self,
        removed: Iterable[str],
        added: Iterable[tuple[Article, str, Sequence[PassageRow], Facts, bytes]],
    ) -> None:
        """Take articles out and put articles in, all or nothing; an added article replaces one of its id.

        Each is added with its content hash, its passages, its facts and its signature (``stories.signature``).
        """
        with self._transaction() as transaction:
            for article_id in removed:
                _delete(transaction, article_id)
            for article, content_hash, passages, facts, signed in added:
                _delete(transaction, article.id)
                number = transaction.execute(
                    f"INSERT INTO article ({_ARTICLE}, hash, signature) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                    (*_article_row(article), content_hash, signed),
                ).lastrowid
                transaction.executemany(
                    "INSERT OR IGNORE INTO story_band VALUES (?,?)", [(band, number) for band in bands(signed)]
                )
                transaction.executemany(
                    "INSERT INTO passage VALUES (?,?,?,?,?,?,?,?,?)",
                    [(*_passage_row(row.passage), row.terms, row.vector) for row in passages],
                )
                transaction.executemany(
                    "INSERT INTO meeting VALUES (?,?,?,?,?)",
                    [_meeting_row(article.id, fact) for fact in facts.meetings],
                )
                transaction.executemany(
                    "INSERT INTO fund VALUES (?,?,?)",
                    [(article.id, fact.amount_span.start, pack_fund(fact)) for fact in facts.funds],
                )

    def set_settings(self, settings: dict[str, str]) -> None:
        with self._transaction() as transaction:
            transaction.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())

    def article(self, article_id: str) -> Article | None:
        rows = self._rows(f"SELECT {_ARTICLE} FROM article WHERE id = ?", article_id)
        return _article(rows[0]) if rows else None

    def signatures(self, article_ids: Collection[str]) -> dict[str, bytes]:
        """Return the signatures of the known ones among these articles, by id."""
        marks = ",".join("?" * len(article_ids))
        return dict(self._rows(f"SELECT id, signature FROM article WHERE id IN ({marks})", *article_ids))

    def same_story(self, article_id: str) -> list[Article]:
        """Return the other articles that tell the story of one, the oldest first."""
        (signed,) = self.signatures([article_id]).values() or (b"",)
        marks = ",".join("?" * len(sought := list(bands(signed))))
        rows = self._rows(
            f"SELECT DISTINCT {_ARTICLE}, signature FROM story_band JOIN article ON article.rowid = number"
            f" WHERE band IN ({marks}) AND id <> ? ORDER BY published IS NULL, published, id",
            *sought,
            article_id,
        )
        return [_article(row[:-1]) for row in rows if is_same_story(signed, row[-1])]

    def articles(self) -> list[Article]:
        """Return every article, oldest first; those without a date come last."""
        rows = self._rows(f"SELECT {_ARTICLE} FROM article ORDER BY published IS NULL, published, id")
        return [_article(row) for row in rows]

    def areas(self) -> list[str]:
        """Return the areas that articles carry, each once."""
        return [row[0] for row in self._rows("SELECT DISTINCT area FROM article WHERE area IS NOT NULL")]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Return the known ones among these passages, by id."""
        marks = ",".join("?" * len(passage_ids))
        rows = self._rows(
            "SELECT p.id, p.article_id, p.ordinal, p.first, p.last, p.caption, p.sentences,"
            " substr(a.body, p.first + 1, p.last - p.first) FROM passage p JOIN article a ON a.id = p.article_id"
            f" WHERE p.id IN ({marks})",
            *passage_ids,
        )
        return {row[0]: _passage(row) for row in rows}

    def terms(self, passage_ids: Sequence[str]) -> dict[str, PassageTerms]:
        """Return the terms of the known ones among these passages, by id."""
        marks = ",".join("?" * len(passage_ids))
        rows = self._rows(f"SELECT id, terms FROM passage WHERE id IN ({marks})", *passage_ids)
        return {passage_id: PassageTerms.unpack(packed) for passage_id, packed in rows}

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, bytes]:
        """Return the packed vectors of the known ones among these passages, by id."""
        marks = ",".join("?" * len(passage_ids))
        return dict(self._rows(f"SELECT id, vector FROM passage WHERE id IN ({marks})", *passage_ids))

    def passages_of(self, article_id: str) -> list[Passage]:
        """Return the passages of one article in order."""
        rows = self._rows("SELECT id FROM passage WHERE article_id = ? ORDER BY ordinal", article_id)
        ids = [row[0] for row in rows]
        found = self.passages(ids)
        return [found[passage_id] for passage_id in ids]

    def meetings(self) -> list[tuple[str, Meeting]]:
        """Return (article id, meeting) for each meeting whose day is known, by day."""
        rows = self._rows(
            "SELECT article_id, day, first, last FROM meeting WHERE day IS NOT NULL ORDER BY day, article_id, first"
        )
        return [(row[0], Meeting(date.fromisoformat(row[1]), Span(row[2], row[3]))) for row in rows]

    def meeting_facts(self) -> list[tuple[str, MeetingFact]]:
        """Return (article id, fact) for each meeting, by day; those whose day is not known come last."""
        rows = self._rows("SELECT article_id, record FROM meeting ORDER BY day IS NULL, day, article_id, first")
        return [(row[0], unpack_meeting(row[1])) for row in rows]

    def fund_facts(self) -> list[tuple[str, FundFact]]:
        """Return (article id, fact) for each sum of a fund, article by article, the newest article first."""
        rows = self._rows(
            "SELECT f.article_id, f.record FROM fund f JOIN article a ON a.id = f.article_id"
            " ORDER BY a.published IS NULL, a.published DESC, a.id, f.first"
        )
        return [(row[0], unpack_fund(row[1])) for row in rows]

    def _rows(self, query: str, *values: str | int) -> list[Any]:
        with _faults_named(self._path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _faults_named(self._path), self._connection as transaction:
            yield transaction


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours; a broken rule of the schema is a fault of the program and stays what it is."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise IndexBroken(f"{path}: no readable manifest ({error}); {mend_of(error)}") from error


def copy_manifest(source: Path, target: Path) -> None:
    """Copy a manifest that others may be reading. Raises IndexBroken if it cannot be read or written."""
    with _faults_named(source), closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _delete(transaction: sqlite3.Connection, article_id: str) -> None:
    for number, signed in transaction.execute("SELECT rowid, signature FROM article WHERE id = ?", (article_id,)):
        known = [(band, number) for band in bands(signed)]
        transaction.executemany("DELETE FROM story_band WHERE band = ? AND number = ?", known)
    transaction.execute("DELETE FROM article WHERE id = ?", (article_id,))


def _meeting_row(article_id: str, fact: MeetingFact) -> tuple[str | int | None, ...]:
    day = fact.dated.day.isoformat() if fact.dated else None
    return article_id, day, fact.span.start, fact.span.end, pack_meeting(fact)


def _article_row(article: Article) -> tuple[str | None, ...]:
    values = astuple(article)
    return tuple(value.isoformat() if isinstance(value, datetime) else value for value in values)


def _article(row: Sequence[str | None]) -> Article:
    published = datetime.fromisoformat(row[3]) if row[3] else None
    return Article(str(row[0]), str(row[1]), str(row[2]), published, *row[4:9])


def _passage_row(passage: Passage) -> tuple[str | int, ...]:
    sentences = json.dumps([[span.start, span.end] for span in passage.sentences], separators=(",", ":"))
    return (
        passage.id,
        passage.article_id,
        passage.ordinal,
        passage.start,
        passage.end,
        int(passage.caption),
        sentences,
    )


def _passage(row: Sequence[str]) -> Passage:
    sentences = tuple(Span(start, end) for start, end in json.loads(row[6]))
    return Passage(row[0], row[1], int(row[2]), int(row[3]), int(row[4]), row[7], sentences, bool(row[5]))
