"""Opens the state of the index that is served, for reading, once it is known to be of this program and whole."""

from contextlib import closing

from index.errors import IndexBroken, IndexFault, IndexForeign, IndexMissing
from index.fingerprint import fingerprint, fingerprint_difference
from index.manifest import Manifest
from index.options import IndexOptions
from index.stores import Stores, has_manifest, manifest_path, open_stores
from index.vietnamese.abbreviations import Abbreviations


def check_there(index: IndexOptions) -> None:
    """Raise IndexMissing if there is no index."""
    if not has_manifest(index):
        raise IndexMissing(f"{index.path}: no index here; run `hoidap index`")


def open_whole(index: IndexOptions, encoder_name: str, abbreviations: Abbreviations) -> Stores:
    """Open the stores of an index that is there.

    Raises IndexMissing if it was never finished, IndexForeign if another encoder or pipeline made it, IndexBroken if a
    store cannot be read or has lost passages, IndexUnreachable if the vectors are on a server that does not answer.
    """
    # Before the stores are opened: those of another version may not open at all.
    _check_manifest(index, encoder_name)
    stores = open_stores(index, abbreviations)
    try:
        _check_counts(stores, index)
    except IndexFault:
        stores.close()
        raise
    return stores


def _check_manifest(index: IndexOptions, encoder_name: str) -> None:
    with closing(Manifest.open(manifest_path(index))) as manifest:
        if not manifest.is_made():
            raise IndexMissing(f"{index.path}: the index here was never finished; run `hoidap index`")
        foreign = fingerprint_difference(manifest, fingerprint(index, encoder_name))
    if foreign:
        raise IndexForeign(f"{index.path}: {foreign}; run `hoidap index` to rebuild it")


def _check_counts(stores: Stores, index: IndexOptions) -> None:
    listed = stores.manifest.passage_count()
    if stores.lexical.count() != listed or not stores.vectors.serves(listed):
        raise IndexBroken(f"{index.path}: a store has lost passages; run `hoidap index`")
