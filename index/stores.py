"""The three stores of one index folder, opened together."""

from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexBroken, IndexFault
from index.generations import CHROMA, MANIFEST, TANTIVY, served, served_or_first
from index.lexical import LexicalStore
from index.manifest import Manifest
from index.options import IndexOptions
from index.server_store import ServerStore
from index.store import VectorStore
from index.types import PassageVectors
from index.vietnamese.abbreviations import Abbreviations


@dataclass(frozen=True, slots=True)
class Stores:
    """The open stores of one state of the index, and the short forms that its texts are read with."""

    manifest: Manifest
    lexical: LexicalStore
    vectors: PassageVectors
    abbreviations: Abbreviations
    folder: Path

    def close(self) -> None:
        """Close all three; a rebuild in the same process needs it."""
        self.vectors.close()
        self.manifest.close()


def manifest_path(options: IndexOptions) -> Path:
    """Return where the manifest of the state that is served lies."""
    return served_or_first(options.path) / MANIFEST


def has_manifest(options: IndexOptions) -> bool:
    """Return whether there is an index to open.

    Raises IndexBroken if the folder may not be looked into.
    """
    try:
        return served(options.path) is not None and manifest_path(options).exists()
    except OSError as error:
        raise IndexBroken(f"{options.path}: cannot be read ({error.strerror}); check its rights") from error


def open_stores(options: IndexOptions, abbreviations: Abbreviations, folder: Path | None = None) -> Stores:
    """Open or create the three stores of the state in ``folder``, or of the one that is served.

    Raises IndexBroken if one cannot be read, IndexUnreachable if the vectors are on a server that does not answer.
    """
    folder = folder or served_or_first(options.path)
    manifest = Manifest.open(folder / MANIFEST)
    try:
        lexical = LexicalStore.open(folder / TANTIVY, abbreviations)
        vectors = _open_vectors(options, folder, manifest)
    except IndexFault:
        manifest.close()
        raise
    return Stores(manifest, lexical, vectors, abbreviations, folder)


def _open_vectors(options: IndexOptions, folder: Path, manifest: Manifest) -> PassageVectors:
    if options.chroma.url:
        return ServerStore.open(options.chroma, manifest, options.encoder.searched)
    return VectorStore.open(folder / CHROMA, options.encoder.searched)
