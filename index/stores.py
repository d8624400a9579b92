"""The three stores of one index folder, opened together."""

from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexBroken
from index.lexical import LexicalStore
from index.manifest import Manifest
from index.options import IndexOptions
from index.store import VectorStore
from index.vietnamese.abbreviations import Abbreviations


@dataclass(frozen=True, slots=True)
class Stores:
    """The open stores of one index folder, and the short forms that its texts are read with."""

    manifest: Manifest
    lexical: LexicalStore
    vectors: VectorStore
    abbreviations: Abbreviations

    def close(self) -> None:
        """Close all three; a rebuild in the same process needs it."""
        self.vectors.close()
        self.manifest.close()


def manifest_path(options: IndexOptions) -> Path:
    """Return where the manifest of this index lies."""
    return options.path / "manifest.sqlite"


def has_manifest(options: IndexOptions) -> bool:
    """Return whether there is an index to open.

    Raises IndexBroken if the folder may not be looked into.
    """
    try:
        return manifest_path(options).exists()
    except OSError as error:
        raise IndexBroken(f"{options.path}: cannot be read ({error.strerror}); check its rights") from error


def open_stores(options: IndexOptions, abbreviations: Abbreviations) -> Stores:
    """Open or create the three stores.

    Raises IndexBroken if one cannot be read.
    """
    return Stores(
        Manifest.open(manifest_path(options)),
        LexicalStore.open(options.path / "tantivy", abbreviations),
        VectorStore.open(options.path / "chroma", options.encoder.searched),
        abbreviations,
    )
