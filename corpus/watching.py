"""Polls the feeds and sitemaps of the config: new and changed pages become articles."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.article import Article
from corpus.errors import CorpusFault, PageGone
from corpus.feeds import Listed
from corpus.fetch import Fetched, Fetcher, Validators
from corpus.identity import make_id
from corpus.listing import read_feed, read_sitemaps
from corpus.manners import Clock, SystemClock
from corpus.options import SourceOptions, Withdrawn
from corpus.seen import Seen, SeenPage, open_seen
from corpus.store import find_article, read_article, set_aside_article, write_article
from corpus.web_page import article_of
from corpus.withdrawn import (
    MOST_WITNESSES,
    Missing,
    Withdrawal,
    host_of,
    is_broken,
    leads_away,
    still_there,
    witnesses_wanted,
)


@dataclass(slots=True)
class PollReport:
    """What a poll did: articles by id, faults as lines for the operator, and how many pages were as before.

    ``left`` is how many pages wait for the next poll, beyond ``sources.pages_per_poll``.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[Withdrawal] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unchanged: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Due:
    """A page to fetch, who publishes it, and what is known of it; no source may list it any more."""

    page: Listed
    publisher: str | None
    seen: SeenPage | None
    listed: bool = True

    @property
    def urgency(self) -> tuple[int, float]:
        """Order what is new, then what is said to have changed, then the rest, the longest not looked at first."""
        if self.seen is None:
            return 0, 0
        return (1, 0) if self.page.changed != self.seen.changed else (2, self.seen.checked)

    @property
    def has_article(self) -> bool:
        """Return whether an article came of it that was not taken out."""
        return self.seen is not None and self.seen.article_id is not None and not self.seen.withdrawn


def poll(
    options: SourceOptions,
    folder: Path,
    *,
    fetcher: Fetcher | None = None,
    clock: Clock | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> PollReport:
    """Fetch what the sources list and write what is new or changed into ``folder``; take out what was withdrawn.

    One bad page or source never stops the rest. ``stopped`` is asked between pages. To be called from a thread
    that runs no event loop.

    Raises:
        CorpusFault: another process polls, or the record of pages cannot be used.
    """
    timer = clock or SystemClock()
    with open_seen(options.state) as seen:
        run = _Poll(options, folder, fetcher or Fetcher(options, clock=timer), seen, timer)
        due = sorted(run.due(), key=lambda one: one.urgency)
        run.report.left = max(0, len(due) - options.pages_per_poll)
        for one in due[: options.pages_per_poll]:
            if stopped():
                return run.report  # what seems withdrawn is looked at again
            run.take(one)
        run.settle(stopped)
    return run.report


class _Poll:
    """One poll under way."""

    def __init__(self, options: SourceOptions, folder: Path, web: Fetcher, seen: Seen, clock: Clock) -> None:
        self._options = options
        self._folder = folder
        self._web = web
        self._seen = seen
        self._clock = clock
        self._missing: dict[str, list[Missing]] = defaultdict(list)  # by host
        self._alive: Counter[str] = Counter()  # pages with an article that were there, by host
        self._looked_at: set[str] = set()
        self.report = PollReport()

    def due(self) -> Iterator[_Due]:
        """Yield each page once that is new, changed, or was not looked at for long.

        A page that is no longer listed is looked at as well, since what is withdrawn disappears from the lists; but
        only where a source still lists pages of its host.
        """
        listed: set[str] = set()
        hosts: set[str] = set()
        for source, read in [
            *((source, read_feed) for source in self._options.feeds),
            *((source, read_sitemaps) for source in self._options.sitemaps),
        ]:
            try:
                pages = read(self._web, source, self.report.faults)
            except CorpusFault as fault:
                self.report.faults.append(str(fault))
                continue
            wanted = [page for page in pages if re.search(source.pattern or "", page.url) and page.url not in listed]
            listed.update(page.url for page in wanted)
            hosts.update(host_of(page.url) for page in pages)
            for page in wanted:
                before = self._seen.find(page.url)
                if before is None or before.changed != page.changed or self._is_old(before):
                    yield _Due(page, source.publisher, before)
                else:
                    self.report.unchanged += 1
        for before in self._seen.with_article():
            if before.url not in listed and host_of(before.url) in hosts and self._is_old(before):
                yield _unlisted(before)

    def _is_old(self, page: SeenPage) -> bool:
        return self._clock.now() - page.checked >= self._options.recheck_hours * 3600

    def take(self, due: _Due) -> None:
        """Fetch a page and keep its article; what happened is remembered once the article is on the disk.

        A page that cannot be fetched, or whose article cannot be written, is not remembered, so the next poll tries
        again, unless no source lists it any more; one that holds no article is, until it changes. One with an article
        that is gone waits for ``settle``.
        """
        self._looked_at.add(due.page.url)
        try:
            self._take(due)
        except PageGone as fault:
            if due.has_article and due.seen:
                self._missing[host_of(due.page.url)].append(Missing(due.seen, due.page.changed, fault))
            elif due.seen and due.seen.withdrawn:
                self._seen.remember(replace(due.seen, changed=due.page.changed, checked=self._clock.now()))
            else:
                self.report.faults.append(str(fault))
        except CorpusFault as fault:
            self.report.faults.append(str(fault))
            if due.seen and not due.listed:  # it may never answer again
                self._seen.remember(replace(due.seen, checked=self._clock.now()))

    def _take(self, due: _Due) -> None:
        before = due.seen
        kept = before.article_id if before else None
        if not due.listed and due.has_article and kept and _find(kept, self._folder) is None:
            self._remember(due, Validators(), kept)  # deleted by hand, and no source asks for it
            return
        fetched = self._fetch(due)
        self._alive[host_of(due.page.url)] += due.has_article
        if fetched.not_modified:
            self.report.unchanged += 1
            self._remember(due, before.validators if before else fetched.validators, kept)
            return
        try:
            article = article_of(fetched, self._publisher(due))
        except CorpusFault:
            self._remember(due, fetched.validators, kept if due.has_article else None)
            raise
        self._remember(due, fetched.validators, self._keep(article, due))

    def _fetch(self, due: _Due) -> Fetched:
        url, before = due.page.url, due.seen
        fetched = self._web.fetch(url, before.validators if before else None)
        if leads_away(url, fetched.url):
            raise PageGone(url, f"leads to {fetched.url}")
        return fetched

    def settle(self, stopped: Callable[[], bool]) -> None:
        """Take out the articles of pages that are gone, once it is clear that their host is not broken.

        What a broken host no longer has is not remembered, so the next poll asks for it again.
        """
        for host in list(self._missing):
            others = self._ask_witnesses(host, stopped)
            gone, alive = len(self._missing[host]), self._alive[host]
            if stopped():
                return
            if is_broken(gone, alive, others):
                self.report.faults.append(
                    f"{host}: no longer has {gone} of {gone + alive} articles looked at, so the site seems broken and "
                    f"none was taken out (one is {self._missing[host][0].seen.url}); look at it in a browser, delete "
                    "by hand what was withdrawn"
                )
                continue
            for missing in self._missing[host]:
                try:
                    self._settle(missing)
                except CorpusFault as fault:
                    self.report.faults.append(str(fault))

    def _ask_witnesses(self, host: str, stopped: Callable[[], bool]) -> int:
        """Look at other pages of a host until it can be told whether it is broken; return how many it has."""
        known = still_there(self._seen.with_article(), host)
        unasked = [page for page in reversed(known) if page.url not in self._looked_at]
        for page in unasked[:MOST_WITNESSES]:
            if stopped() or not witnesses_wanted(len(self._missing[host]), self._alive[host]):
                break
            self.take(_unlisted(page))
        return len(known) - len(self._missing[host])

    def _settle(self, missing: Missing) -> None:
        seen, now, hours = missing.seen, self._clock.now(), self._options.recheck_hours
        noted = replace(seen, changed=missing.changed, checked=now, missing_since=seen.missing_since or now)
        removes = self._options.withdrawn is Withdrawn.REMOVE
        if removes and missing.is_withdrawn(now, hours * 3600):
            self._take_out(missing)
            noted = replace(noted, validators=Validators(), withdrawn=True)
        else:
            then = f"it is taken out if this is still so in {hours:g} h" if removes else "delete it if it was withdrawn"
            self.report.faults.append(f"{missing.fault}; its article is {seen.article_id}: {then}")
        self._seen.remember(noted)

    def _take_out(self, missing: Missing) -> None:
        """Move an article's file aside; there is none, or it is another page's, where somebody deleted it by hand."""
        seen = missing.seen
        article_id = seen.article_id or ""
        owners = [page for page in self._seen.with_article() if page.article_id == article_id and not page.withdrawn]
        if len(owners) > 1 or _find(article_id, self._folder) is None:
            return
        kept = set_aside_article(article_id, self._folder, self._options.withdrawn_folder)
        self.report.withdrawn.append(Withdrawal(article_id, seen.url, missing.fault.answer, kept))

    def _remember(self, due: _Due, validators: Validators, article_id: str | None) -> None:
        self._seen.remember(SeenPage(due.page.url, validators, due.page.changed, article_id, self._clock.now()))

    def _publisher(self, due: _Due) -> str | None:
        """Return who publishes a page; of one that no source lists, who did when it was imported."""
        if due.listed or due.seen is None or due.seen.article_id is None:
            return due.publisher
        for folder in (self._folder, self._options.withdrawn_folder):
            path = _find(due.seen.article_id, folder)
            if path:
                return read_article(path).publisher
        return None

    def _keep(self, article: Article, due: _Due) -> str:
        """Write the article of a page under the id it had, else one that no other article has; return the id."""
        known_id = due.seen.article_id if due.seen else None
        if known_id and due.seen and due.seen.withdrawn:  # the id was free meanwhile
            path = _find(known_id, self._folder)
            known_id = known_id if path is None or read_article(path).url == article.url else None
        article = replace(article, id=known_id or _free_id(article, self._folder))
        path = _find(article.id, self._folder)
        if path is None:
            write_article(article, self._folder)
            self.report.added.append(article.id)
        elif read_article(path) == article:
            self.report.unchanged += 1
        else:
            write_article(article, self._folder, replace=True)
            self.report.changed.append(article.id)
        return article.id


def _unlisted(seen: SeenPage) -> _Due:
    return _Due(Listed(seen.url, seen.changed), None, seen, listed=False)


def _find(article_id: str, folder: Path) -> Path | None:
    return find_article(article_id, folder) if folder.is_dir() else None


def _free_id(article: Article, folder: Path) -> str:
    """Return an id that no article of another page has."""
    path = _find(article.id, folder)
    if path is None or read_article(path).url == article.url:
        return article.id
    return make_id(article.title, f"{article.body}\n{article.url}", article.published, unique=True)
