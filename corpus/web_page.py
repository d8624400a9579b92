"""From an address on the web to an article."""

from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from corpus.article import Article
from corpus.errors import CorpusFault
from corpus.extract import SUFFIXES, import_bytes
from corpus.fetch import Fetched, Fetcher

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    _DOCX: ".docx",
}
_LONGEST_NAME = 80


def import_link(fetcher: Fetcher, url: str, publisher: str | None = None) -> Article:
    """Fetch a page and return its article; its address is the page's own canonical one, if that is on its site.

    Raises:
        CorpusFault: the page cannot be fetched (FetchFault), is of another kind, or holds no article.
    """
    return article_of(fetcher.fetch(url), publisher)


def article_of(page: Fetched, publisher: str | None = None) -> Article:
    """Return the article of a fetched page.

    Raises:
        CorpusFault: the page is of another kind, or holds no article; the message names the address.
    """
    name = _file_name(page)
    try:
        article = import_bytes(page.body, name, publisher=publisher)
    except CorpusFault as fault:
        raise CorpusFault(f"{page.url}: {str(fault).removeprefix(f'{name}: ')}") from fault
    own = urlsplit(article.url or "").netloc.lower().removeprefix("www.")
    is_own = own == urlsplit(page.url).netloc.lower().removeprefix("www.")
    return article if is_own else replace(article, url=page.url)


def _file_name(page: Fetched) -> Path:
    """Return a file's name for a page, with the suffix of what the site says that it is, or what it looks like."""
    parts = urlsplit(page.url)
    last = PurePosixPath(unquote(parts.path)).name or parts.netloc
    stem, dot, suffix = last.rpartition(".")
    suffix = f".{suffix.lower()}" if dot else ""
    kind = _SUFFIX_OF.get(page.content_type)
    if page.body.startswith(b"%PDF-"):
        kind = ".pdf"
    elif kind is None and suffix in SUFFIXES:
        kind = suffix
    elif kind is None and page.content_type in ("", "application/octet-stream"):
        kind = ".docx" if page.body.startswith(b"PK") else ".html"
    if kind is None:
        raise CorpusFault(f"{page.url}: {page.content_type} is not a kind of page; give the address of an article")
    return Path(f"{(stem if suffix else last)[:_LONGEST_NAME].replace(chr(0), '')}{kind}")
