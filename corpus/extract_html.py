"""From a web page to its lines and metadata.

trafilatura tells where in the page the article stands; the text itself is read here, from every block of that
place, because a main-text extractor may drop captions, bylines and short paragraphs.
"""

import re
from collections.abc import Sequence
from html import unescape

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring
from trafilatura import bare_extraction

from corpus.blocks import Block, content_blocks
from corpus.byline import parse_byline
from corpus.chrome import ends_sentence, is_heading_of_others, is_navigation, is_prose, is_widget
from corpus.dateline import parse_dateline
from corpus.letters import fold, one_line
from corpus.markup import Markup, read_markup, title_variants, without_site
from corpus.page import Line, Page, clean, split_lines
from corpus.quiet import quiet

_TAG = re.compile(r"(<!--|-->|</?\s*[a-zA-Z][^<>]*>?)")
_TAG_NAME = re.compile(r"</?\s*([a-zA-Z][\w:-]*)")
_WITHOUT_TEXT = frozenset(["script", "style", "head", "title", "noscript"])
_TITLE_NAME = re.compile(r"title|headline|tieu-?_?de", re.IGNORECASE)
_OF_BOX = re.compile(r"box|block|site|menu|widget|section|module|portlet|cat|related|other|sub|more|hot", re.IGNORECASE)
_BULLETS = "-–•*+ 0123456789.)"
_LINES_ABOVE = 15
_LINES_BETWEEN = 4
_HEADLINE_WORDS = 5
_LONGEST_LINK = 200
_LEAST_SHARE = 0.4  # of a page's sentences; an article that holds fewer was not found


def read_html(text: str) -> Page:
    """Return the lines and the metadata of a web page; lines are empty where there is no text at all."""
    tree = _parse(text)
    markup = read_markup(tree) if tree is not None else None
    blocks = content_blocks(tree) if tree is not None else []
    if tree is None or markup is None or not blocks:
        return Page(split_lines(_without_tags(text)))
    title = _shown_title(markup, blocks) or (None if markup.titles else _named_title(blocks))
    stated = without_site(markup.titles[0], markup.publisher) if markup.titles else None
    hint = markup.document_title and without_site(markup.document_title, markup.publisher)
    chosen = _without_teasers(_without_link_lists(_article_blocks(blocks, tree, title or stated))) or blocks
    moment = markup.moment
    return Page(
        lines=tuple(Line(block.text, block.caption) for block in chosen),
        title=title or stated,
        title_hint=hint,
        published=moment.published if moment else None,
        has_time=moment.has_time if moment else False,
        author=markup.author,
        publisher=markup.publisher,
        url=markup.url,
    )


def _without_tags(text: str) -> str:
    """Return the text between tags of a page too broken or too deep for the parser, in one pass."""
    kept: list[str] = []
    hidden: str | None = None
    for piece in _TAG.split(text):
        name = _TAG_NAME.match(piece)
        if name is not None:
            tag = name[1].lower()
            if hidden is None and tag in _WITHOUT_TEXT and not piece.startswith("</"):
                hidden = tag
            elif hidden == tag and piece.startswith("</"):
                hidden = None
        elif hidden is None and piece not in ("<!--", "-->"):
            kept.append(piece)
    return unescape("\n".join(kept))


def _shown_title(markup: Markup, blocks: Sequence[Block]) -> str | None:
    """Return the line of the page that is one of its stated titles, with or without the site's name."""
    shown = {fold(block.text): block.text for block in reversed(blocks)}
    for stated in (*markup.titles, markup.document_title or ""):
        for variant in title_variants(stated):
            if len(variant.split()) >= 3 and fold(variant) in shown:
                return shown[fold(variant)]
    return None


def _named_title(blocks: Sequence[Block]) -> str | None:
    """Return the first line that the page's own names call a title ("lblTitle", "tieu-de"), for want of a heading."""
    named = (block for block in blocks if not _is_of_site(block) and _is_named_title(block))
    return next((block.text for block in named if len(block.text.split()) >= _HEADLINE_WORDS), None)


def _is_named_title(block: Block) -> bool:
    if one_line(block.element.text_content()) != block.text:
        return False
    names = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in block.element.iter(etree.Element))
    return any(_TITLE_NAME.search(token) and not _OF_BOX.search(token) for name in names for token in name.split())


def _parse(text: str) -> HtmlElement | None:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(clean(text).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but white space or comments
        return None


# ---- where the article stands


def _article_blocks(blocks: Sequence[Block], tree: HtmlElement, title: str | None) -> list[Block]:
    wanted = _main_text(tree)
    found = [index for index, block in enumerate(blocks) if _is_wanted(block.text, wanted)]
    if not found:
        return list(blocks)
    headline = next((index for index, block in enumerate(blocks) if title and fold(block.text) == fold(title)), None)
    first, last = _widen(blocks, *_article_range(blocks, found), found)
    is_beside = headline is not None and headline > last  # what was found is another text, above the article
    if is_beside or _text_length(blocks[first : last + 1]) < _LEAST_SHARE * _text_length(blocks):
        return list(blocks[headline or 0 :])
    if headline is not None and first - _LINES_ABOVE < headline < first:
        first = headline
    first = _with_dates_above(blocks, first)
    if title is None and first > 0 and _may_head(blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and _signs_or_dates(blocks[last + 1].text):
        last += 1
    return list(blocks[first : last + 1])


def _with_dates_above(blocks: Sequence[Block], first: int) -> int:
    """Return where the article begins with the dates and signatures above it, and counters and buttons among them."""
    above = first - 1
    while above >= 0 and first - above <= _LINES_BETWEEN:
        if _signs_or_dates(blocks[above].text):
            first = above
        elif not is_widget(blocks[above].text):
            break
        above -= 1
    return first


def _may_head(block: Block) -> bool:
    """Tell whether a line right above the text may be the headline of a page whose markup states none."""
    is_line = len(block.text.split()) >= _HEADLINE_WORDS and not ends_sentence(block.text)
    return is_line and not _is_of_site(block)


def _main_text(tree: HtmlElement) -> set[str]:
    """Return the paragraphs that trafilatura holds for the article, folded; empty if it finds none."""
    page = tostring(tree, encoding="unicode")
    with quiet("trafilatura"):
        try:
            document = bare_extraction(page, favor_recall=True, include_comments=False, include_tables=True)
        except Exception:  # its heuristics meet hostile pages; without it the whole page is read
            return set()
    text = getattr(document, "text", None) or ""
    return {folded for line in text.split("\n") if (folded := _key(line))}


def _key(line: str) -> str:
    return fold(line).strip(_BULLETS)


def _is_wanted(text: str, wanted: set[str]) -> bool:
    key = _key(text)
    return key in wanted or (len(key) > 60 and any(key in paragraph for paragraph in wanted))


def _text_length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks if not block.linked and ends_sentence(block.text))


def _article_range(blocks: Sequence[Block], found: Sequence[int]) -> tuple[int, int]:
    """Return the first and last index of the smallest element that holds nearly all of the prose found.

    Where only the page as a whole does, the article goes on until the site's own lines begin.
    """
    weight = {index: len(blocks[index].text) for index in found if is_prose(blocks[index].text)}
    weight = weight or {index: len(blocks[index].text) for index in found}
    longest = max(weight, key=lambda index: weight[index])
    for candidate in [blocks[longest].element, *blocks[longest].element.iterancestors()]:
        if candidate.tag in ("body", "html"):
            break
        below = set(candidate.iter())
        inside = [index for index, block in enumerate(blocks) if block.element in below]
        if len(inside) > 1 and sum(weight.get(index, 0) for index in inside) >= 0.9 * sum(weight.values()):
            return inside[0], inside[-1]
    last = max(weight)
    while last + 1 < len(blocks) and not _is_of_site(blocks[last + 1]):
        last += 1
    return min(weight), last


def _widen(blocks: Sequence[Block], first: int, last: int, found: Sequence[int]) -> tuple[int, int]:
    """Take in what was found close by: a lead or a note in an element of its own."""
    for index in sorted(index for index in found if index > last):
        if index - last <= _LINES_BETWEEN and not any(map(_is_of_site, blocks[last + 1 : index + 1])):
            last = index
    for index in sorted((index for index in found if index < first), reverse=True):
        if first - index <= _LINES_BETWEEN and not any(map(_is_of_site, blocks[index:first])):
            first = index
    return first, last


def _is_of_site(block: Block) -> bool:
    return block.linked or is_navigation(block.text)


def _signs_or_dates(text: str) -> bool:
    return parse_dateline(text) is not None or parse_byline(text) is not None


def _without_link_lists(blocks: Sequence[Block]) -> list[Block]:
    """Drop runs of three and more short lines that are links: menus and lists of other articles."""
    kept: list[Block] = []
    run: list[Block] = []
    for block in blocks:
        if block.linked and len(block.text) <= _LONGEST_LINK:
            run.append(block)
            continue
        kept += run if len(run) < 3 else []
        kept.append(block)
        run = []
    return kept + (run if len(run) < 3 else [])


def _without_teasers(blocks: Sequence[Block]) -> list[Block]:
    """Drop lists of other articles whose headlines are links and each have a teaser below."""
    kept: list[Block] = []
    index = 0
    while index < len(blocks):
        headed = is_heading_of_others(blocks[index].text)
        pairs = _count_teasers(blocks, index + headed)
        if pairs >= (2 if headed else 3):
            index += headed + 2 * pairs
        else:
            kept.append(blocks[index])
            index += 1
    return kept


def _count_teasers(blocks: Sequence[Block], start: int) -> int:
    """Return how many pairs of a linked line and an unlinked one stand there."""
    end = start
    while end + 1 < len(blocks) and blocks[end].linked and not blocks[end + 1].linked:
        end += 2
    return (end - start) // 2
