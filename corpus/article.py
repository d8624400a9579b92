"""What an article is, and how it is kept on disk: one Markdown file with YAML front matter."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

import yaml

from corpus.dateline import VIETNAM
from corpus.errors import CorpusFault
from corpus.letters import one_line
from corpus.strict_yaml import StrictLoader

CAPTION_MARK = "[Ảnh] "
ID_LENGTH = 56  # a Telegram deep link carries at most 64 characters, prefix included

_KEYS = ("id", "title", "published", "publisher", "area", "author", "url", "source")
_ID = re.compile(rf"[a-z0-9-]{{1,{ID_LENGTH}}}")
_UNFIT = re.compile("[\0\ud800-\udfff]")
# A value that begins with a letter or digit and holds neither ": " nor " #" is what it says, unless it means none. In
# single quotes a value is what it says, but for quotes, which are doubled.
_PLAIN_LINE = re.compile(
    rf"(?P<key>{'|'.join(_KEYS)}): "
    r"(?:(?P<value>null|(?!(?i:null)\n)[^\W_](?:[^\s:#]|:(?=\S)|(?<=\S)\#| (?=\S)(?!\#))*)"
    r"|'(?P<quoted>(?:[^'\n]|'')*)')\n"
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    ``body`` is NFC text, paragraphs separated by a blank line; a paragraph that is a picture's caption begins
    with ``CAPTION_MARK``. ``published`` is aware, in Vietnam's time zone (+07:00).
    """

    id: str
    title: str
    body: str
    published: datetime | None = None
    publisher: str | None = None
    area: str | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None


class _PlainLoader(StrictLoader):
    """Reads every scalar as text, so that a title ``2023`` or an area ``no`` stays what was written."""

    yaml_implicit_resolvers = {  # noqa: RUF012  PyYAML's own way to say which plain scalars are not text
        letter: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def render_article(article: Article) -> str:
    """Return the Markdown file that holds ``article``; ``parse_article`` gives the same article back."""
    front_matter = yaml.safe_dump(
        {key: getattr(article, key) for key in _KEYS}, allow_unicode=True, sort_keys=False, width=10_000
    )
    return f"---\n{front_matter}---\n\n{article.body}\n"


def parse_article(text: str, path: Path) -> Article:
    """Read an article from the text of its Markdown file; ``path`` is only named in a fault.

    Raises:
        CorpusFault: the front matter is missing or broken, a key is unknown, missing or of the wrong form, or
            the body is empty.
    """
    found = _FRONT_MATTER.match(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if found is None:
        raise CorpusFault(
            f"{path}: no YAML front matter; begin the file with '---', the keys {', '.join(_KEYS)}, and '---'"
        )
    if _UNFIT.search(text):
        raise CorpusFault(f"{path}: holds a zero byte or half of a character; save the file as plain UTF-8 text")
    values = _read_front_matter(found["head"], path)
    body = normalize("NFC", found["body"]).strip("\n")
    if not body.strip():
        raise CorpusFault(f"{path}: the body is empty; write the article's text below the front matter")
    return Article(
        id=_read_id(values, path),
        title=_read_line(values, "title", path) or _missing("title", path),
        body=body,
        published=_read_published(values, path),
        publisher=_read_line(values, "publisher", path),
        area=_read_line(values, "area", path),
        author=_read_line(values, "author", path),
        url=_read_line(values, "url", path),
        source=_read_line(values, "source", path),
    )


def has_front_matter(text: str) -> bool:
    """Tell whether a Markdown text begins with YAML front matter."""
    return _FRONT_MATTER.match(text.removeprefix("\ufeff").replace("\r\n", "\n")) is not None


def content_hash(article: Article) -> str:
    """Return the SHA-256 of all fields in hexadecimal: two articles share it only if they are equal."""
    values = {field.name: str(getattr(article, field.name)) for field in fields(article)}
    absent = [field.name for field in fields(article) if getattr(article, field.name) is None]
    written = json.dumps([values, absent], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def _plain_values(head: str) -> dict[str, object] | None:
    """Return front matter whose every line is a key and a plain or quoted value, or None for all else in YAML.

    Nearly every article is so (a title with a colon stands in quotes), and PyYAML takes two thirds of the time of
    reading one.
    """
    values: dict[str, object] = {}
    for line in head.splitlines(keepends=True):
        found = _PLAIN_LINE.fullmatch(line)
        if found is None or found["key"] in values or not line[:-1].isprintable():
            return None
        if found["quoted"] is None:
            values[found["key"]] = None if found["value"] == "null" else found["value"]
        else:
            values[found["key"]] = found["quoted"].replace("''", "'")
    return values or None


def _read_front_matter(head: str, path: Path) -> Mapping[str, object]:
    plain = _plain_values(head)
    if plain is not None:
        return plain
    try:
        values = yaml.load(head, Loader=_PlainLoader)
    # A value that belies its tag (!!int one) and brackets without end get past PyYAML's own errors.
    except (yaml.YAMLError, ValueError, LookupError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise CorpusFault(
            f"{path}: broken front matter{where}: {problem}; quote values that hold ': ' or begin with a mark"
        ) from error
    if not isinstance(values, dict):
        raise CorpusFault(f"{path}: the front matter is not 'key: value' lines; write {', '.join(_KEYS)}")
    for key in values:
        if key not in _KEYS:
            raise CorpusFault(f"{path}: unknown key {key!r} in the front matter; the keys are {', '.join(_KEYS)}")
    return values


def _missing(key: str, path: Path) -> str:
    raise CorpusFault(f"{path}: the key {key!r} is missing or empty; write it in the front matter")


def _read_line(values: Mapping[str, object], key: str, path: Path) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise CorpusFault(f"{path}: {key}: {value!r} is not text; write one line of text")
    if _UNFIT.search(value):  # YAML can write them as escapes
        raise CorpusFault(f"{path}: {key}: {value!r} holds a zero or half of a character; remove it")
    return one_line(value) or None


def _read_id(values: Mapping[str, object], path: Path) -> str:
    written = _read_line(values, "id", path) or _missing("id", path)
    if not _ID.fullmatch(written):
        raise CorpusFault(
            f"{path}: id: {written!r} is no id; use at most {ID_LENGTH} of the characters a-z, 0-9 and '-'"
        )
    return written


def _read_published(values: Mapping[str, object], path: Path) -> datetime | None:
    written = _read_line(values, "published", path)
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
        return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)
    except (ValueError, OverflowError) as error:  # too close to the first or the last year for another time zone
        raise CorpusFault(
            f"{path}: published: {written!r} is no date; write it like 2023-07-24 14:34:00+07:00"
        ) from error
