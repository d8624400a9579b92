"""Which pages a watched source lists: a feed, or a sitemap with those that it names."""

from collections.abc import Sequence

from corpus.errors import CorpusFault
from corpus.feeds import Listed, parse_feed, parse_sitemap
from corpus.fetch import Fetcher
from corpus.options import WatchedSource

_MOST_SITEMAPS = 50  # of one source, with those that an index names
_DEEPEST = 3  # how often an index may name an index


def read_feed(web: Fetcher, source: WatchedSource, faults: list[str]) -> Sequence[Listed]:
    """Return the pages of a feed. Raises CorpusFault where it cannot be read; nothing is added to ``faults``."""
    fetched = web.fetch(str(source.url))
    return parse_feed(fetched.body, fetched.url)


def read_sitemaps(web: Fetcher, source: WatchedSource, faults: list[str]) -> Sequence[Listed]:
    """Return the pages of a sitemap and of those that it names; a fault in one of these is added to ``faults``.

    Raises:
        CorpusFault: the sitemap itself cannot be read.
    """
    pages: list[Listed] = []
    waiting = [(str(source.url), 1)]
    asked: set[str] = set()
    while waiting:
        url, depth = waiting.pop(0)
        if url in asked:
            continue
        if len(asked) == _MOST_SITEMAPS or depth > _DEEPEST:
            faults.append(
                f"{url}: not read, as {source.url} names more than {_MOST_SITEMAPS} sitemaps or nests them deeper "
                f"than {_DEEPEST}; list it in sources.sitemaps"
            )
            break
        asked.add(url)
        try:
            fetched = web.fetch(url)
            sitemap = parse_sitemap(fetched.body, fetched.url)
        except CorpusFault as fault:
            if depth == 1:
                raise
            faults.append(str(fault))
            continue
        pages += sitemap.pages
        waiting += [(named, depth + 1) for named in sitemap.sitemaps]
    return pages
