"""How a state of the index and the collection on a Chroma server are brought in step, by its writer and by readers.

The writer announces a write, adds, serves the next state and only then deletes and finishes; readers take nothing up
while a write is announced. A write that was cut off is announced still, and the next run finishes it.
"""

from collections.abc import Hashable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, content_hash
from index.errors import IndexBroken, IndexBusy, IndexForeign, IndexMissing
from index.generations import MANIFEST
from index.manifest import UNFINISHED, Manifest
from index.options import ChromaOptions, IndexOptions
from index.passages import article_of
from index.server import Records, Server, Shelf, shelf_name
from index.server_records import Record, digest_of, passage_of, rebuilt
from index.server_store import MARK, SHELF, ServerStore
from index.store import NEAREST


@dataclass(frozen=True, slots=True)
class Pulled:
    """The articles that a server holds, those that it holds in part as faults, and the settings of that state."""

    articles: list[Article]
    faults: list[str]
    settings: dict[str, str]


def check_writes(options: ChromaOptions) -> None:
    """Raise IndexForeign where the articles are those of another machine, so that none can be added or removed here."""
    if options.reads_server:
        raise IndexForeign(
            "index.chroma.articles = server: the articles are those of the machine that writes the Chroma server; "
            "add and remove them there"
        )


def announce(
    options: ChromaOptions, served: Path | None, made_with: Mapping[str, str], *, take_over: bool
) -> dict[str, str]:
    """Tell readers that a write begins, and return the settings of the manifest that will list what it writes.

    ``served`` is the manifest of the state that this machine serves. Raises IndexForeign where another index has
    written the server since, unless its articles are to be taken over, and as ``check_writes`` does.
    """
    check_writes(options)
    with closing(Server(options)) as server:
        shelves = server.shelves()
        newest = shelves[0] if shelves else None
        if newest and not take_over:
            _check_ours(options, newest, _mark_of(served))
        known = next((shelf for shelf in shelves if shelf.name == shelf_name(made_with)), None)
        shelf = known or server.make_shelf(made_with, NEAREST)
        if known and not known.writing:
            server.note(known, revision=known.revision, writing=True)
    revision = (newest.revision if newest else 0) + 1
    # Of a write that was cut off nobody knows how far it came.
    doubtful = {UNFINISHED: "yes"} if known and known.writing else {}
    return {SHELF: shelf.name, MARK: f"{shelf.id}:{revision}", **doubtful}


def finish(options: IndexOptions, folder: Path) -> None:
    """Delete what the state in ``folder``, which is served now, does not need, and tell readers that it is whole."""
    with closing(Manifest.open(folder / MANIFEST)) as manifest:
        name, mark = manifest.setting(SHELF), manifest.setting(MARK) or ""
        with closing(ServerStore.open(options.chroma, manifest, options.encoder.searched)) as store:
            store.prune()
    with closing(Server(options.chroma)) as server:
        shelves = server.shelves()
        for shelf in shelves:
            if shelf.name == name:
                server.note(shelf, revision=_revision(mark), writing=False)
        # Of the others the newest may still be read by machines whose program is not this one yet.
        for shelf in [shelf for shelf in shelves if shelf.name != name][1:]:
            server.drop(shelf)


def server_mark(options: ChromaOptions) -> Hashable:
    """Return what is another whenever a write on the server begins or ends."""
    with closing(Server(options)) as server:
        return tuple((shelf.mark, shelf.writing) for shelf in server.shelves())


def server_difference(options: ChromaOptions, manifest: Manifest, made_with: Mapping[str, str]) -> str | None:
    """Return in what the server, if there is one, is not of the state that ``manifest`` lists, or None if it is.

    For a reader, what a write under way will change is none yet. Raises IndexForeign as ``pull`` does.
    """
    if not options.url:
        return None
    with closing(Server(options)) as server:
        shelves = server.shelves()
    if options.reads_server:
        _check_same(options, shelves, made_with)
    shelf = next((one for one in shelves if one.name == manifest.setting(SHELF)), None)
    if shelf is None:
        return f"{options.address}: the Chroma server has no passages of this index"
    if shelf.writing:
        return (
            None
            if options.reads_server
            else f"{options.address}: a write of the Chroma server is under way or was cut off"
        )
    if shelf.mark != manifest.setting(MARK):
        return f"{options.address}: the Chroma server was written since"
    return None


def pull(options: ChromaOptions, manifest: Manifest | None, made_with: Mapping[str, str]) -> Pulled:
    """Return the articles of the server; while it is being written, those of ``manifest``.

    Only what ``manifest`` has not is fetched. Raises IndexMissing where there is nothing, IndexBusy while it is written
    and there is no manifest to wait with, IndexForeign if the passages there are of another encoder or pipeline.
    """
    mark = manifest.setting(MARK) if manifest else None
    with closing(Server(options)) as server:
        shelf = _check_same(options, server.shelves(), made_with)
        if manifest and mark and (shelf.writing or mark == shelf.mark):
            return Pulled(manifest.articles(), [], {SHELF: shelf.name, MARK: mark})
        if shelf.writing:
            raise IndexBusy(f"{options.address}: the Chroma server is being written; try again when it is done")
        known = {one.id: one for one in manifest.articles()} if manifest else {}
        pulled = _read(Records(server, shelf), known, shelf, options)
        now = server.shelf(made_with)
    if now is None or now.writing or now.mark != shelf.mark:
        raise IndexBusy(f"{options.address}: the Chroma server was written meanwhile; try again when it is done")
    return pulled


def _read(records: Records, known: Mapping[str, Article], shelf: Shelf, options: ChromaOptions) -> Pulled:
    there: dict[str, list[str]] = {}
    for record_id in records.ids():
        there.setdefault(article_of(passage_of(record_id)), []).append(record_id)
    pulled = Pulled([], [], {SHELF: shelf.name, MARK: shelf.mark})
    wanted: list[str] = []
    for article_id, record_ids in there.items():
        article = known.get(article_id)
        if article and _are_of(record_ids, article):
            pulled.articles.append(article)
        else:
            wanted += record_ids
    found: dict[str, list[Record]] = {}
    for record in records.read(wanted):
        found.setdefault(article_of(passage_of(record.id)), []).append(record)
    for article_id, own in found.items():
        article = _whole(own)
        if article:
            pulled.articles.append(article)
        else:
            pulled.faults.append(
                f"{options.address}: article {article_id}: its passages there do not make it up; "
                "run `hoidap index --full` on the machine that has the articles"
            )
    return pulled


def _are_of(record_ids: Sequence[str], article: Article) -> bool:
    digest = content_hash(article)
    return all(digest.startswith(digest_of(record_id)) for record_id in record_ids)


def _whole(records: Sequence[Record]) -> Article | None:
    """Return the article of these records, if they make one up as its digest says."""
    try:
        article = rebuilt(records)
    except (KeyError, ValueError):
        return None
    return article if _are_of([record.id for record in records], article) else None


def _check_same(options: ChromaOptions, shelves: Sequence[Shelf], made_with: Mapping[str, str]) -> Shelf:
    """Return the collection of this fingerprint, if it is the one last written."""
    newest = next((shelf for shelf in shelves if shelf.revision), None)
    own = next((shelf for shelf in shelves if shelf.name == shelf_name(made_with)), None)
    if newest and newest is not own:
        differing = [
            f"{key} {newest.made_with.get(key)}, and here it is {value}"
            for key, value in made_with.items()
            if newest.made_with.get(key) != value
        ]
        raise IndexForeign(
            f"{options.address}: the passages on the Chroma server were made with {'; '.join(differing)}; "
            "run the same version with the same index settings as the machine that writes"
        )
    if own is None:
        raise IndexMissing(
            f"{options.address}: the Chroma server holds no passages yet; "
            "run `hoidap index --full` on the machine that has the articles"
        )
    return own


def _check_ours(options: ChromaOptions, newest: Shelf, mark: str | None) -> None:
    """Raise IndexForeign unless the last write of the server is that of this index, or older than its own."""
    if newest.revision == 0 or mark == newest.mark or (mark and _revision(mark) > newest.revision):
        return
    raise IndexForeign(
        f"{options.address}: write {newest.revision} of this Chroma server is not of this index; one machine alone may"
        " write: set index.chroma.articles to server here, or run `hoidap index --full`, which replaces what it holds"
    )


def _mark_of(manifest: Path | None) -> str | None:
    if manifest is None:
        return None
    try:
        with closing(Manifest.open(manifest)) as opened:
            return opened.setting(MARK)
    except IndexBroken:  # which is a reason to make the index anew, and says nothing of the server
        return None


def _revision(mark: str) -> int:
    return int(mark.rpartition(":")[2])
