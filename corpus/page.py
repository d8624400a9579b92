"""What a page of any format gives before it is an article: its lines, and what its markup says of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from unicodedata import normalize

_BREAKS = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_MAX_WRAP = 120
_MIN_WRAP = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, a paragraph of its own; ``caption`` where the markup says so."""

    text: str
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in order, and the metadata of its markup (all None for a text file).

    ``title_hint`` is the headline only if no line is: a document's title may be the site's name. So is
    ``published_hint`` for the date: a file may be made on another day.
    """

    lines: tuple[Line, ...]
    title: str | None = None
    title_hint: str | None = None
    published: datetime | None = None
    published_hint: datetime | None = None
    has_time: bool = False
    author: str | None = None
    publisher: str | None = None
    url: str | None = None


def clean(text: str) -> str:
    """Return ``text`` in NFC with plain spaces and line ends, without characters that cannot be seen."""
    return _INVISIBLE.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", normalize("NFC", text))))


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text that hold something; lines wrapped at a width are joined."""
    rows = [row.strip() for row in clean(text).split("\n")]
    width = _wrap_width(rows)
    if width is not None:
        rows = _unwrap(rows, width)
    return tuple(Line(row) for row in rows if row)


def _wrap_width(rows: Sequence[str]) -> int | None:
    """Return the width a text was wrapped at, None when every line is a paragraph.

    In a wrapped text no line is long, and a line ends where the next word would not have fitted.
    """
    width = max((len(row) for row in rows), default=0)
    breaks = [(row, below) for row, below in pairwise(rows) if row and below]
    if not _MIN_WRAP <= width <= _MAX_WRAP or len(breaks) < 4:
        return None
    full = sum(_is_wrapped(row, below, width) for row, below in breaks)
    return width if full >= 0.6 * len(breaks) else None


def _is_wrapped(row: str, below: str, width: int) -> bool:
    return len(row) + 1 + len(below.split(maxsplit=1)[0]) > width


def _unwrap(rows: Sequence[str], width: int) -> list[str]:
    joined: list[str] = []
    previous = ""
    for row in rows:
        if joined and row and previous and _is_wrapped(previous, row, width) and not _begins_anew(previous, row):
            joined[-1] = f"{joined[-1]} {row}"
        else:
            joined.append(row)
        previous = row
    return joined


def _begins_anew(previous: str, row: str) -> bool:
    return previous.endswith((".", ":", "!", "?", "…")) and row[0].isupper()
