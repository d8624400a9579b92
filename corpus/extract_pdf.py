"""From the text layer of a PDF to its lines and metadata."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from corpus.dateline import VIETNAM
from corpus.decoding import refuse_damaged, repair
from corpus.errors import CorpusFault
from corpus.letters import one_line
from corpus.page import Line, Page, clean
from corpus.printed import join_pages
from corpus.quiet import quiet

_MOST_PAGES = 500
_WIDE_GAP = re.compile(r"\S\s{4,}\S")
_SPACES = re.compile(r"\s+")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|rtf|indd|pptx?)$|^(?:microsoft word|untitled|document\d*)\b", re.IGNORECASE)


def read_pdf(data: bytes, path: Path) -> Page:
    """Return the paragraphs and the metadata of a PDF.

    Raises:
        CorpusFault: the file is broken, needs a password, has too many pages, or is a scan without text.
    """
    with quiet("pypdf"):
        try:
            reader = PdfReader(BytesIO(data))
            count = len(reader.pages)
            texts = [_page_text(reader, number) for number in range(min(count, _MOST_PAGES))]
            title, made = _metadata(reader)
        except FileNotDecryptedError as error:
            raise CorpusFault(f"{path}: needs a password; save it without one and add it again") from error
        except Exception as error:  # pypdf says of itself that broken files raise errors of any kind
            reason = one_line(str(error))[:120] or type(error).__name__
            raise CorpusFault(f"{path}: a broken PDF ({reason}); save it again from its source") from error
    if count > _MOST_PAGES:
        raise CorpusFault(f"{path}: {count} pages, more than {_MOST_PAGES}; split it into articles")
    empty = [number + 1 for number, text in enumerate(texts) if not any(map(str.isalpha, text))]
    if len(empty) > 0.5 * count or not texts:
        raise CorpusFault(
            f"{path}: {len(empty)} of {count} pages hold pictures and no text: a scan; run it through OCR "
            "(ocrmypdf -l vie) and add what comes out"
        )
    text = repair("\n".join(join_pages([clean(page) for page in texts])))
    refuse_damaged(text, path)
    lines = tuple(Line(line) for line in text.split("\n") if line.strip())
    return Page(lines, title_hint=title, published_hint=made)


def _page_text(reader: PdfReader, number: int) -> str:
    """Return a page's text with the spaces and empty lines that show its layout, where it has one column."""
    page = reader.pages[number]
    plain = page.extract_text()
    laid_out = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False)
    rows = [row for row in laid_out.split("\n") if row.strip()]
    in_columns = sum(bool(_WIDE_GAP.search(row)) for row in rows) > 0.5 * len(rows) and len(rows) > 20
    is_whole = len(_letters(laid_out)) >= len(_letters(plain))
    return laid_out if is_whole and not in_columns else plain


def _letters(text: str) -> str:
    return _SPACES.sub("", text)


def _metadata(reader: PdfReader) -> tuple[str | None, datetime | None]:
    """Return the document's title, unless it is a file's name, and the moment it was made."""
    information = reader.metadata
    if information is None:
        return None, None
    title = one_line(repair(clean(str(information.title or ""))))
    try:
        made = information.creation_date
    except ValueError:
        made = None
    moment = made and (made.replace(tzinfo=VIETNAM) if made.tzinfo is None else made.astimezone(VIETNAM))
    return (title if len(title.split()) > 2 and not _FILE_NAME.search(title) else None), moment
