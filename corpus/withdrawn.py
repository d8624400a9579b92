"""Pages that their site has withdrawn: which answers say so, and when a site that has lost pages is only broken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from corpus.errors import PageGone
from corpus.letters import fold
from corpus.seen import SeenPage

# So many pages of a host may be gone at once whatever their share; of more, this share of what was looked at.
HANDFUL = 3
LARGEST_SHARE = 0.2
MOST_WITNESSES = 20  # pages of a host that are looked at beyond those due, to see whether the site is broken

_FRONT = re.compile(r"/(?:(?:vi|vn|vi-vn|en)/?)?(?:(?:index|default|home|trang-?chu)(?:\.\w+)?/?)?", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"(?:error|loi|page)?[-_]?(?:404|410)(?:[-_]?(?:error|page|not[-_]?found))?"
    r"|(?:page|error)?[-_]?not[-_]?found[-_]?(?:error|page)?|page[-_]?error|error(?:[-_]?page)?"
    r"|(?:trang[-_]?)?khong[-_]?(?:tim[-_]?thay|ton[-_]?tai)(?:[-_]?trang)?"
)
_NAMES_WHAT_FAILED = re.compile(r"(?:^|&)(?:aspxerrorpath|requesturl)=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An article that was taken out: the page, what its site answers, and where the article's file is kept."""

    article_id: str
    url: str
    answer: str
    kept: Path

    def __str__(self) -> str:
        return (
            f"{self.url}: the site has withdrawn it ({self.answer}); the article {self.article_id} is out of the "
            f"corpus, its file is {self.kept}; move it back to undo that"
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """A page with an article that its site did not have when it was looked at."""

    seen: SeenPage
    changed: str | None
    fault: PageGone

    def is_withdrawn(self, now: float, apart: float) -> bool:
        """Return whether the site says so for good, or said so before, at least ``apart`` seconds ago."""
        since = self.seen.missing_since
        return self.fault.for_good or (since is not None and now - since >= apart)


def leads_away(asked: str, arrived: str) -> bool:
    """Tell whether a page was redirected to the front page of a site, or to a page that says that there is none."""
    wanted, found = urlsplit(asked), urlsplit(arrived)
    if (wanted.path.rstrip("/"), wanted.query) == (found.path.rstrip("/"), found.query):
        return False
    if _is_front(found.path, found.query):
        return not _is_front(wanted.path, wanted.query)
    name = fold(PurePosixPath(found.path).name)
    stem = name.rpartition(".")[0] or name
    return bool(_NOT_FOUND.fullmatch(stem) or _NAMES_WHAT_FAILED.search(found.query))


def _is_front(path: str, query: str) -> bool:
    return not query and bool(_FRONT.fullmatch(path or "/"))


def witnesses_wanted(gone: int, alive: int) -> int:
    """Return how many more pages of a host must be looked at to tell whether those ``gone`` are a small share."""
    return max(0, round(gone / LARGEST_SHARE) - gone - alive)


def is_broken(gone: int, alive: int, others: int) -> bool:
    """Tell whether a host that lost ``gone`` pages in one poll is broken, rather than that it withdrew them.

    ``alive`` pages with an article were there, of ``others`` that the host is known to have beside those gone.
    """
    if alive == 0:
        return gone > 1 or others > 0
    return gone > HANDFUL and gone > LARGEST_SHARE * (gone + alive)


def host_of(url: str) -> str:
    """Return the host and port of an address."""
    return urlsplit(url).netloc.lower()


def still_there(pages: Sequence[SeenPage], host: str) -> list[SeenPage]:
    """Return the pages of a host whose articles were not taken out."""
    return [page for page in pages if not page.withdrawn and host_of(page.url) == host]
