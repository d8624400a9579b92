"""Passage vectors on a Chroma server, as one state of the index sees them.

All states and all machines share one collection. What is current is what the state's manifest lists: hits that it does
not list are passed over, and what no manifest needs any more is deleted by ``prune``, after the next state is served.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Self

import numpy as np

from corpus.article import Article, content_hash
from index.errors import IndexBroken
from index.manifest import Manifest
from index.options import ChromaOptions
from index.passages import article_of
from index.server import Records, Server, Shelf
from index.server_records import Record, article_metadata, is_of, passage_of, record_id
from index.types import Passage, Vectors
from index.vectors import cut

SHELF = "chroma_collection"
"""The setting of a manifest that names its collection."""
MARK = "chroma_mark"
"""The setting that says which write of the server a state is of (``Shelf.mark``)."""


class ServerStore:
    """The collection that a manifest was made for, cosine distance; without ``is_writer`` it changes nothing there."""

    def __init__(
        self, server: Server, shelf: Shelf, manifest: Manifest, numbers: int | None, *, is_writer: bool
    ) -> None:
        self._server = server
        self._shelf = shelf
        self._records = Records(server, shelf)
        self._manifest = manifest
        self._numbers = numbers
        self._is_writer = is_writer

    @classmethod
    def open(cls, options: ChromaOptions, manifest: Manifest, numbers: int | None) -> Self:
        """Open the collection of ``manifest``; of each vector it has the first ``numbers``, or all.

        Raises IndexUnreachable, as every method does, if the server does not answer, and IndexBroken if it has no such
        collection.
        """
        server = Server(options)
        name = manifest.setting(SHELF)
        shelf = next((one for one in server.shelves() if one.name == name), None)
        if shelf is None:
            server.close()
            raise IndexBroken(
                f"{options.address}: the Chroma server has no passages of this index; "
                "run `hoidap index --full` on the machine that has the articles"
            )
        return cls(server, shelf, manifest, numbers, is_writer=not options.reads_server)

    def close(self) -> None:
        """Let go of the connections."""
        self._server.close()

    def check(self, dimension: int) -> None:
        """Search for a vector of ``dimension`` numbers: only that shows whether the collection fits."""
        self.search(np.full(dimension, dimension**-0.5, np.float32), 1)

    def add(self, passages: Sequence[Passage], articles: dict[str, Article], vectors: Vectors) -> None:
        """Add all passages of these articles with their vectors, one row each, beside those of other contents."""
        if self._is_writer:
            self._records.put(list(_rows(passages, articles)), cut(vectors, self._numbers))

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Delete nothing yet: the state that is served still needs it; see ``prune``."""

    def prune(self) -> None:
        """Delete all that the manifest does not list."""
        if self.count() != self._manifest.passage_count():
            hashes = self._manifest.hashes()
            known = {_record_of(each, hashes) for each in self._manifest.passage_ids()}
            self._records.delete([record for record in self._records.ids() if record not in known])

    def ids(self) -> list[str]:
        """Return the id of every passage of the manifest's articles, and the record's own id of all else."""
        hashes = self._manifest.hashes()
        return [passage_of(record) if is_of(record, hashes) else record for record in self._records.ids()]

    def count(self) -> int:
        return self._records.count()

    def serves(self, listed: int) -> bool:
        """Return whether the server holds what the manifest lists, or another write has changed it since."""
        return self._manifest.setting(MARK) != self._shelf.mark or self.count() >= listed

    def search(self, vector: Vectors, limit: int) -> list[str]:
        """Return the ids of the nearest passages to one row that the manifest lists, best first."""
        if limit < 1:
            return []
        row, wanted = cut(vector[None, :], self._numbers), limit
        while True:
            found = self._records.nearest(row, wanted)
            passages = list(dict.fromkeys(map(passage_of, found)))
            listed = self._manifest.listed(passages)
            nearest = [each for each in passages if each in listed][:limit]
            if len(nearest) == limit or len(found) < wanted:
                return nearest
            wanted *= 2

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the known ones among these passages, by id."""
        hashes, listed = self._manifest.hashes(), self._manifest.listed(passage_ids)
        found = self._records.vectors([_record_of(each, hashes) for each in sorted(listed)])
        return {passage_of(record): row for record, row in found.items()}


def _record_of(passage_id: str, hashes: dict[str, str]) -> str:
    return record_id(passage_id, hashes[article_of(passage_id)])


def _rows(passages: Sequence[Passage], articles: dict[str, Article]) -> Iterator[Record]:
    # LlamaIndex takes over a second to import, and only writing needs it.
    from index.nodes import node_metadata  # noqa: PLC0415

    for article_id, group in groupby(passages, attrgetter("article_id")):
        article, own = articles[article_id], list(group)
        digest = content_hash(article)
        for passage, metadata in zip(own, article_metadata(article, own), strict=True):
            node = node_metadata(passage, article, with_text=False)
            yield Record(record_id(passage.id, digest), passage.text, node | metadata)
