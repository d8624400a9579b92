"""Polls the feeds and sitemaps of the config: new and changed pages become articles."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.article import Article
from corpus.errors import CorpusFault, PageGone
from corpus.feeds import Listed, parse_feed, parse_sitemap
from corpus.fetch import Fetcher, Validators
from corpus.identity import make_id
from corpus.manners import Clock, SystemClock
from corpus.options import SourceOptions, WatchedSource
from corpus.seen import Seen, SeenPage, open_seen
from corpus.store import find_article, read_article, write_article
from corpus.web_page import article_of

_MOST_SITEMAPS = 50  # of one source, with those that an index names
_DEEPEST = 3  # how often an index may name an index


@dataclass(slots=True)
class PollReport:
    """What a poll did: articles by id, faults as lines for the operator, and how many pages were as before.

    ``left`` is how many pages wait for the next poll, beyond ``sources.pages_per_poll``.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unchanged: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Due:
    """A page to fetch, who publishes it, and what is known of it."""

    page: Listed
    publisher: str | None
    seen: SeenPage | None


def poll(
    options: SourceOptions,
    folder: Path,
    *,
    fetcher: Fetcher | None = None,
    clock: Clock | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> PollReport:
    """Fetch what the sources list and write what is new or changed into ``folder``.

    One bad page or source never stops the rest. ``stopped`` is asked between pages. To be called from a thread
    that runs no event loop.

    Raises:
        CorpusFault: another process polls, or the record of pages cannot be used.
    """
    timer = clock or SystemClock()
    with open_seen(options.state) as seen:
        run = _Poll(options, folder, fetcher or Fetcher(options, clock=timer), seen, timer)
        due = sorted(run.due(), key=lambda one: one.seen is not None)  # what is new first, else as it is listed
        run.report.left = max(0, len(due) - options.pages_per_poll)
        for one in due[: options.pages_per_poll]:
            if stopped():
                break
            try:
                run.take(one)
            except CorpusFault as fault:
                run.report.faults.append(str(fault))
    return run.report


class _Poll:
    """One poll under way."""

    def __init__(self, options: SourceOptions, folder: Path, web: Fetcher, seen: Seen, clock: Clock) -> None:
        self._options = options
        self._folder = folder
        self._web = web
        self._seen = seen
        self._clock = clock
        self.report = PollReport()

    def due(self) -> Iterator[_Due]:
        """Yield each page once that is new, changed, or was not looked at for long."""
        listed: set[str] = set()
        for source, read in [
            *((source, self._feed) for source in self._options.feeds),
            *((source, self._sitemaps) for source in self._options.sitemaps),
        ]:
            try:
                pages = read(source)
            except CorpusFault as fault:
                self.report.faults.append(str(fault))
                continue
            wanted = [page for page in pages if re.search(source.pattern or "", page.url) and page.url not in listed]
            listed.update(page.url for page in wanted)
            for page in wanted:
                before = self._seen.find(page.url)
                if before is None or before.changed != page.changed or self._is_old(before):
                    yield _Due(page, source.publisher, before)
                else:
                    self.report.unchanged += 1

    def _is_old(self, page: SeenPage) -> bool:
        return self._clock.now() - page.checked >= self._options.recheck_hours * 3600

    def _feed(self, source: WatchedSource) -> Sequence[Listed]:
        fetched = self._web.fetch(str(source.url))
        return parse_feed(fetched.body, fetched.url)

    def _sitemaps(self, source: WatchedSource) -> Sequence[Listed]:
        """Return the pages of a sitemap and of those that it names; a fault in one of these is reported."""
        pages: list[Listed] = []
        waiting = [(str(source.url), 1)]
        asked: set[str] = set()
        while waiting:
            url, depth = waiting.pop(0)
            if url in asked:
                continue
            if len(asked) == _MOST_SITEMAPS or depth > _DEEPEST:
                self.report.faults.append(
                    f"{url}: not read, as {source.url} names more than {_MOST_SITEMAPS} sitemaps or nests them deeper "
                    f"than {_DEEPEST}; list it in sources.sitemaps"
                )
                break
            asked.add(url)
            try:
                fetched = self._web.fetch(url)
                sitemap = parse_sitemap(fetched.body, fetched.url)
            except CorpusFault as fault:
                if depth == 1:
                    raise
                self.report.faults.append(str(fault))
                continue
            pages += sitemap.pages
            waiting += [(named, depth + 1) for named in sitemap.sitemaps]
        return pages

    def take(self, due: _Due) -> None:
        """Fetch a page and keep its article; what happened is remembered once the article is on the disk.

        A page that cannot be fetched, or whose article cannot be written, is not remembered, so the next poll tries
        again; one that holds no article is, until it changes.
        """
        before = due.seen
        try:
            fetched = self._web.fetch(due.page.url, before.validators if before else None)
        except PageGone as fault:
            if before is None or before.article_id is None:
                raise
            raise PageGone(f"{fault}; if it was withdrawn, delete the article {before.article_id}") from fault
        kept = before.article_id if before else None
        if fetched.not_modified:
            self.report.unchanged += 1
            self._remember(due, before.validators if before else fetched.validators, kept)
            return
        try:
            article = article_of(fetched, due.publisher)
        except CorpusFault:
            self._remember(due, fetched.validators, kept)
            raise
        self._remember(due, fetched.validators, self._keep(article, kept))

    def _remember(self, due: _Due, validators: Validators, article_id: str | None) -> None:
        self._seen.remember(SeenPage(due.page.url, validators, due.page.changed, article_id, self._clock.now()))

    def _keep(self, article: Article, known_id: str | None) -> str:
        """Write the article of a page under the id it had, else one that no other article has; return the id."""
        article = replace(article, id=known_id or _free_id(article, self._folder))
        path = find_article(article.id, self._folder) if self._folder.is_dir() else None
        if path is None:
            write_article(article, self._folder)
            self.report.added.append(article.id)
        elif read_article(path) == article:
            self.report.unchanged += 1
        else:
            write_article(article, self._folder, replace=True)
            self.report.changed.append(article.id)
        return article.id


def _free_id(article: Article, folder: Path) -> str:
    """Return an id that no article of another page has."""
    path = find_article(article.id, folder) if folder.is_dir() else None
    if path is None or read_article(path).url == article.url:
        return article.id
    return make_id(article.title, f"{article.body}\n{article.url}", article.published, unique=True)
