"""What the markup of a page says about its article: headline, moment, author, publisher, address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.byline import parse_byline
from corpus.chrome import is_navigation
from corpus.dateline import Dateline, parse_moment
from corpus.genre import genre_pattern
from corpus.letters import fold, one_line

_MOMENT_KEYS = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "published_time",
    "og:published_time", "og:article:published_time", "dc.date.issued", "dc.date.created", "dc.date",
    "dcterms.created", "dcterms.issued", "date",
)  # fmt: skip
_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "WebPage")
_FEWEST_WORDS = 3
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SUFFIX = re.compile(r"\s+[|«»•]\s+|\s+[-–—]\s+|\s*::+\s*|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Markup:
    """The metadata of a page; None where the markup is silent.

    ``titles`` are the headlines it states, best first; ``document_title`` may as well be the site's name.
    """

    titles: tuple[str, ...]
    document_title: str | None
    moment: Dateline | None
    author: str | None
    publisher: str | None
    url: str | None


def read_markup(tree: HtmlElement) -> Markup:
    """Read the metadata of a page from its ``meta`` and ``link`` elements, JSON-LD, ``h1`` and ``title``."""
    metas = _metas(tree)
    linked = _linked_article(tree)
    publisher = metas.get("og:site_name") or _name_of(linked.get("publisher")) or metas.get("application-name")
    author = metas.get("author") or metas.get("article:author") or _name_of(linked.get("author"))
    stated = [metas.get("og:title"), metas.get("twitter:title"), _name_of(linked.get("headline"))]
    stated += [one_line(element.text_content()) for element in tree.iter("h1")]
    document = [one_line(element.text_content()) for element in tree.iter("title")]
    return Markup(
        titles=tuple(title for title in stated if title and _may_be_headline(title, publisher)),
        document_title=next((title for title in document if _may_be_headline(title, publisher)), None),
        moment=_moment(tree, metas, linked),
        author=_real_author(author, publisher),
        publisher=publisher,
        url=_address(tree, metas),
    )


def title_variants(title: str) -> list[str]:
    """Return a stated title as it is and without a site's name before or after it, longest first."""
    parts = [match.span() for match in _SUFFIX.finditer(title)]
    shorter = [title[:start] for start, _ in parts] + [title[end:] for _, end in parts]
    return [title, *sorted((part.strip() for part in shorter if part.strip()), key=len, reverse=True)]


def without_site(title: str, publisher: str | None) -> str:
    """Return a title without " | Site name" at its end, where a bar or the site's name shows that it is one."""
    for match in reversed(list(_SUFFIX.finditer(title))):
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        is_site = "|" in match[0] or fold(tail) == fold(publisher or "-") or is_navigation(tail)
        if len(head.split()) >= _FEWEST_WORDS and (is_site or _DOMAIN.fullmatch(tail)):
            return head
    return title


def _may_be_headline(title: str, publisher: str | None) -> bool:
    return bool(title) and fold(title) != fold(publisher or "") and not is_navigation(title) and not parse_byline(title)


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = one_line(element.get("content") or "")
        if key and value:
            metas.setdefault(key.strip().lower(), value)
    return metas


def _linked_article(tree: HtmlElement) -> dict[str, object]:
    """Return the JSON-LD object of the article; broken JSON counts as none."""
    found: dict[str, object] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(kind in _ARTICLE_TYPES for kind in kinds):
                found = {**item, **found}
    return found


def _objects(data: object) -> Iterator[dict[str, object]]:
    if isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"))
    elif isinstance(data, list):
        for item in data:
            yield from _objects(item)


def _name_of(value: object) -> str | None:
    if isinstance(value, list):
        names = [name for item in value if (name := _name_of(item))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _name_of(value.get("name"))
    return one_line(value) or None if isinstance(value, str) else None


def _moment(tree: HtmlElement, metas: dict[str, str], linked: dict[str, object]) -> Dateline | None:
    values = [_name_of(linked.get("datePublished"))]
    values += [metas.get(key) for key in _MOMENT_KEYS]
    values += [element.get("datetime") or element.get("content") for element in tree.iter("time")][:1]
    values += [one_line(element.text_content()) for element in tree.xpath("//h1/following::time")][:1]
    values += [element.get("content") for element in tree.xpath("//*[@itemprop='datePublished']")][:1]
    moments = [moment for value in values if value and (moment := parse_moment(value))]
    return min(moments, key=lambda moment: not moment.has_time, default=None)


def _real_author(author: str | None, publisher: str | None) -> str | None:
    if author is None or "://" in author or genre_pattern("{nobody}").fullmatch(author):
        return None
    return author if fold(author) != fold(publisher or "") and any(letter.isalpha() for letter in author) else None


def _address(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    links = [
        element.get("href")
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    for address in [*links, metas.get("og:url")]:
        if address and re.match(r"https?://[^\s/]+", address.strip(), re.IGNORECASE):
            return str(address.strip())
    return None
