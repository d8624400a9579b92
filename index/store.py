"""Passage vectors in Chroma: the one place that imports it.

Laid out so that LlamaIndex's ChromaVectorStore, and any program built on it, can read the collection; the text of a
passage is in its node, for Chroma makes a full-text index of documents, which costs more than all else that it does.
Written and read without LlamaIndex's store: turning vectors into lists of Python floats costs an eighth of the writing,
and nodes made from metadata cost more than the search.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError

from corpus.article import Article
from index.errors import IndexBroken, mend_of
from index.types import Passage, Vectors
from index.vectors import cut

_COLLECTION = "passages"
_BATCH = 4000
# Chroma's own settings (100 and 100) find 0.90 of the true 50 nearest among 10,500 passages and 0.85 among 25,000;
# these find 0.98 among 262,000 (0.977 with an ef_search of 800). The smaller ef_construction makes up in writing for
# what the larger ef_search costs.
NEAREST: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 60, "ef_search": 1000}
# After how many changes Chroma writes its graph to the disk. What is not written it reads anew with every addition, and
# whenever the store is opened: that soon costs more than the writing, which leaves alone most of what did not change.
_WRITTEN_AFTER = 100


# Chroma lets errors of its Rust core, of SQLite and of its own through; where it cannot open a folder, its clean-up
# misses what was never made.
_ERRORS = (ChromaError, ValueError, KeyError, OSError, RuntimeError, AttributeError)


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    try:
        yield
    except _ERRORS as error:
        raise IndexBroken(f"{path}: no readable Chroma store ({error}); {mend_of(error)}") from error


def _client(path: Path) -> Client:
    def opened() -> Client:
        # It says that it gives a ClientAPI, which cannot be closed; what it gives can.
        return cast("Client", chromadb.PersistentClient(str(path), settings=Settings(anonymized_telemetry=False)))

    try:
        return opened()
    except _ERRORS:
        # Chroma keeps a client that failed to start for who opens the folder next, and drops it when that fails too.
        with suppress(*_ERRORS):
            opened().close()
        raise


class VectorStore:
    """The collection of passage vectors, cosine distance, in a folder of its own."""

    def __init__(self, collection: Collection, client: Client, path: Path, numbers: int | None) -> None:
        self._collection = collection
        self._numbers = numbers
        self._client = client
        self._path = path

    @classmethod
    def open(cls, path: Path, numbers: int | None = None) -> Self:
        """Open the store at ``path``, or make an empty one; of each vector it keeps the first ``numbers``, or all.

        Raises IndexBroken, as every method does, if Chroma cannot read the folder.
        """
        with _faults_named(path):
            path.mkdir(parents=True, exist_ok=True)
            client = _client(path)
            hnsw: CreateHNSWConfiguration = {**NEAREST, "sync_threshold": _WRITTEN_AFTER}
            collection = client.get_or_create_collection(
                _COLLECTION, configuration={"hnsw": hnsw}, embedding_function=None
            )
            return cls(collection, client, path, numbers)

    def close(self) -> None:
        """Let go of the folder: until then Chroma hands this process the same open files again."""
        self._client.close()

    def check(self, dimension: int) -> None:
        """Search for a vector of ``dimension`` numbers: only that shows whether the graph can be read, and fits."""
        self.search(np.full(dimension, dimension**-0.5, np.float32), 1)

    def add(self, passages: Sequence[Passage], articles: dict[str, Article], vectors: Vectors) -> None:
        """Add passages with their vectors, one row each; a passage already there stays as it is."""
        # LlamaIndex takes over a second to import, and only writing needs it.
        from index.nodes import node_metadata  # noqa: PLC0415

        with _faults_named(self._path):
            for first in range(0, len(passages), _BATCH):
                batch = passages[first : first + _BATCH]
                self._collection.add(
                    ids=[passage.id for passage in batch],
                    embeddings=cut(vectors[first : first + _BATCH], self._numbers),
                    metadatas=[
                        node_metadata(passage, articles[passage.article_id], with_text=True) for passage in batch
                    ],
                )

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Delete these passages; an unknown id is no error."""
        with _faults_named(self._path):
            for first in range(0, len(passage_ids), _BATCH):
                self._collection.delete(ids=list(passage_ids[first : first + _BATCH]))

    def ids(self) -> list[str]:
        """Return the id of every passage in the store."""
        with _faults_named(self._path):
            return list(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        with _faults_named(self._path):
            return int(self._collection.count())

    def serves(self, listed: int) -> bool:
        """Return whether an index that lists so many passages can be answered from: all are here, and no other."""
        return self.count() == listed

    def search(self, vector: Vectors, limit: int) -> list[str]:
        """Return the ids of the nearest passages to one row, best first."""
        if limit < 1:
            return []
        with _faults_named(self._path):
            row = cut(vector[None, :], self._numbers)
            return list(self._collection.query(query_embeddings=row, n_results=limit, include=[])["ids"][0])

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the known ones among these passages, by id."""
        if not passage_ids:
            return {}
        with _faults_named(self._path):
            found = self._collection.get(ids=list(passage_ids), include=["embeddings"])
        rows = found["embeddings"]
        return {} if rows is None else dict(zip(found["ids"], np.asarray(rows, dtype=np.float32), strict=True))
