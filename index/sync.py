"""Brings the stores in step with the articles on disk: what was added, changed or removed, and nothing else.

The articles are the truth and every store is derived from them. Each batch goes to Chroma and tantivy first and to the
manifest last, so after a crash the manifest never lists what is not there, and what it does not list is cleared away.
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.article import Article, content_hash
from corpus.store import read_articles
from index.encoder import load_encoder
from index.encoder.tables import TokenTables, tokenizers_digest
from index.errors import IndexBroken, IndexBusy
from index.facts.finding import find_facts
from index.facts.reading import FactGrammar
from index.manifest import Manifest
from index.options import IndexOptions, PassageOptions
from index.passage_terms import read_terms
from index.passages import article_of, context_text, cut_passages
from index.stores import Stores, has_manifest, manifest_path, open_stores
from index.types import Encoder, Passage
from index.vietnamese.abbreviations import Abbreviations

PIPELINE = "6"
"""Changes whenever passages, terms, filters or facts come out differently, so that an old index is rebuilt."""

_BATCH_ARTICLES = 1024
_STORES = ("chroma", "tantivy")
_UNFINISHED = "unfinished"


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


def fingerprint(options: IndexOptions, encoder_name: str) -> dict[str, str]:
    """Return what an index is made with; two indexes of one fingerprint agree passage by passage."""
    return {
        "encoder": encoder_name,
        "pipeline": PIPELINE,
        "tokenizers": tokenizers_digest(),
        "passages": json.dumps(options.passages.model_dump(), sort_keys=True),
    }


def synchronise(
    articles_folder: Path,
    options: IndexOptions,
    *,
    rebuild: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> SyncReport:
    """Make the index hold exactly the articles of ``articles_folder``.

    ``progress`` is called with (articles done, articles to do). An article file that cannot be read is reported in
    ``faults``, and what the index holds of it stays.

    Raises IndexBusy while another process writes, EncoderError if the model cannot be loaded, CorpusFault if the
    folder cannot be read; what is indexed stays in each case.
    """
    started = time.perf_counter()
    encoder = load_encoder(options.encoder.model, batch_size=options.encoder.batch_size)
    with _writer_lock(options.path):
        articles, faults = read_articles(articles_folder)
        if faults:
            # While a file cannot be read, an article that seems gone may be the one in it: keep it.
            articles += _indexed_beside(options, articles)
        reason = "asked for" if rebuild else _reason_to_rebuild(options, encoder.name)
        if reason:
            _clear(options.path)
        stores = open_stores(options, Abbreviations.load())
        try:
            counts = _bring_in_step(articles, options, stores, encoder, progress)
            passages = stores.manifest.passage_count()
        finally:
            stores.close()
    texts = tuple(str(fault) for fault in faults)
    return SyncReport(*counts, passages, reason, texts, time.perf_counter() - started)


def index_state(articles_folder: Path, options: IndexOptions) -> IndexState:
    """Compare the index with the articles on disk, without opening Chroma or the model's weights."""
    if not has_manifest(options):
        return IndexState(False, False, f"{options.path}: no index; run `hoidap index`")
    articles, faults = read_articles(articles_folder)
    encoder = load_encoder(options.encoder.model, batch_size=options.encoder.batch_size)
    manifest = Manifest.open(manifest_path(options))
    try:
        foreign = fingerprint_difference(manifest, fingerprint(options, encoder.name))
        unfinished = manifest.setting(_UNFINISHED) == "yes"
        have = manifest.hashes()
    finally:
        manifest.close()
    if foreign:
        return IndexState(True, False, f"{options.path}: {foreign}; run `hoidap index`")
    if unfinished:
        return IndexState(True, False, f"{options.path}: indexing was cut off; run `hoidap index`")
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
    with _writer_lock(options.path):
        if not has_manifest(options):
            return
        stores = open_stores(options, Abbreviations.load())
        try:
            _remove(stores, article_ids)
        finally:
            stores.close()


def _reason_to_rebuild(options: IndexOptions, encoder_name: str) -> str | None:
    if not has_manifest(options):
        return None
    try:
        with closing(Manifest.open(manifest_path(options))) as manifest:
            return fingerprint_difference(manifest, fingerprint(options, encoder_name))
    except IndexBroken:
        return f"{manifest_path(options).name} could not be read"


def fingerprint_difference(manifest: Manifest, wanted: dict[str, str]) -> str | None:
    """Return how the index was made otherwise than wanted, or None if it was made so."""
    for key, value in wanted.items():
        had = manifest.setting(key)
        if had is not None and had != value:
            return f"made with {key} {had}, and the configuration says {value}"
    return None


def _indexed_beside(options: IndexOptions, articles: Sequence[Article]) -> list[Article]:
    """Return the articles that the index holds and ``articles`` lacks."""
    if not has_manifest(options):
        return []
    try:
        with closing(Manifest.open(manifest_path(options))) as manifest:
            known = {article.id for article in articles}
            return [article for article in manifest.articles() if article.id not in known]
    except IndexBroken:
        return []  # there is nothing left to keep


def _clear(folder: Path) -> None:
    for path in (*(folder / name for name in _STORES), *folder.glob("manifest.sqlite*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def _writer_lock(folder: Path) -> Iterator[None]:
    lock, owner = FileLock(folder / "writer.lock"), folder / "writer.pid"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:  # an OSError too, so it comes first
        process = owner.read_text("utf-8").strip() if owner.exists() else "unknown"
        raise IndexBusy(f"{folder}: process {process} is writing this index; try again when it is done") from error
    except OSError as error:
        raise IndexBroken(
            f"{folder}: cannot be written ({error.strerror}); check its rights, or name another folder in index.path"
        ) from error
    try:
        owner.write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


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
    stores.manifest.set_settings({**fingerprint(options, encoder.name), _UNFINISHED: "yes"})
    _remove(stores, gone)
    put_articles(stores, stale, encoder, options, progress)
    stores.manifest.set_settings({_UNFINISHED: "no"})
    return len(stale) - changed, changed, len(gone), len(articles) - len(stale)


def _repair(stores: Stores) -> set[str]:
    """Clear away what the manifest does not list; return the articles of which a store has lost something."""
    listed = stores.manifest.passage_count()
    finished = stores.manifest.setting(_UNFINISHED) != "yes"
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
    reader = _Reader(encoder, TokenTables.load(encoder), FactGrammar.load(), options.passages)
    for first in range(0, len(articles), _BATCH_ARTICLES):
        batch = articles[first : first + _BATCH_ARTICLES]
        _put(stores, batch, reader)
        if progress:
            progress(first + len(batch), len(articles))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What articles are read with."""

    encoder: Encoder
    tables: TokenTables
    grammar: FactGrammar
    passages: PassageOptions


def _put(stores: Stores, batch: Sequence[Article], reader: _Reader) -> None:
    by_id = {article.id: article for article in batch}
    passages = {article.id: cut_passages(article, reader.passages) for article in batch}
    all_passages: list[Passage] = [passage for cut in passages.values() for passage in cut]
    titled = [(passage, by_id[passage.article_id].title) for passage in all_passages]
    vectors = reader.encoder.encode_passages([context_text(passage, title) for passage, title in titled])
    terms = dict(
        zip(
            (passage.id for passage in all_passages),
            read_terms(titled, reader.tables, stores.abbreviations),
            strict=True,
        )
    )
    stores.vectors.delete(stores.manifest.passage_ids(by_id))
    stores.vectors.add(all_passages, by_id, vectors)
    stores.lexical.replace(by_id, [(passage, by_id[passage.article_id]) for passage in all_passages])
    stores.manifest.replace(
        (),
        (
            (
                article,
                content_hash(article),
                [(passage, terms[passage.id]) for passage in passages[article.id]],
                find_facts(article, passages[article.id], reader.grammar),
            )
            for article in batch
        ),
    )
