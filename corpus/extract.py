"""From a saved page to an article: ``.txt``, ``.html``, ``.htm``, ``.md``, ``.pdf`` and ``.docx``."""
# ruff: noqa: PLC0415  (the readers of documents import libraries that few pages need)

import re
from pathlib import Path

from corpus.article import Article, has_front_matter, parse_article
from corpus.decoding import decode_page
from corpus.errors import CorpusFault
from corpus.extract_html import read_html
from corpus.extract_text import build_article
from corpus.page import Page, split_lines

SUFFIXES = (".txt", ".html", ".htm", ".md", ".pdf", ".docx")

_DOCUMENTS = (".pdf", ".docx")
_LARGEST = 20_000_000
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|table|article|br|span|meta)\b[^<>]*>", re.IGNORECASE)
_HEADING_MARK = re.compile(r"^#{1,6}\s+", re.MULTILINE)


def import_page(path: Path, *, url: str | None = None, publisher: str | None = None) -> Article:
    """Read a saved page and return its article; ``url`` and ``publisher`` outrank what the page says.

    Raises:
        CorpusFault: the file cannot be read, is of another kind, is empty, or holds no article.
    """
    _check_suffix(path)
    return import_bytes(_read_bytes(path), path, url=url, publisher=publisher)


def import_bytes(data: bytes, path: Path, *, url: str | None = None, publisher: str | None = None) -> Article:
    """Return the article of a page's content; ``path`` says by its suffix what it is, and names it in a fault.

    Raises:
        CorpusFault: the page is of another kind, is empty, or holds no article.
    """
    suffix = _check_suffix(path)
    if suffix in _DOCUMENTS:
        page = _read_document(data, path, suffix)
    else:
        text = decode_page(data, path)
        if suffix == ".md" and has_front_matter(text):
            return parse_article(text, path)
        page = _read_page(text, suffix)
    if not any(any(letter.isalpha() for letter in line.text) for line in page.lines):
        raise CorpusFault(f"{path}: holds no text; save the page again with its article")
    return build_article(page, path, url=url, publisher=publisher)


def _check_suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CorpusFault(f"{path}: {suffix or 'no suffix'} is not a kind of page; give one of {', '.join(SUFFIXES)}")
    return suffix


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise CorpusFault(f"{path}: larger than {_LARGEST // 1_000_000} MB; give one article a file")
        return path.read_bytes()
    except OSError as error:
        raise CorpusFault(f"{path}: cannot be read ({error.strerror}); check that it exists and its rights") from error


def _read_document(data: bytes, path: Path, suffix: str) -> Page:
    """Read a document of an office; its reader is imported only where there is one to read."""
    if not data.strip(b"\0"):
        raise CorpusFault(f"{path}: empty; save the page again")
    if suffix == ".pdf":
        from corpus.extract_pdf import read_pdf

        return read_pdf(data, path)
    from corpus.extract_docx import read_docx

    return read_docx(data, path)


def _read_page(text: str, suffix: str) -> Page:
    if suffix in {".html", ".htm"} or _is_markup(text):
        return read_html(text)
    return Page(split_lines(_HEADING_MARK.sub("", text) if suffix == ".md" else text))


def _is_markup(text: str) -> bool:
    """Tell whether a file saved as text is HTML after all."""
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    return start.startswith(("<!doctype html", "<html", "<?xml")) or len(_MARKUP.findall(text)) >= 4
