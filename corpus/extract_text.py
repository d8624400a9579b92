"""From the lines of a page to an article: headline, dateline, byline, captions, and the text between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from corpus.area import find_area
from corpus.article import CAPTION_MARK, Article
from corpus.byline import Byline, agency_of, author_glued_to, parse_byline
from corpus.captions import is_caption
from corpus.chrome import cut_tail, drop_boxes, ends_sentence, is_navigation, is_prose, is_trail
from corpus.dateline import Dateline, parse_dateline, split_glued_dateline
from corpus.errors import CorpusFault
from corpus.identity import make_id
from corpus.letters import fold, is_personal_name, one_line
from corpus.page import Line, Page

_HEAD_LINES = 14
_HEADLINE_WORDS = 5
_FEWEST_WORDS = 4
_LONGEST_HEADLINE_WORDS = 45
_TITLE_LENGTH = 100
_MOST_SIGNATURES = 2


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the text; ``lead`` is text among it, ``end`` the index of the line below."""

    title: str
    dateline: Dateline | None
    author: str | None
    lead: tuple[Line, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Foot:
    """What stands below the text."""

    byline: Byline | None = None
    signatures: int = 0
    dateline: Dateline | None = None


def build_article(page: Page, path: Path, *, url: str | None, publisher: str | None) -> Article:
    """Turn the lines of a page into an article; ``url`` and ``publisher`` outrank what the page says.

    Raises:
        CorpusFault: there is no text below the headline.
    """
    lines = page.lines[: cut_tail([line.text for line in page.lines])]
    head = _read_head(lines, page)
    rest, foot = _read_foot([*head.lead, *lines[head.end :]], head.dateline)
    body = [rest[index] for index in drop_boxes([line.text for line in rest])]
    if not any(letter.isalpha() for line in body for letter in line.text):
        raise CorpusFault(f"{path}: no text below the headline {head.title!r}; save the whole page and add it again")
    paragraphs = _mark_captions(body)
    texts = [text for text in paragraphs if not text.startswith(CAPTION_MARK)] or paragraphs
    signed = foot.byline
    address = signed.source if signed and _is_address(signed.source) else None
    author = signed.author if signed and not address else head.author or page.author or author_glued_to(texts[-1])
    dated = _published(page, head.dateline or foot.dateline)
    published = dated.published if dated else page.published_hint
    text = "\n\n".join(paragraphs)
    return Article(
        id=make_id(head.title, text, published),
        title=head.title,
        body=text,
        published=published,
        publisher=publisher or page.publisher or agency_of(texts[0]) or _signing(signed),
        area=find_area(head.title, author, texts),
        author=author,
        url=url or page.url or address,
        source=path.name,
    )


def _signing(signed: Byline | None) -> str | None:
    named = (signed.organisation or signed.source) if signed else None
    return None if _is_address(named) else named


def _is_address(source: str | None) -> bool:
    """Tell whether what a page names as its source is where it stands on the web."""
    return source is not None and source.startswith(("http://", "https://")) and " " not in source


def _published(page: Page, shown: Dateline | None) -> Dateline | None:
    """Choose between the markup's date and the one shown, which often alone has the hour."""
    if page.published is None:
        return shown
    stated = Dateline(page.published, page.has_time)
    if shown is None or shown.is_update or not shown.has_time:
        return stated
    same_day = shown.published.date() == stated.published.date()
    return shown if same_day or not stated.has_time else stated


def _mark_captions(lines: Sequence[Line]) -> list[str]:
    texts = [line.text.removeprefix(CAPTION_MARK) for line in lines]
    marked = []
    for line, text in zip(lines, texts, strict=True):
        is_marked = line.caption or line.text != text or (len(lines) > 1 and is_caption(text, texts))
        marked.append(f"{CAPTION_MARK}{text}" if is_marked else text)
    return marked


# ---- above the text


def _read_head(lines: Sequence[Line], page: Page) -> _Head:
    """Find headline and dateline among the first lines; other lines of text go on to the text."""
    texts = [line.text for line in lines[:_HEAD_LINES]]
    datelines = {index: found for index, text in enumerate(texts) if (found := parse_dateline(text))}
    datelines = _above_the_text(datelines, texts)
    at = _headline_index(texts, datelines, page.title, hinted=page.title_hint is not None)
    shown = _headline_at(texts, at) if at is not None else page.title or page.title_hint or _first_words(lines)
    title, glued = split_glued_dateline(page.title or shown)
    if glued is None:
        glued = split_glued_dateline(shown)[1]
    best = _best(datelines)
    dateline = glued if best is None else datelines[best]
    end = max([0 if at is None else at + 1, *(index + 1 for index in datelines)])
    end += sum(1 for _ in takewhile(lambda line: is_trail(line.text) or is_navigation(line.text), lines[end:]))
    signed = parse_byline(lines[end].text) if datelines and end + 1 < len(lines) else None
    end += signed is not None  # who wrote it, right below the dateline
    lead, author = _read_lead(lines[:end], at, datelines, title)
    return _Head(one_line(title), dateline, author or (dateline.author if dateline else None), lead, end)


def _above_the_text(datelines: dict[int, Dateline], texts: Sequence[str]) -> dict[int, Dateline]:
    """Keep the datelines above the text: at most one paragraph, the lead, may stand before them."""
    prose = [index for index, text in enumerate(texts) if is_prose(text) and index not in datelines]
    limit = prose[1] if len(prose) > 1 else len(texts)
    return {index: dateline for index, dateline in datelines.items() if index < limit}


def _headline_index(
    texts: Sequence[str], datelines: dict[int, Dateline], known: str | None, *, hinted: bool
) -> int | None:
    if known:
        wanted = fold(split_glued_dateline(known)[0])
        return next((i for i, text in enumerate(texts) if fold(split_glued_dateline(text)[0]) == wanted), None)
    first_prose = next((index for index, text in enumerate(texts) if is_prose(text)), len(texts))
    lines = [index for index in range(first_prose) if index not in datelines and _has_words(texts[index])]
    candidates = [index for index in lines if not is_navigation(texts[index])] or ([] if hinted else lines)
    if not candidates:  # a headline that ends with a full stop is known by the dateline below it
        return 0 if first_prose == 0 and 1 in datelines else None
    headlines = [index for index in candidates if _is_headline(texts[index])]
    date = _best({index: dateline for index, dateline in datelines.items() if index < first_prose})
    if date is not None and (beside := _headline_beside(date, headlines, candidates, texts)) is not None:
        return beside
    plain = [index for index in headlines if not is_caption(texts[index], texts) and not _is_sentence(texts[index])]
    short = [index for index in candidates if _is_headline(texts[index], _FEWEST_WORDS)]
    return next(iter([*plain, *short]), max(candidates, key=lambda index: len(texts[index])))


def _headline_beside(
    date: int, headlines: Sequence[int], candidates: Sequence[int], texts: Sequence[str]
) -> int | None:
    """Return the headline nearest above the dateline, else below it; a caption below only if nothing else is."""
    above = [index for index in headlines if index < date]
    below = [index for index in headlines if index > date and not _is_sentence(texts[index])]
    plain = [index for index in below if not is_caption(texts[index], texts)]
    short = [index for index in candidates if index < date and _is_headline(texts[index], _FEWEST_WORDS)]
    opening = [0] if date == 1 and 0 in short else []  # right above the dateline and nothing above it
    return next(iter([*above[-1:], *opening, *plain, *short[-1:], *below]), None)


def _headline_at(texts: Sequence[str], at: int) -> str:
    """Return the headline with the line above it where that is its first half: ``Huyện Sông Trăng:``."""
    above = texts[at - 1] if at else ""
    return f"{above} {texts[at]}" if above.endswith(":") and not is_navigation(above) else texts[at]


def _has_words(text: str) -> bool:
    return not text.endswith((";", ",")) and any(letter.isalpha() for letter in text)


def _is_headline(text: str, fewest: int = _HEADLINE_WORDS) -> bool:
    # A dash is no word: "Từ thiện - Nhân đạo" is a section of the site.
    words = sum(any(map(str.isalnum, word)) for word in text.split())
    return fewest <= words <= _LONGEST_HEADLINE_WORDS and parse_byline(text) is None


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and not text.endswith("?")


def _best(datelines: Mapping[int, Dateline]) -> int | None:
    """Return the index of the article's own dateline: the clock of the site may stand above it.

    A date of publication outranks one of an update, one with the hour one without, a later line an earlier.
    """

    def rank(index: int) -> tuple[bool, bool, bool, int]:
        found = datelines[index]
        return (found.is_update, not found.is_labelled, not found.has_time, -index)

    return min(datelines, key=rank, default=None)


def _read_lead(
    lines: Sequence[Line], at: int | None, datelines: dict[int, Dateline], title: str
) -> tuple[tuple[Line, ...], str | None]:
    """Sort the lines down to the last dateline: the author, the site's own, and text that stays.

    A line above the headline is text only if it is prose; the rest there is the site's menu.
    """
    kept: list[Line] = []
    author = None
    headline = -1 if at is None else at
    for index, line in enumerate(lines):
        if index == at or index in datelines or fold(line.text) == fold(title):
            continue
        byline = parse_byline(line.text) if index > headline else None
        if byline is not None:
            author = byline.author
        elif (index > headline and not is_navigation(line.text)) or is_prose(line.text):
            kept.append(line)
    return tuple(kept), author


def _first_words(lines: Sequence[Line]) -> str:
    """Make a headline of the first words of a text that has none."""
    text = lines[0].text if lines else ""
    if len(text) <= _TITLE_LENGTH:
        return text
    cut = text[: _TITLE_LENGTH + 1].rsplit(" ", 1)[0].rstrip(" ,;:-–")
    return f"{cut}…"


# ---- below the text


def _read_foot(lines: Sequence[Line], shown: Dateline | None) -> tuple[list[Line], _Foot]:
    """Take byline and dateline off the end of the text, in either order; a byline may take two lines."""
    rest = list(lines)
    foot = _Foot()
    if _ends_with_names(rest):
        return rest, foot
    while len(rest) > 1:
        last = rest[-1]
        dateline = parse_dateline(last.text)
        byline = None if dateline or last.caption else parse_byline(last.text)
        if dateline is not None and foot.dateline is None and _repeats(dateline, shown):
            foot = replace(foot, dateline=dateline)
        elif byline is not None and foot.signatures < _MOST_SIGNATURES:
            foot = replace(foot, byline=_together(byline, foot.byline), signatures=foot.signatures + 1)
        else:
            break
        rest.pop()
    return rest, foot


def _ends_with_names(lines: Sequence[Line]) -> bool:
    """Tell whether the text ends with a list of names, which no byline is."""
    return sum(1 for _ in takewhile(lambda line: is_personal_name(line.text), reversed(lines))) > 2


def _repeats(dateline: Dateline, shown: Dateline | None) -> bool:
    """Tell whether a dateline at the end says no more than the one above the text."""
    return shown is None or dateline.is_update or dateline.published.date() == shown.published.date()


def _together(above: Byline, signed: Byline | None) -> Byline:
    if signed is None:
        return above
    return Byline(
        author=f"{above.author}, {signed.author}",
        organisation=above.organisation or signed.organisation,
        source=above.source or signed.source,
    )
