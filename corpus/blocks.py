"""A web page as the lines a reader sees, without what its markup says is not the article."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from corpus.captions import CAPTION_LENGTH
from corpus.chrome import ends_sentence, is_prose, load_chrome
from corpus.dateline import parse_dateline
from corpus.letters import one_line
from corpus.page import clean

_LEAST_SHARE = 0.3
_DROPPED = frozenset([
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "iframe", "object", "embed",
    "svg", "button", "select", "input", "textarea", "head", "canvas", "audio", "video", "map", "dialog",
])  # fmt: skip
_UNSEEN = frozenset(["script", "style", "head", "noscript", "template"])
_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
     "i", "img", "ins", "kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span", "st1:place",
     "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"]
)  # fmt: skip
_CAPTION_TOKEN = re.compile(
    r"caption|chu-?thich|photo-?desc|image-?desc|img-?desc|pic-?desc|note-?img|figure-?text", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOKEN = re.compile(r"[\w-]+")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_TABLE_CELL = 300


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the page as shown, the element it stands in, and whether all of it is a link."""

    text: str
    element: HtmlElement
    caption: bool
    linked: bool


def content_blocks(tree: HtmlElement) -> list[Block]:
    """Return the lines of a page without what its markup says is not the article.

    An element is kept, whatever its name, if so much of the page's prose stands in it that the name must mislead.
    """
    prose = _prose_inside(tree)
    least = _LEAST_SHARE * prose.get(tree, 0)
    headed = {above for heading in tree.iter("h1") for above in heading.iterancestors()}
    is_below = False  # a headline: above it a date is today's
    for element in list(tree.iter(etree.Element)):
        is_below = is_below or element.tag == "h1"
        if element.getparent() is None or element.tag == "body":
            continue
        is_article = element.tag not in _UNSEEN and (prose.get(element, 0) > least or element in headed)
        if element.tag == "time" and element.getparent().tag != "p" and _says_when(element):
            element.tag = "div"  # a line of its own, whatever buttons stand beside it
        if is_article:
            continue
        # Whether it says when is asked last: that reads all that stands in the element.
        marked = _is_marked_chrome(element) and not (is_below and _says_when(element))
        if element.tag in _DROPPED or marked:
            element.drop_tree()
    return _blocks(tree)


def _prose_inside(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Return how many characters of prose stand in each element that has any."""
    lengths: dict[HtmlElement, int] = {}
    for block in _blocks(tree):
        if is_prose(block.text):
            for element in (block.element, *block.element.iterancestors()):
                lengths[element] = lengths.get(element, 0) + len(block.text)
    return lengths


def _is_marked_chrome(element: HtmlElement) -> bool:
    if _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
        return True
    if element.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary"):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(load_chrome().elements.fullmatch(token.lower()) for token in _TOKEN.findall(names))


def _says_when(element: HtmlElement) -> bool:
    """Return whether all of an element is a date of publication, by its label or hour; some call its place a menu."""
    text = one_line(element.text_content())
    dateline = parse_dateline(text) if text else None
    return dateline is not None and (dateline.has_time or dateline.is_labelled or dateline.is_update)


def _blocks(tree: HtmlElement) -> list[Block]:
    return _Reader().read(tree)


class _Reader:
    """Walks a tree without recursion, as pages nest deeply, and breaks its text as a browser does."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._links_open = 0
        self._owner: HtmlElement | None = None

    def read(self, tree: HtmlElement) -> list[Block]:
        walker = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if not self._enter(element):
                    walker.skip_subtree()
            else:
                self._leave(element, is_root=element is tree)
        self._break()
        return self._blocks

    def _enter(self, element: HtmlElement) -> bool:
        """Begin an element; False if what is below it needs no reading."""
        if element.tag in _UNSEEN:
            return False
        if element.tag not in _INLINE:
            self._break()
        if element.tag == "table" and (rows := _data_rows(element)):
            self._blocks += [Block(row, element, caption=False, linked=False) for row in rows]
            return False
        if element.tag == "li":
            self._pieces.append(_bullet(element))
        self._links_open += element.tag == "a"
        self._add(element.text, element)
        return True

    def _leave(self, element: HtmlElement, *, is_root: bool) -> None:
        self._links_open -= element.tag == "a"
        if element.tag not in _INLINE and element.tag not in _UNSEEN:
            self._break()
        if not is_root:
            self._add(element.tail, element.getparent())

    def _add(self, text: str | None, element: HtmlElement) -> None:
        if text and text.strip():
            self._owner = element if self._owner is None else self._owner
            self._linked += len(text.strip()) if self._links_open else 0
        self._pieces.append(text or "")

    def _break(self) -> None:
        text = one_line(clean("".join(self._pieces)))
        if text and self._owner is not None:
            owner = _block_of(self._owner)
            is_linked = self._linked >= 0.8 * len(text)
            self._blocks.append(Block(text, owner, _is_caption_markup(owner, text), is_linked))
        self._pieces, self._linked, self._owner = [], 0, None


def _block_of(element: HtmlElement) -> HtmlElement:
    while element.tag in _INLINE and element.getparent() is not None:
        element = element.getparent()
    return element


def _bullet(item: HtmlElement) -> str:
    """Return what stands before a list's item, unless its text brings its own mark."""
    if re.match(r"\s*(?:[-–+*•]|\d+[.)])", item.text_content()):
        return ""
    parent = item.getparent()
    if parent is not None and parent.tag == "ol":
        return f"{[child for child in parent if child.tag == 'li'].index(item) + 1}. "
    return "- "


def _data_rows(table: HtmlElement) -> list[str]:
    """Return the rows of a table of figures as lines; [] for a table that only lays out the page."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return []
    if len(list(table.iter("table"))) > 1 or len(list(table.iter("img"))) > 0 or list(table.iter("h1", "h2")):
        return []
    texts = [[one_line(" ".join(cell.itertext())) for cell in row] for row in rows]
    if any(len(text) > _TABLE_CELL for row in texts for text in row):
        return []
    captions = [text for caption in table.iter("caption") if (text := one_line(caption.text_content()))]
    return [*captions, *(line for row in texts if (line := " | ".join(text for text in row if text)))]


def _is_caption_markup(element: HtmlElement, text: str) -> bool:
    """Tell whether the markup shows a caption: its element says so, or it stands under a picture like one."""
    for node in [element, *list(element.iterancestors())[:3]]:
        if node.tag == "figcaption" or _CAPTION_TOKEN.search(node.get("class") or ""):
            return len(text) <= 2 * CAPTION_LENGTH
    if len(text) > CAPTION_LENGTH or is_prose(text):
        return False
    if next(element.iter("img"), None) is not None:
        return not ends_sentence(text) and one_line(element.text_content()) == text
    above = element.getprevious()
    is_under_picture = (
        above is not None and next(above.iter("img"), None) is not None and not above.text_content().strip()
    )
    return is_under_picture and _looks_like_caption(element, text)


def _looks_like_caption(element: HtmlElement, text: str) -> bool:
    slanted = "".join(node.text_content() for node in element if node.tag in ("em", "i"))
    is_centred = bool(_CENTRED.search(element.get("style") or "")) or element.get("align") == "center"
    return is_centred or one_line(slanted) == text
