"""The articles that an index is to hold: those of a folder, or what a Chroma server holds of another machine's."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from corpus.store import read_articles
from index.errors import IndexBroken
from index.manifest import Manifest
from index.options import IndexOptions
from index.server_sync import Pulled, pull
from index.stores import has_manifest, manifest_path


@dataclass(frozen=True, slots=True)
class Source:
    """Articles, and what could not be read; ``settings`` are what a manifest notes of the server's state."""

    articles: list[Article]
    faults: tuple[str, ...]
    settings: dict[str, str]


def read_source(folder: Path, options: IndexOptions, made_with: dict[str, str], *, anew: bool) -> Source:
    """Return the articles as the options say; ``anew`` fetches from a server what the index holds too.

    Raises CorpusFault if the folder cannot be read, IndexUnreachable, IndexBusy or IndexForeign as ``pull`` does.
    """
    settings: dict[str, str] = {}
    if options.chroma.reads_server:
        pulled = _pulled(options, made_with, anew=anew)
        articles, faults, settings = pulled.articles, pulled.faults, pulled.settings
    else:
        articles, unread = read_articles(folder)
        faults = [str(fault) for fault in unread]
    if faults:
        # While a file cannot be read, an article that seems gone may be the one in it: keep it.
        articles += _indexed_beside(options, articles)
    return Source(articles, tuple(faults), settings)


def _pulled(options: IndexOptions, made_with: dict[str, str], *, anew: bool) -> Pulled:
    if anew or not has_manifest(options):
        return pull(options.chroma, None, made_with)
    with closing(Manifest.open(manifest_path(options))) as manifest:
        return pull(options.chroma, manifest, made_with)


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
