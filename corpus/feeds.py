"""Feeds (RSS, Atom) and sitemaps: which pages a site lists, and when it says they changed."""

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree

from corpus.errors import CorpusFault

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_MOST_ENTRIES = 50_000  # the sitemaps' own limit
_LARGEST = 50_000_000  # bytes unpacked, as well


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a site lists; ``changed`` as the site writes it, None if it does not say."""

    url: str
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap: pages, or further sitemaps, or both empty."""

    pages: tuple[Listed, ...]
    sitemaps: tuple[str, ...]


def parse_feed(data: bytes, url: str) -> list[Listed]:
    """Return the pages of an RSS or Atom feed, as it orders them.

    Raises:
        CorpusFault: it is no feed, or declares XML entities.
    """
    _refuse_entities(data, url)
    try:
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # its lenient parser meets hostile pages
        raise CorpusFault(f"{url}: a broken feed ({type(error).__name__}); check the address") from error
    if not parsed.get("version") and not parsed.entries:
        raise CorpusFault(f"{url}: no feed; give the address of its RSS or Atom, or list it under sources.sitemaps")
    listed = (
        Listed(_joined(url, str(entry.link)), _changed(entry))
        for entry in parsed.entries[:_MOST_ENTRIES]
        if entry.get("link")
    )
    return [page for page in dict.fromkeys(listed) if _is_web(page.url)]


def parse_sitemap(data: bytes, url: str) -> Sitemap:
    """Return what a sitemap or an index of sitemaps lists; it may be packed with gzip.

    Raises:
        CorpusFault: it is no sitemap, declares XML entities, or unpacks to too much.
    """
    text = _unpacked(data, url)
    _refuse_entities(text, url)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise CorpusFault(f"{url}: no sitemap ({error}); check the address") from error
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise CorpusFault(f"{url}: no sitemap; check the address, or list it under sources.feeds")
    entries = [_entry(element, url) for element in root if isinstance(element.tag, str)][:_MOST_ENTRIES]
    pages = tuple(dict.fromkeys(entry for entry in entries if entry is not None and _is_web(entry.url)))
    if etree.QName(root).localname == "sitemapindex":
        return Sitemap((), tuple(page.url for page in pages))
    return Sitemap(pages, ())


def _entry(element: etree._Element, url: str) -> Listed | None:
    texts = {etree.QName(child).localname: child.text for child in element if isinstance(child.tag, str)}
    location = (texts.get("loc") or "").strip()
    changed = (texts.get("lastmod") or "").strip()
    return Listed(_joined(url, location), changed or None) if location else None


def _changed(entry: feedparser.FeedParserDict) -> str | None:
    """Return when an entry changed, else when it appeared, as the feed writes it."""
    written = entry["updated"] if "updated" in entry else entry.get("published")
    return str(written) if written else None


def _joined(url: str, written: str) -> str:
    """Return a link as a full address; one that is none as it is, to be sorted out."""
    try:
        return urljoin(url, written.strip())
    except ValueError:
        return written


def _refuse_entities(data: bytes, url: str) -> None:
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise CorpusFault(f"{url}: declares XML entities, which no feed needs; it is not read")


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _unpacked(data: bytes, url: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        text = unpacker.decompress(data, _LARGEST + 1)
    except zlib.error as error:
        raise CorpusFault(f"{url}: a broken gzip file ({error}); check the address") from error
    if len(text) > _LARGEST:
        raise CorpusFault(f"{url}: unpacks to more than {_LARGEST // 1_000_000} MB; it may be a bomb")
    return text
