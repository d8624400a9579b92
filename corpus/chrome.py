"""Which lines of a page are the site's and not the article's. The patterns are data: ``chrome.yaml``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from corpus.letters import fold

_BULLETS = " \t()|:;.,»>›<«•·●*▪►▶◄→+-–—_~#[]\"'“”…"
_SENTENCE_END = re.compile(r"(?<!\.)\.[\"'”’)\]]*$|\./\.\s*$|[!?…:;][\"'”’)\]]*$|\.\.+[\"'”’)\]]*$")
_FULL_STOP = re.compile(r"(?<![.…])\.[\"'”’)\]]*$|\./\.$|\.\.?/\.?$|/\.$")
_MOJIBAKE = re.compile(r"\ufffd|\w\?\w.*\w\?\w")
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
_APART = re.compile(r"\s{2,}|\s*[|»›>→]\s*|\s/\s|\]\s*\[")
_DASHED = re.compile(r"\s[-–—]\s")
_FIGURE = re.compile(r"(?<![-–\d])\d(?!\d{3}[-–])")
_TRAIL = re.compile(r"(?:[>»›→]\s*)?[^>»›→.!?;:\d]{1,60}(?:\s?[>»›→]\s?[^>»›→.!?;:]{1,80})+")
_MENU, _DASHED_MENU = 3, 4  # pieces
_PIECE_WORDS = 8
_BUTTON_WORDS = 16
_PLAYER = re.compile(r"\d{1,2}:\d\d|[/|]|Ảnh|\d{1,6}")  # the clock of what reads the text aloud, and what is counted
PROSE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Chrome:
    """The patterns of ``chrome.yaml``, one alternation for each of its keys."""

    headings: re.Pattern[str]
    panels: re.Pattern[str]
    widgets: re.Pattern[str]
    navigation: re.Pattern[str]
    zoom: re.Pattern[str]
    footer: re.Pattern[str]
    contact: re.Pattern[str]
    owner: re.Pattern[str]
    elements: re.Pattern[str]


@cache
def load_chrome() -> Chrome:
    """Read the patterns that ship with the package."""
    text = Path(__file__).with_name("chrome.yaml").read_text(encoding="utf-8")
    lines = yaml.safe_load(text)
    return Chrome(**{key: re.compile("|".join(f"(?:{line})" for line in lines[key])) for key in lines})


def is_widget(line: str) -> bool:
    """Tell whether a line is a button, a counter or a form's field, or a row of them, wherever it stands."""
    if len(line) > PROSE_LENGTH or _FULL_STOP.search(_end(line)):
        return False
    return _matches(load_chrome().widgets, line) or _is_row(line) or _is_run_of_buttons(line)


def _is_run_of_buttons(line: str) -> bool:
    """Tell whether a line is nothing but buttons with only spaces between: "In bài viết Gửi cho bạn bè A- A+"."""
    words = line.split()
    if not 1 < len(words) <= _BUTTON_WORDS:
        return False
    parted = [True, *(False for _ in words)]  # whether the words up to there are buttons
    for end in range(1, len(parted)):
        starts = (start for start in range(max(0, end - _PIECE_WORDS), end) if parted[start])
        parted[end] = any(_is_button(" ".join(words[start:end])) for start in starts)
    return parted[-1]


def _is_button(piece: str) -> bool:
    bare = piece.strip("()[]")
    return bool(_PLAYER.fullmatch(bare)) or is_zoom(bare) or _matches(load_chrome().widgets, bare)


def _is_row(line: str) -> bool:
    """Tell whether a line is a menu, the way to the page or a row of buttons: short pieces, some surely the site's."""
    pieces = [piece for piece in _APART.split(line.strip(" []()|")) if piece.strip()]
    if _FIGURE.search(line):  # a table's row, unless each piece is a button or a counter in words
        return len(pieces) > 1 and all(_LETTERS.search(piece) and _is_sites(piece) for piece in pieces)
    sure = sum(map(_is_sites, pieces))
    if 1 < len(pieces) == sure or (len(pieces) >= _MENU and sure and _are_short(pieces)):
        return True
    # A menu may part its pieces by dashes, as a headline and "Kinh tế - Xã hội" within an article do.
    dashed = _DASHED.split(line)
    return len(dashed) >= _DASHED_MENU and sum(map(_is_sites, dashed)) > 1 and _are_short(dashed)


def _is_sites(piece: str) -> bool:
    return _matches(load_chrome().widgets, piece) or _matches(load_chrome().navigation, piece)


def _are_short(pieces: Sequence[str]) -> bool:
    return all(len(piece.split()) <= _PIECE_WORDS for piece in pieces)


def is_heading_of_others(line: str) -> bool:
    """Tell whether a line heads a list of other articles or a panel of the site."""
    return _matches(load_chrome().headings, line) or _matches(load_chrome().panels, line)


def is_navigation(line: str) -> bool:
    """Tell whether a line above the text is the site's name, its menu, the way to the page or how large it is shown."""
    return is_widget(line) or is_heading_of_others(line) or is_zoom(line) or _matches(load_chrome().navigation, line)


def is_trail(line: str) -> bool:
    """Tell whether a line is the way to the page: "Mặt trận cơ sở » Khối huyện"."""
    return len(line) <= PROSE_LENGTH and bool(_TRAIL.fullmatch(line.strip()))


def is_zoom(line: str) -> bool:
    """Tell whether a line says how large the text is shown: "100%"."""
    return "%" in line and _matches(load_chrome().zoom, line)


def is_prose(line: str) -> bool:
    """Tell whether a line reads as text rather than a headline: it has a full stop, or is long."""
    words = len(line.split())
    if len(line) > PROSE_LENGTH:
        return True
    if _FULL_STOP.search(_end(line)):
        return words >= 5
    return words >= 25 and bool(_SENTENCE_END.search(_end(line)))


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends with a mark that ends a sentence or announces a list."""
    return bool(_SENTENCE_END.search(_end(line)))


def _end(line: str) -> str:
    """Return the end of a line, all that tells how it ends: patterns tied to an end are slow on long lines."""
    return line.rstrip()[-20:]


def cut_tail(lines: Sequence[str]) -> int:
    """Return how many of ``lines`` are the article's; the rest are other articles, forms, footers.

    A heading cuts the tail only if no prose follows it, so that a box inside an article never takes the rest
    of the article with it.
    """
    end = _before_footer(lines, len(lines))
    for index in range(_end_of_text(lines[:end]), end):
        if _opens_tail(lines[index]):
            return _before_footer(lines, index)
    return end


def _end_of_text(lines: Sequence[str]) -> int:
    """Return the index after the last line that is surely text; without one, after the headline and a line below."""
    prose = [index for index, line in enumerate(lines) if _is_article_prose(line)]
    sentences = prose or [index for index, line in enumerate(lines) if ends_sentence(line) and len(line.split()) >= 6]
    if sentences:
        return sentences[-1] + 1
    headline = next((index for index, line in enumerate(lines) if not is_navigation(line)), len(lines))
    return min(headline + 2, len(lines))


def drop_boxes(lines: Sequence[str]) -> list[int]:
    """Return the indices of ``lines`` without widgets and without boxes of other headlines inside the text.

    A box is a heading and the lines after it that cannot be prose, up to the next prose.
    """
    kept: list[int] = []
    in_box = False
    for index, line in enumerate(lines):
        if _matches(load_chrome().headings, line):
            in_box = True
        elif is_prose(line) or ends_sentence(line):
            in_box = False
        if not in_box and not is_widget(line):
            kept.append(index)
    return kept


def _matches(pattern: re.Pattern[str], line: str) -> bool:
    if len(line) > PROSE_LENGTH:
        return False
    folded = fold(line)
    return any(pattern.fullmatch(form) is not None for form in (folded, folded.strip(_BULLETS)) if form)


def _is_footer(line: str) -> bool:
    return _matches(load_chrome().footer, line)


def _opens_tail(line: str) -> bool:
    return is_heading_of_others(line) or _is_footer(line)


def _is_article_prose(line: str) -> bool:
    return is_prose(line) and not _is_footer(line) and not _is_contact(line)


def _before_footer(lines: Sequence[str], end: int) -> int:
    """Step back over the foot of the page, which needs at least one line that is surely the site's."""
    start = sure = end
    has_footer = False
    while start > 0:
        line = lines[start - 1]
        if _is_sure_foot(line):
            sure = start - 1
            has_footer = has_footer or _is_footer(line)
        elif not (_is_contact(line) or _is_garbled(line) or _is_owner(lines, start - 1, end)):
            break
        start -= 1
    return start if has_footer else sure


def _is_sure_foot(line: str) -> bool:
    chrome = load_chrome()
    return (
        not _LETTERS.search(line)
        or is_widget(line)
        or _matches(chrome.footer, line)
        or _matches(chrome.navigation, line)
    )


def _is_contact(line: str) -> bool:
    return _matches(load_chrome().contact, line)


def _is_garbled(line: str) -> bool:
    return len(line) < 120 and bool(_MOJIBAKE.search(line)) and "://" not in line and not is_prose(line)


def _is_owner(lines: Sequence[str], index: int, end: int) -> bool:
    below = lines[index + 1] if index + 1 < end else ""
    return _matches(load_chrome().owner, lines[index]) and _is_contact(below)
