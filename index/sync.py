"""Brings the stores in step with the articles on disk: what was added, changed or removed, and nothing else.

The articles are the truth and every store is derived from them. What changes is written into the next state of the
index while the last one is served (``generations``). Each batch goes to Chroma and tantivy first and to the manifest
last, so after a crash the manifest never lists what is not there; what it does not list is cleared away.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.article import Article, content_hash
from corpus.store import read_articles
from index.encoder import load_encoder
from index.errors import IndexBroken
from index.fingerprint import fingerprint, fingerprint_difference, fingerprint_of
from index.generations import (
    CHROMA,
    MANIFEST,
    TANTIVY,
    begin,
    drop_unfinished,
    prune,
    publish,
    set_aside,
    unfinished,
)
from index.lexical import LexicalStore
from index.manifest import UNFINISHED, Manifest, PassageRow
from index.options import IndexOptions
from index.passages import article_of
from index.reading import ReadArticle, read_all
from index.server_sync import announce, finish, server_difference
from index.source import Source, read_source
from index.store import VectorStore
from index.stores import Stores, has_manifest, manifest_path, open_stores
from index.types import Encoder
from index.vietnamese.abbreviations import Abbreviations
from index.writer_lock import writer_lock

_BATCH_ARTICLES = 512  # what a kill can lose, and what lies in memory: about 30 MB
ASKED = "asked for"


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a synchronisation did, in numbers of articles; ``passages`` is what the index now holds."""

    added: int
    changed: int
    removed: int
    unchanged: int
    passages: int
    rebuilt_because: str | None
    faults: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class IndexState:
    """Whether an index is there, and whether it holds exactly the articles on disk."""

    exists: bool
    in_step: bool
    detail: str


def synchronise(
    articles_folder: Path,
    options: IndexOptions,
    *,
    rebuild: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """Make the index hold exactly the articles of ``articles_folder``.

    ``progress`` is called with (articles done, articles to do). An article file that cannot be read is reported in
    ``faults``, and what the index holds of it stays. Where the options say so, the articles are those of a server.

    Raises IndexBusy while another process writes, EncoderError if the model cannot be loaded, CorpusFault if the
    folder cannot be read, IndexUnreachable if a server does not answer, IndexForeign if its articles are those of
    another index; what is indexed stays in each case.
    """
    started = time.perf_counter()
    encoder = load_encoder(options.encoder.model, batch_size=options.encoder.batch_size)
    with writer_lock(options.path):
        prune(options.path)
        reason = ASKED if rebuild else _reason_to_rebuild(options, encoder.name)
        source = read_source(articles_folder, options, fingerprint(options, encoder.name), anew=reason is not None)
        if reason is None and _holds(source.articles, options, encoder):
            drop_unfinished(options.path)
            done = _Done((0, 0, 0, len(source.articles)), _passage_count(options))
        else:
            done = _next_state(source, options, encoder, reason, progress)
    return SyncReport(*done.counts, done.passages, done.rebuilt_because, source.faults, time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of the index: articles added, changed, removed and unchanged, passages, and why it was rebuilt."""

    counts: tuple[int, int, int, int]
    passages: int
    rebuilt_because: str | None = None


def _holds(articles: Sequence[Article], options: IndexOptions, encoder: Encoder) -> bool:
    """Return whether the state that is served holds exactly these articles, and all its stores can be read."""
    if not has_manifest(options):
        return False
    try:
        stores = open_stores(options, Abbreviations.load())
        try:
            listed = stores.manifest.passage_count()
            if stores.lexical.count() != listed or not stores.vectors.serves(listed):
                return False
            stores.vectors.check(encoder.dimension)
            if server_difference(options.chroma, stores.manifest, fingerprint(options, encoder.name)):
                return False
            return stores.manifest.hashes() == {one.id: content_hash(one) for one in articles}
        finally:
            stores.close()
    except IndexBroken:
        return False


def _passage_count(options: IndexOptions) -> int:
    with closing(Manifest.open(manifest_path(options))) as manifest:
        return manifest.passage_count()


def _next_state(
    source: Source,
    options: IndexOptions,
    encoder: Encoder,
    reason: str | None,
    progress: Callable[[int, int], None] | None,
) -> _Done:
    """Make the next state, or go on with one that was cut off, and serve it."""
    made_with = fingerprint(options, encoder.name)
    settings = source.settings or _announced(options, made_with, take_over=reason == ASKED)
    going_on = None if reason == ASKED else unfinished(options.path)
    if going_on is None or not _made_with(going_on / MANIFEST, made_with):
        going_on = begin(options.path, copied=reason is None)
    _note(going_on, settings)
    stores, lost = _open_sound(options, going_on, encoder)
    try:
        counts = _bring_in_step(source.articles, options, stores, encoder, progress)
        passages = stores.manifest.passage_count()
    finally:
        stores.close()
    _serve(options, going_on)
    return _Done(counts, passages, reason or lost)


def _announced(options: IndexOptions, made_with: dict[str, str], *, take_over: bool = False) -> dict[str, str]:
    """Announce a write to the server, if there is one; return what the manifest of the next state notes of it."""
    if not options.chroma.url:
        return {}
    served = manifest_path(options) if has_manifest(options) else None
    return announce(options.chroma, served, made_with, take_over=take_over)


def _note(folder: Path, settings: dict[str, str]) -> None:
    if settings:
        with closing(Manifest.open(folder / MANIFEST)) as manifest:
            manifest.set_settings(settings)


def _serve(options: IndexOptions, folder: Path) -> None:
    publish(options.path, folder)
    if options.chroma.url and not options.chroma.reads_server:
        finish(options, folder)


def _made_with(manifest: Path, wanted: dict[str, str]) -> bool:
    try:
        with closing(Manifest.open(manifest)) as opened:
            return opened.is_made() and fingerprint_difference(opened, wanted) is None
    except IndexBroken:
        return False


def _open_sound(options: IndexOptions, folder: Path, encoder: Encoder) -> tuple[Stores, str | None]:
    """Open the stores in ``folder``, each that cannot be read set aside and begun anew; return what was, in words."""
    abbreviations, lost = Abbreviations.load(), []
    try:
        LexicalStore.open(folder / TANTIVY, abbreviations).count()
    except IndexBroken:
        lost.append(set_aside(options.path, folder / TANTIVY))
    try:
        if not options.chroma.url:
            with closing(VectorStore.open(folder / CHROMA, options.encoder.searched)) as vectors:
                vectors.check(encoder.dimension)
    except IndexBroken:
        lost.append(set_aside(options.path, folder / CHROMA))
    why = "; ".join(f"{path.name} could not be read and lies in {path.parent} now" for path in lost)
    return open_stores(options, abbreviations, folder), why or None


def index_state(articles_folder: Path, options: IndexOptions) -> IndexState:
    """Compare the index with the articles on disk and with a server, without the model's weights.

    Raises IndexUnreachable if the server does not answer, IndexForeign if a reader cannot take up what is there.
    """
    if not has_manifest(options):
        return IndexState(False, False, f"{options.path}: no index; run `hoidap index`")
    made_with = fingerprint(options, load_encoder(options.encoder.model, batch_size=options.encoder.batch_size).name)
    with closing(Manifest.open(manifest_path(options))) as manifest:
        wrong = fingerprint_difference(manifest, made_with)
        wrong = f"{options.path}: {wrong}" if wrong else server_difference(options.chroma, manifest, made_with)
        have = manifest.hashes()
    if wrong:
        return IndexState(True, False, f"{wrong}; run `hoidap index`")
    if options.chroma.reads_server:
        return IndexState(True, True, f"{len(have)} articles of {options.chroma.address}")
    articles, faults = read_articles(articles_folder)
    wanted = {article.id: content_hash(article) for article in articles}
    behind = sum(have.get(article_id) != digest for article_id, digest in wanted.items())
    gone = 0 if faults else len(have.keys() - wanted.keys())
    if behind or gone:
        return IndexState(
            True,
            False,
            f"{options.path}: {behind} articles to index and {gone} to remove; run `hoidap index`",
        )
    return IndexState(True, True, f"{len(have)} articles")


def remove_articles(article_ids: Sequence[str], options: IndexOptions) -> None:
    """Take these articles out of the index, whatever else the folder of articles holds; an unknown id is no error.

    Raises IndexBusy while another process writes, IndexBroken if a store cannot be read.
    """
    with writer_lock(options.path):
        if not has_manifest(options):
            return
        prune(options.path)
        with closing(Manifest.open(manifest_path(options))) as manifest:
            known = manifest.hashes().keys() & set(article_ids)
            made_with = fingerprint_of(manifest)
        if not known:
            return
        settings = _announced(options, made_with)
        # What an earlier run left of a next state is not served by this one: it would bring more than a removal.
        folder = begin(options.path, copied=True)
        _note(folder, settings)
        stores = open_stores(options, Abbreviations.load(), folder)
        try:
            _remove(stores, sorted(known))
        finally:
            stores.close()
        _serve(options, folder)


def _reason_to_rebuild(options: IndexOptions, encoder_name: str) -> str | None:
    if not has_manifest(options):
        return None
    try:
        with closing(Manifest.open(manifest_path(options))) as manifest:
            return fingerprint_difference(manifest, fingerprint(options, encoder_name))
    except IndexBroken:
        return f"{manifest_path(options).name} could not be read"


def _bring_in_step(
    articles: Sequence[Article],
    options: IndexOptions,
    stores: Stores,
    encoder: Encoder,
    progress: Callable[[int, int], None] | None,
) -> tuple[int, int, int, int]:
    damaged = _repair(stores)
    have = stores.manifest.hashes()
    stale = [article for article in articles if article.id in damaged or have.get(article.id) != content_hash(article)]
    changed = sum(article.id in have for article in stale)
    gone = sorted(have.keys() - {article.id for article in articles})
    stores.manifest.set_settings({**fingerprint(options, encoder.name), UNFINISHED: "yes"})
    _remove(stores, gone)
    put_articles(stores, stale, encoder, options, progress)
    stores.manifest.set_settings({UNFINISHED: "no"})
    return len(stale) - changed, changed, len(gone), len(articles) - len(stale)


def _repair(stores: Stores) -> set[str]:
    """Clear away what the manifest does not list; return the articles of which a store has lost something."""
    listed = stores.manifest.passage_count()
    finished = stores.manifest.setting(UNFINISHED) != "yes"
    if finished and stores.vectors.count() == listed and stores.lexical.count() == listed:
        return set()
    known, in_vectors, in_lexical = (
        set(ids) for ids in (stores.manifest.passage_ids(), stores.vectors.ids(), stores.lexical.ids())
    )
    stores.vectors.delete(sorted(in_vectors - known))
    # tantivy deletes by article, so what it holds rightly of the same article goes too and is put in again.
    strays = {article_of(passage_id) for passage_id in in_lexical - known}
    stores.lexical.replace(strays, ())
    return strays | {article_of(passage_id) for passage_id in known - (in_vectors & in_lexical)}


def _remove(stores: Stores, article_ids: Sequence[str]) -> None:
    if article_ids:
        stores.vectors.delete(stores.manifest.passage_ids(article_ids))
        stores.lexical.replace(article_ids, ())
        stores.manifest.replace(article_ids, ())


def put_articles(
    stores: Stores,
    articles: Sequence[Article],
    encoder: Encoder,
    options: IndexOptions,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Put articles into the stores, batch by batch; each replaces what was there under its id."""
    batch: list[ReadArticle] = []
    for done, read in enumerate(read_all(articles, encoder, options, options.processes), 1):
        batch.append(read)
        if len(batch) == _BATCH_ARTICLES or done == len(articles):
            _put(stores, batch)
            batch = []
            if progress:
                progress(done, len(articles))


def _put(stores: Stores, batch: Sequence[ReadArticle]) -> None:
    by_id = {read.article.id: read.article for read in batch}
    passages = [passage for read in batch for passage in read.passages]
    stores.vectors.delete(stores.manifest.passage_ids(by_id))
    stores.vectors.add(passages, by_id, np.concatenate([read.vectors for read in batch]))
    stores.lexical.replace(by_id, [fields for read in batch for fields in read.fields])
    stores.manifest.replace(
        (), [(read.article, read.digest, _rows(read), read.facts, read.signature) for read in batch]
    )


def _rows(read: ReadArticle) -> list[PassageRow]:
    return list(map(PassageRow, read.passages, read.terms, read.packed_vectors))
