"""The commands that bring articles in: files, folders, archives and addresses, and the sources that are watched."""

import dataclasses
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from bot.app import App
from bot.errors import OperatorFault
from bot.library import synchronise
from bot.render.terminal import complain, open_console, say
from corpus.article import Article
from corpus.errors import CorpusFault
from corpus.extract import SUFFIXES
from corpus.sources import Found, find_pages
from corpus.watching import PollReport
from index.errors import IndexFault

logger = logging.getLogger(__name__)


def is_link(given: str) -> bool:
    """Tell whether what was given is an address on the web and no file."""
    return given.lower().startswith(("http://", "https://"))


def add_pages(app: App, given: Sequence[str], url: str | None, publisher: str | None, replace: bool) -> bool:
    """Turn each page into an article of the corpus; one that cannot be is reported and makes this False.

    Prints a line for each article, what was skipped and why, and a summary.
    """
    adding = _Adding(app, url, publisher, replace)
    for name in given:
        adding.add(name)
    say(adding.console, f"{adding.imported} imported, {adding.failed} failed, {adding.skipped} skipped")
    return adding.failed == 0


@dataclass(slots=True)
class _Adding:
    """Pages on their way into the corpus, and what became of them."""

    app: App
    url: str | None
    publisher: str | None
    replace: bool
    console: Console = field(default_factory=open_console)
    imported: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, name: str) -> None:
        """Add what a file, a folder, an archive or an address holds."""
        before = self.imported + self.failed
        if is_link(name):
            self._write(name, lambda: self.app.parts.import_link(name))
        else:
            for found in find_pages(Path(name)):
                self._add_found(found)
        if self.imported + self.failed == before:
            self._fail(f"{name}: holds no page; give {', '.join(SUFFIXES)}")

    def _add_found(self, found: Found) -> None:
        parts, path, data = self.app.parts, found.path, found.data
        if found.fault is not None:
            self._fail(found.fault)
        elif found.skipped is not None:
            self.skipped += 1
            say(self.console, f"{path}: skipped ({found.skipped})")
        elif data is None:
            self._write(str(path), lambda: parts.import_page(path, self.url, self.publisher))
        else:
            self._write(str(path), lambda: parts.import_bytes(data, path, self.url, self.publisher))

    def _write(self, name: str, imported: Callable[[], Article]) -> None:
        try:
            article = imported()
            if self.publisher is not None:  # what was given outranks the page
                article = dataclasses.replace(article, publisher=self.publisher)
            path = self.app.parts.write_article(article, self.app.settings.corpus.articles, self.replace)
        except CorpusFault as fault:
            self._fail(str(fault))
        else:
            self.imported += 1
            say(self.console, f"{name} -> {path}: {article.title}")

    def _fail(self, fault: str) -> None:
        self.failed += 1
        complain(fault)


def watch(app: App, once: bool, stop: threading.Event | None = None) -> bool:
    """Poll the sources of the config, once or until ``stop``, and keep the index in step.

    Returns whether the last poll had no fault. Raises OperatorFault when the config names no source.
    """
    sources = app.settings.sources
    if not (sources.feeds or sources.sitemaps):
        raise OperatorFault("sources: neither feeds nor sitemaps are listed in the config; list one to be watched")
    stopping = stop or threading.Event()
    while True:
        done = poll_and_index(app, stopping)
        if once or stopping.wait(sources.interval_minutes * 60):
            return done


def poll_and_index(app: App, stopping: threading.Event) -> bool:
    """Poll the sources once, bring the index in step if anything changed, and print what was done.

    A fault is printed and makes this False: the next poll may do better.
    """
    console = open_console()
    try:
        report = app.parts.poll_sources(app.settings, stopping.is_set)
        for withdrawal in report.withdrawn:
            logger.warning("%s", withdrawal)  # who asks later why the bot stopped answering from it finds it there
            say(console, str(withdrawal))
        for fault in report.faults:
            complain(fault)
        say(console, summary(report))
        changed = report.added or report.changed or report.withdrawn
        stale = changed or not app.parts.index_state(app.settings).in_step
        return (synchronise(app, rebuild=False) if stale else True) and not report.faults
    except (CorpusFault, IndexFault) as fault:
        complain(str(fault))
        return False


def summary(report: PollReport) -> str:
    """Return the one line that says what a poll did."""
    counts = [
        f"{count} {word}"
        for count, word in (
            (len(report.added), "new"),
            (len(report.changed), "changed"),
            (len(report.withdrawn), "withdrawn"),
            (report.unchanged, "unchanged"),
            (len(report.faults), "failed"),
            (report.left, "left for the next time"),
        )
        if count
    ]
    return f"sources: {', '.join(counts) or 'no pages'}"
