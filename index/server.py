"""A Chroma server: asked with patience; the one place that talks to it.

Every index of one fingerprint has one collection, whose metadata say which write filled it, as a number that grows,
and whether a write is under way. That of the fingerprint before stays, so that who still reads it can go on.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

import chromadb
import httpx
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.fastapi import FastAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import (
    AuthorizationError,
    ChromaAuthError,
    ChromaError,
    InternalError,
    NotFoundError,
    RateLimitError,
)

from index.errors import IndexBroken, IndexUnreachable
from index.options import CHROMA_TOKEN_VARIABLE, ChromaOptions
from index.server_records import Record
from index.types import Vectors

_PREFIX = "hoidap-passages-"
_REVISION, _WRITING = "revision", "writing"
_PAGE = 300  # what a hosted Chroma gives of collections or passages at once
_TIMEOUT = httpx.Timeout(15, connect=3)  # seconds
_PAUSES = (0.1, 0.3, 0.8)  # seconds between tries: a server that is started anew is not noticed
_LONGEST = 5.0  # seconds after which nothing is tried again
_PASSING = (httpx.HTTPError, InternalError, RateLimitError, ValueError, KeyError)
_REFUSED = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection of passages on a server: by which fingerprint, by which write, and whether one is under way."""

    name: str
    id: str
    made_with: Mapping[str, str]
    revision: int
    writing: bool

    @property
    def mark(self) -> str:
        """What is another after each write."""
        return f"{self.id}:{self.revision}"


class Server:
    """A Chroma server. Every method raises IndexUnreachable when it does not answer, after a few tries."""

    def __init__(self, options: ChromaOptions) -> None:
        self.address = options.address
        self._client: Client | None = None
        self._is_down = False  # then it is tried once: who waits for an answer has waited already

    def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            _release(self._client)
            self._client = None

    def ask(self, request: Callable[[Client], Result]) -> Result:
        """Return what ``request`` does; it may be done twice. Raises IndexBroken where the server says no."""
        pauses, end = [] if self._is_down else list(_PAUSES), time.monotonic() + _LONGEST
        while True:
            try:
                result = request(self._connected())
            except (ChromaAuthError, AuthorizationError) as error:
                raise self._unreachable(
                    f"no entry ({error.args[0] if error.args else error}); set {CHROMA_TOKEN_VARIABLE} to its token"
                ) from None
            except Exception as error:  # Chroma raises Exception itself where a reply is none of its own
                if isinstance(error, ChromaError) and not isinstance(error, _PASSING):
                    raise IndexBroken(f"{self.address}: {_short(error)}; run `hoidap index`") from error
                if not isinstance(error, _PASSING) and type(error) is not Exception:
                    raise
                if not pauses or time.monotonic() > end:
                    self._is_down = True
                    raise self._unreachable(f"{_short(error)}; start it, or correct index.chroma.url") from error
                time.sleep(pauses.pop(0))
            else:
                self._is_down = False
                return result

    def shelves(self) -> list[Shelf]:
        """Return the collections of passages, the one last written first."""

        def listed(client: Client) -> list[Collection]:
            found: list[Collection] = []
            while True:
                page = client.list_collections(limit=_PAGE, offset=len(found))
                found += page
                if len(page) < _PAGE:
                    return found

        return sorted(
            (_shelf(one) for one in self.ask(listed) if one.name.startswith(_PREFIX)),
            key=lambda shelf: (-shelf.revision, shelf.name),
        )

    def shelf(self, made_with: Mapping[str, str]) -> Shelf | None:
        """Return the collection of this fingerprint, or None."""
        name = shelf_name(made_with)
        return next((shelf for shelf in self.shelves() if shelf.name == name), None)

    def make_shelf(self, made_with: Mapping[str, str], nearest: CreateHNSWConfiguration) -> Shelf:
        """Return the collection of this fingerprint, made if need be."""
        metadata = {**made_with, _REVISION: 0, _WRITING: True}

        def made(client: Client) -> Collection:
            # With metadata given, Chroma would replace those of a collection that is there.
            with suppress(NotFoundError):
                return client.get_collection(shelf_name(made_with), embedding_function=None)
            return client.get_or_create_collection(
                shelf_name(made_with), metadata=metadata, configuration={"hnsw": nearest}, embedding_function=None
            )

        return _shelf(self.ask(made))

    def note(self, shelf: Shelf, *, revision: int, writing: bool) -> None:
        """Write down which write filled a collection, and whether one is under way."""
        metadata = {**shelf.made_with, _REVISION: revision, _WRITING: writing}
        self.ask(lambda client: client.get_collection(shelf.name, embedding_function=None).modify(metadata=metadata))

    def drop(self, shelf: Shelf) -> None:
        """Delete a collection; one that is gone is no error."""

        def dropped(client: Client) -> None:
            with suppress(NotFoundError):
                client.delete_collection(shelf.name)

        self.ask(dropped)

    def _connected(self) -> Client:
        if self._client is None:
            headers = _headers()
            # Chroma's client waits for ever while it is made.
            reply = httpx.get(f"{self.address}/api/v2/heartbeat", headers=headers, timeout=_TIMEOUT)
            if reply.status_code in _REFUSED:
                raise ChromaAuthError(f"status {reply.status_code}")
            reply.raise_for_status()
            settings = Settings(
                anonymized_telemetry=False, chroma_server_host=self.address, chroma_server_http_port=None
            )
            # It says that it gives a ClientAPI, which cannot be closed; what it gives can.
            client = cast("Client", chromadb.HttpClient(self.address, headers=headers, settings=settings))
            _session(client).timeout = _TIMEOUT
            self._client = client
        return self._client

    def _unreachable(self, why: str) -> IndexUnreachable:
        return IndexUnreachable(f"{self.address}: the Chroma server of index.chroma.url does not answer: {why}")


class Records:
    """The records of one collection, by id; errors are those of ``Server.ask``."""

    def __init__(self, server: Server, shelf: Shelf) -> None:
        self._server = server
        self._shelf = shelf
        self._collection: Collection | None = None

    def put(self, records: Sequence[Record], vectors: Vectors) -> None:
        """Add records with their vectors, one row each; one of the same id is replaced."""
        for part in _batches(len(records)):
            self._put(records[part], vectors[part])

    def _put(self, records: Sequence[Record], vectors: Vectors) -> None:
        self._ask(
            lambda collection: collection.upsert(
                ids=[record.id for record in records],
                embeddings=vectors,
                metadatas=[dict(record.metadata) for record in records],
                documents=[record.text for record in records],
            )
        )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete records; an unknown id is no error."""
        for part in _batches(len(ids)):
            self._ask(partial(Collection.delete, ids=list(ids[part])))

    def ids(self) -> list[str]:
        """Return the id of every record."""
        found: list[str] = []
        while True:
            page = self._ask(partial(Collection.get, limit=_PAGE, offset=len(found), include=[]))["ids"]
            found += page
            if len(page) < _PAGE:
                return found

    def read(self, ids: Sequence[str]) -> Iterator[Record]:
        """Yield the known ones among these records."""
        for part in _batches(len(ids)):
            found = self._ask(partial(Collection.get, ids=list(ids[part]), include=["documents", "metadatas"]))
            yield from map(Record, found["ids"], found["documents"] or (), found["metadatas"] or ())

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the known ones among these records, by id."""
        known: dict[str, Vectors] = {}
        for part in _batches(len(ids)):
            found = self._ask(partial(Collection.get, ids=list(ids[part]), include=["embeddings"]))
            known |= zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True)
        return known

    def count(self) -> int:
        return int(self._ask(lambda collection: collection.count()))

    def nearest(self, row: Vectors, limit: int) -> list[str]:
        """Return the ids of the nearest records to a vector, shape (1, numbers), best first."""
        found = self._ask(lambda one: one.query(query_embeddings=row, n_results=limit, include=[]))
        return list(found["ids"][0])

    def _ask(self, request: Callable[[Collection], Result]) -> Result:
        def asked(client: Client) -> Result:
            if self._collection is None:
                self._collection = client.get_collection(self._shelf.name, embedding_function=None)
            return request(self._collection)

        return self._server.ask(asked)


def _release(client: Client) -> None:
    """Close a client with all that Chroma's own ``close`` leaves: connections, and an entry in a table of its class."""
    system = client._system
    for holder in (client._server, client._admin_client._server):  # type: ignore[attr-defined]  # the client's own
        cast("FastAPI", holder)._session.close()
    client.close()
    for identifier, held in list(Client._identifier_to_system.items()):
        if held is system:
            Client._identifier_to_system.pop(identifier, None)


def _session(client: Client) -> httpx.Client:
    """Return what asks for a client: no setting of Chroma's says how long it may take."""
    return cast("FastAPI", client._server)._session


def _headers() -> dict[str, str]:
    token = os.environ.get(CHROMA_TOKEN_VARIABLE, "").strip()
    if not token:
        return {}
    if not (token.isascii() and token.isprintable()):  # whose error would quote it
        raise ChromaAuthError(f"{CHROMA_TOKEN_VARIABLE} holds what no header can")
    return {"x-chroma-token": token}


def _batches(count: int) -> Iterator[slice]:
    yield from (slice(first, first + _PAGE) for first in range(0, count, _PAGE))


def shelf_name(made_with: Mapping[str, str]) -> str:
    """Return the name of the collection of a fingerprint."""
    written = json.dumps(dict(made_with), sort_keys=True)
    return f"{_PREFIX}{hashlib.sha256(written.encode()).hexdigest()[:12]}"


def _shelf(collection: Collection) -> Shelf:
    metadata = collection.metadata or {}
    made_with = {key: str(value) for key, value in metadata.items() if key not in {_REVISION, _WRITING}}
    return Shelf(
        collection.name,
        str(collection.id),
        made_with,
        int(metadata.get(_REVISION) or 0),
        bool(metadata.get(_WRITING)),
    )


def _short(error: Exception) -> str:
    """Return one line of what a library says; servers send whole pages."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:160]
