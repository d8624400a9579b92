"""The id of an article: its day, its headline without accents, and a mark that keeps two alike apart."""

import hashlib
import re
from datetime import datetime

from corpus.article import ID_LENGTH
from corpus.letters import fold

_MARK_LENGTH = 6
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def make_id(title: str, body: str, published: datetime | None, *, unique: bool = False) -> str:
    """Return an id of ``[a-z0-9-]``, at most 56 characters, the same for the same article.

    It is the date and the headline's words. Six hexadecimal digits of the hash of headline and body end it
    when the headline had to be cut, when it leaves no letter, or when ``unique`` asks for them because
    another article already has the id.
    """
    date = f"{published:%Y-%m-%d}-" if published else ""
    slug = _NOT_SLUG.sub("-", fold(title)).strip("-")
    whole = f"{date}{slug}"
    if slug and len(whole) <= ID_LENGTH and not unique:
        return whole
    mark = hashlib.sha256(f"{title}\n{body}".encode("utf-8", "replace")).hexdigest()[:_MARK_LENGTH]
    kept = _cut_at_word(whole, ID_LENGTH - _MARK_LENGTH - 1).strip("-")
    return f"{kept}-{mark}" if kept else mark


def _cut_at_word(slug: str, length: int) -> str:
    if len(slug) <= length:
        return slug
    cut = slug[: length + 1].rfind("-")
    return slug[:cut] if cut > length // 2 else slug[:length]
