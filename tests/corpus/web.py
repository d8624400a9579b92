"""What the tests of the web share: options that open loopback, a clock that is set forward, pages."""

from dataclasses import dataclass, field
from pathlib import Path

from corpus.fetch import Fetcher
from corpus.options import SourceOptions
from corpus.watching import PollReport, poll
from tests.web_server import Reply, Site


@dataclass
class SetClock:
    """A clock that waits by going forward."""

    time: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def options(folder: Path, **changed: object) -> SourceOptions:
    """Return options that open loopback and wait for nothing."""
    given = {"allow_private": True, "seconds_per_host": 0, "timeout": 10, "state": folder / "sources.sqlite"}
    return SourceOptions.model_validate(given | changed)


def fetcher(folder: Path, clock: SetClock | None = None, **changed: object) -> Fetcher:
    """Return a fetcher with such options."""
    return Fetcher(options(folder, **changed), clock=clock or SetClock())


def page(title: str, sentence: str = "Ủy ban MTTQ huyện vận động được 12 triệu đồng cho hộ nghèo.") -> str:
    """Return the page of an article."""
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>24/07/2023 - 14:34</p>"
        f"<p>{sentence}</p></body></html>"
    )


def feed(site: Site, *paths: str, changed: str = "") -> Reply:
    """Return an RSS feed that lists pages of a site."""
    items = "".join(f"<item><link>{site.url}{path}</link><pubDate>{changed}</pubDate></item>" for path in paths)
    return Reply(f'<rss version="2.0"><channel><title>Mặt trận</title>{items}</channel></rss>')


def article_page(
    title: str, sentence: str = "Ủy ban MTTQ huyện vận động được 12 triệu đồng.", etag: str = '"1"'
) -> Reply:
    """Return the page of an article with a validator."""
    return Reply(page(title, sentence), headers={"Content-Type": "text/html; charset=utf-8"}, etag=etag)


class Office:
    """A folder of articles that is fed from a site."""

    def __init__(self, site: Site, folder: Path, clock: SetClock, **changed: object) -> None:
        given = {"feeds": [{"url": f"{site.url}/rss", "publisher": "Mặt trận huyện"}], **changed}
        self.options = options(folder, **given)
        self.folder = folder / "articles"
        self.clock = clock

    def poll(self) -> PollReport:
        """Poll once."""
        return poll(self.options, self.folder, clock=self.clock)
