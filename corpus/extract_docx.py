"""From a Word document to its lines and metadata."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle

from corpus.archives import ArchiveLimits, check_zip
from corpus.dateline import VIETNAM
from corpus.decoding import refuse_damaged, repair
from corpus.errors import CorpusFault
from corpus.legacy import from_font
from corpus.letters import one_line
from corpus.page import Line, Page, clean

# A text of 20 MB needs no more; pictures are packed already, so that only a bomb unpacks to much more.
_LIMITS = ArchiveLimits(entries=5_000, bytes=200_000_000)
_DOCTYPE = re.compile(rb"<\s?!\s?(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOGUE = 4096
_TITLE = re.compile(r"title|tiêu đề", re.IGNORECASE)
_HEADING = re.compile(r"heading 1$", re.IGNORECASE)
_CAPTION = re.compile(r"caption|chú thích", re.IGNORECASE)
_TABLE_CELL = 300
_SYMBOL_FONT_PAGE = 0xF000
# Text that Word holds but does not show here: what was deleted, a second copy for older programs, field codes.
_UNSHOWN = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText"))) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


def read_docx(data: bytes, path: Path) -> Page:
    """Return the paragraphs, the rows of tables and the metadata of a Word document.

    Raises:
        CorpusFault: the file is broken, a bomb, holds XML entities, or its letters were lost.
    """
    document = _open(data, path)
    reader = _Reader(document)
    lines = [line for line in reader.lines() if line.text]
    text = repair("\n".join(line.text for line in lines))
    refuse_damaged(text, path)
    lines = [Line(text, line.caption) for text, line in zip(text.split("\n"), lines, strict=True)]
    properties = document.core_properties
    made = properties.created
    named = one_line(repair(clean(properties.title or "")))
    return Page(
        tuple(lines),
        title=one_line(repair(reader.title)) if reader.title else None,
        title_hint=named if len(named.split()) > 2 else None,
        published_hint=made and (made.replace(tzinfo=VIETNAM) if made.tzinfo is None else made.astimezone(VIETNAM)),
    )


def _open(data: bytes, path: Path) -> WordDocument:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_zip(archive, path, _LIMITS)
            _refuse_entities(archive, path)
        return Document(BytesIO(data))
    except CorpusFault:
        raise
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through, of many kinds
        reason = one_line(str(error))[:120] or type(error).__name__
        raise CorpusFault(f"{path}: no Word document ({reason}); save it again as .docx") from error


def _refuse_entities(archive: zipfile.ZipFile, path: Path) -> None:
    """python-docx resolves no entities, but what stands in them would be lost; Word never writes any."""
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        with archive.open(name) as part:
            if _DOCTYPE.search(part.read(_PROLOGUE).replace(b"\0", b"")):
                raise CorpusFault(f"{path}: {name} declares XML entities, as no Word document does; do not open it")


class _Reader:
    """Walks the body of a document in order, into content controls, insertions and text boxes as well."""

    def __init__(self, document: WordDocument) -> None:
        self._body = document.element.body
        self._styles = {style.style_id: style for style in document.styles if isinstance(style, ParagraphStyle)}
        self._font = self._font_of("Normal")
        self.title: str | None = None

    def lines(self) -> Iterator[Line]:
        yield from self._below(self._body)

    def _below(self, element: BaseOxmlElement) -> Iterator[Line]:
        for child in element:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag not in _UNSHOWN:
                yield from self._below(child)

    def _paragraph(self, paragraph: BaseOxmlElement) -> Iterator[Line]:
        style_id = _value(paragraph, "w:pPr/w:pStyle")
        style = self._styles.get(style_id) if style_id else None
        name = str(style.name) if style is not None else ""
        font = self._font_of(style_id) or self._font
        rows = [one_line(clean(row)) for row in "".join(self._text(paragraph, font)).split("\n")]
        rows = [row for row in rows if row]
        is_item = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or name.startswith("List ")
        if rows and is_item:
            rows[0] = f"- {rows[0]}"
        if rows and self.title is None and not is_item and (_TITLE.fullmatch(name) or _HEADING.search(name)):
            self.title = rows[0] = " ".join(rows)
            del rows[1:]
        yield from (Line(row, caption=bool(_CAPTION.fullmatch(name))) for row in rows)
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(above.tag in _UNSHOWN for above in box.iterancestors()):
                yield from self._below(box)

    def _text(self, element: BaseOxmlElement, font: str | None) -> Iterator[str]:
        """Yield the text of a paragraph, each run read by its font; boxes in it are lines of their own."""
        for child in element:
            if child.tag in _UNSHOWN or child.tag == qn("w:txbxContent"):
                continue
            if child.tag == qn("w:t"):
                yield from_font(child.text or "", font)
            elif child.tag in (qn("w:tab"), qn("w:ptab")):
                yield "\t"
            elif child.tag in (qn("w:br"), qn("w:cr")):
                yield "\n"
            elif child.tag == qn("w:noBreakHyphen"):
                yield "-"
            elif child.tag == qn("w:softHyphen"):
                yield from_font("\u00ad", font)
            elif child.tag == qn("w:sym"):
                yield _symbol(child)
            elif child.tag == qn("w:r"):
                yield from self._text(child, _run_font(child) or font)
            elif child.tag != qn("w:pPr"):
                yield from self._text(child, font)

    def _table(self, table: BaseOxmlElement) -> Iterator[Line]:
        """Yield the rows of a table of figures, or the lines in the cells of one that only lays out the page."""
        rows = [list(row.iterchildren(qn("w:tc"))) for row in table.iter(qn("w:tr")) if _owner(row) is table]
        cells = [[[line.text for line in self._below(cell)] for cell in row] for row in rows]
        texts = [[" ".join(text for text in cell if text) for cell in row] for row in cells]
        is_figures = (
            len(rows) > 1 and max(map(len, rows)) > 1 and next(iter(table.iterdescendants(qn("w:tbl"))), 0) == 0
        )
        if is_figures and all(len(text) <= _TABLE_CELL for row in texts for text in row):
            yield from (Line(" | ".join(text for text in row if text)) for row in texts)
        else:
            yield from (Line(text) for row in cells for cell in row for text in cell)

    def _font_of(self, style_id: str | None) -> str | None:
        """Return the font of a style, or of the styles that it is based on."""
        style = self._styles.get(style_id) if style_id else None
        for _ in range(20):  # a style may be based on itself in a broken file
            if style is None or style.font.name:
                break
            base = style.base_style
            style = base if isinstance(base, ParagraphStyle) else None
        return style.font.name if style is not None else None


def _owner(row: BaseOxmlElement) -> BaseOxmlElement | None:
    return next((above for above in row.iterancestors() if above.tag == qn("w:tbl")), None)


def _run_font(run: BaseOxmlElement) -> str | None:
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return None if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))


def _value(element: BaseOxmlElement, path: str) -> str | None:
    found = element.find("/".join(map(qn, path.split("/"))))
    return None if found is None else found.get(qn("w:val"))


def _symbol(symbol: BaseOxmlElement) -> str:
    """Return the letter of a symbol in a font of before Unicode; others (arrows, boxes) say nothing."""
    font = symbol.get(qn("w:font"))
    try:
        code = int(symbol.get(qn("w:char")) or "", 16) & ~_SYMBOL_FONT_PAGE
        shown = bytes([code]).decode("cp1252", "replace")
    except ValueError:
        return ""
    letter = from_font(shown, font)
    return letter if letter != shown else ""
