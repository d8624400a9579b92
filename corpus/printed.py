"""From the lines of printed pages to paragraphs: what the pages repeat goes, lines of one paragraph are joined.

A line keeps the spaces before it, which show how far it is moved in, and lines that are empty show a gap.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.chrome import ends_sentence, is_prose
from corpus.dateline import parse_dateline
from corpus.letters import one_line
from corpus.syllables import is_syllable

_PAGE_NUMBER = re.compile(r"(?:trang|page|tr\.)?\s*[-–—]?\s*\d{1,4}\s*(?:[/|-]\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"(?:[-–—+*•●▪►➢✓√]|\(?\d{1,2}[.)]|\(?[a-zđ][.)]|[IVX]{1,4}\.)\s")
_CELLS = re.compile(r"\s{3,}")
_HYPHEN = re.compile(r"([^\W\d_]+)([-\u00ad\u2010])$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_EDGE_LINES = 3  # at the top and the bottom of a page, where a running title may stand
_FULL = 0.8  # of the widest line: what is shorter ended before the margin


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed line: its text, how far it is moved in, where it ends, and the empty lines above it."""

    text: str
    indent: int
    end: int
    gap: int
    opens_page: bool

    @property
    def is_table(self) -> bool:
        return " | " in self.text


def join_pages(pages: Sequence[str]) -> list[str]:
    """Return the paragraphs of a document from the text of its pages."""
    rows = [row for page in _without_running_titles(pages) for row in _rows(page)]
    if not rows:
        return []
    margin, gap, width = _shape(rows)
    paragraphs = [rows[0].text]
    for above, row in pairwise(rows):
        if _begins_paragraph(above, row, margin, gap, width):
            paragraphs.append(row.text)
        else:
            paragraphs[-1] = _join(paragraphs[-1], row.text)
    return paragraphs


def _without_running_titles(pages: Sequence[str]) -> Iterator[list[str]]:
    """Yield each page's lines without page numbers and without what most pages have at the same place of their edge."""
    split = [page.rstrip().split("\n") for page in pages]
    edges = [_edges(lines) for lines in split]
    seen = Counter(place for places in edges for place in places.values())
    repeated = {place for place, count in seen.items() if count >= max(2, 0.5 * len(pages))}
    for lines, places in zip(split, edges, strict=True):
        filled = [at for at, line in enumerate(lines) if line.strip()]
        numbers = {at for at in filled[:1] + filled[-1:] if _PAGE_NUMBER.fullmatch(lines[at].strip())}
        dropped = numbers | {at for at, place in places.items() if place in repeated}
        yield [line for at, line in enumerate(lines) if at not in dropped]


def _edges(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Return the lines at a page's edge that may be a running title, each with its place from the top or the bottom."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    places = dict(enumerate(filled[:_EDGE_LINES])) | {
        -1 - at: index for at, index in enumerate(filled[: -_EDGE_LINES - 1 : -1])
    }
    return {
        at: (place, _DIGITS.sub("0", one_line(lines[at])))
        for place, at in places.items()
        if not is_prose(lines[at]) and not ends_sentence(lines[at])
    }


def _rows(lines: Sequence[str]) -> Iterator[_Row]:
    gap, first = 0, True
    for line in lines:
        text = line.strip()
        if not text:
            gap += 1
            continue
        indent = len(line) - len(line.lstrip())
        cells = [one_line(cell) for cell in _CELLS.split(text)]
        # Two lines side by side at the head of a letter are no table: one of them may be the date.
        parts = cells if any(parse_dateline(cell) for cell in cells) else [" | ".join(cells)]
        for part in parts:
            yield _Row(part, indent, indent + len(text), gap, first)
            gap, first = (0, False) if len(parts) == 1 else (1, False)
        gap = 0


def _shape(rows: Sequence[_Row]) -> tuple[int, int, int]:
    """Return the left margin, the usual gap between lines, and where full lines end."""
    margin = Counter(row.indent for row in rows).most_common(1)[0][0]
    gaps = Counter(row.gap for row in rows if not row.opens_page)
    gap = min((gap for gap, count in gaps.items() if count >= 0.3 * len(rows)), default=0)
    width = max(row.end for row in ([row for row in rows if not row.is_table] or rows))
    return margin, gap, width


def _begins_paragraph(above: _Row, row: _Row, margin: int, gap: int, width: int) -> bool:
    if (
        above.is_table
        or row.is_table
        or _ITEM.match(row.text)
        or parse_dateline(above.text)
        or parse_dateline(row.text)
    ):
        return True
    if row.gap > gap and not row.opens_page:
        return True
    if _is_centred(above, margin, width) and _is_centred(row, margin, width):
        return ends_sentence(above.text)
    if _is_centred(above, margin, width) or row.indent > max(margin, above.indent) + 1:
        return True
    is_short = above.end < _FULL * width
    return is_short and (ends_sentence(above.text) or row.text[0].isupper())


def _is_centred(row: _Row, margin: int, width: int) -> bool:
    left, right = row.indent - margin, width - row.end
    return left >= 4 and right >= 4 and abs(left - right) <= 0.5 * max(left, right) + 2


def _join(above: str, below: str) -> str:
    """Join two lines of a paragraph; a word cut at the end of a line becomes whole again."""
    cut, rest = _HYPHEN.search(above), _FIRST_WORD.match(below)
    if cut is None or rest is None or not rest[0][0].islower():
        return f"{above} {below}"
    is_compound = cut[2] != "\u00ad" and is_syllable(cut[1]) and is_syllable(rest[0])  # "kinh tế-xã hội"
    return f"{above}{below}" if is_compound else f"{above[:-1]}{below}"
