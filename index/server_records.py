"""What a Chroma server keeps of an article beside the vectors: enough to put the article together again.

A record is one passage: its text as the document, and as metadata the article's own fields and what of the body stands
before the passage and, for the last one, after it, so that the body comes back character by character.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from corpus.article import Article
from index.passages import article_of
from index.types import Passage

_DIGEST = 12
_MARK = "@"
_OPTIONAL = ("publisher", "area", "author", "url", "source")

Metadata = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One passage as the server holds it."""

    id: str
    text: str
    metadata: Metadata


def record_id(passage_id: str, content_hash: str) -> str:
    """Return the id of a passage on the server: passages of two contents of an article stand side by side."""
    return f"{passage_id}{_MARK}{content_hash[:_DIGEST]}"


def passage_of(record: str) -> str:
    """Return the id of the passage that a record is of."""
    return record.rpartition(_MARK)[0]


def digest_of(record: str) -> str:
    """Return the digest in the id of a record, the beginning of its article's content hash."""
    return record.rpartition(_MARK)[2]


def is_of(record: str, hashes: Mapping[str, str]) -> bool:
    """Return whether a record is of the content that an article has by these hashes, by article id."""
    content_hash = hashes.get(article_of(passage_of(record)), "")
    return bool(content_hash) and content_hash[:_DIGEST] == digest_of(record)


def article_metadata(article: Article, passages: Sequence[Passage]) -> list[dict[str, str]]:
    """Return what each of all the passages of an article, in their order, carries to rebuild the article."""
    values = {"title": article.title, "published": article.published.isoformat() if article.published else ""}
    values |= {key: getattr(article, key) or "" for key in _OPTIONAL}
    ends = [0, *(passage.end for passage in passages)]
    rows = [values | {"before": article.body[end : one.start]} for end, one in zip(ends, passages, strict=False)]
    if rows:
        rows[-1]["after"] = article.body[ends[-1] :]
    return rows


def rebuilt(records: Sequence[Record]) -> Article:
    """Return the article whose passages these are, in any order. Raises ValueError or KeyError if they are no such."""
    ordered = sorted(records, key=lambda one: int(str(one.metadata["ordinal"])))
    first, last = ordered[0].metadata, ordered[-1].metadata
    body = "".join(f"{one.metadata['before']}{one.text}" for one in ordered) + str(last["after"])
    published = str(first["published"])
    return Article(
        article_of(passage_of(ordered[0].id)),
        str(first["title"]),
        body,
        datetime.fromisoformat(published) if published else None,
        *(str(first[key]) or None for key in _OPTIONAL),
    )
