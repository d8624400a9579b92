"""Telegram's HTML: what it takes, how it measures, and the words in which it refuses.

The rules and the error texts are those of the Bot API's "Formatting options" and of the server's answers.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
_CHARACTER_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_ATTRIBUTE = re.compile(r"\s*([^\s=>\"']+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class EntityError(Exception):
    """The markup is not Telegram's; the text is what follows "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_plain(text: str) -> str:
    """Return ``text`` as Telegram keeps it."""
    return _CONTROL.sub("", text).strip()


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and its entities, offsets in UTF-16 code units; raises EntityError."""
    parser = _Parser(source)
    parser.run()
    return parser.text, sorted(parser.entities, key=lambda entity: (entity["offset"], -entity["length"]))


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._open: list[_Open] = []
        self.text = ""
        self.entities: list[dict[str, Any]] = []

    def run(self) -> None:
        while self._at < len(self._source):
            if self._source[self._at] == "<":
                self._end_tag() if self._source.startswith("</", self._at) else self._start_tag()
            else:
                self._characters()
        if self._open:
            raise EntityError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')

    def _characters(self) -> None:
        stop = self._source.find("<", self._at)
        run = self._source[self._at : stop if stop >= 0 else len(self._source)]
        self._at += len(run)
        self.text += _CONTROL.sub("", _CHARACTER_REFERENCE.sub(lambda match: unescape(match[0]), run))

    def _start_tag(self) -> None:
        begin = self._byte_offset()
        match = re.compile(r"<([^\s>]*)").match(self._source, self._at)
        tag = match[1].lower() if match else ""
        end = self._source.find(">", self._at)
        if end < 0:
            raise EntityError(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise EntityError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        self._at += 1 + len(tag)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise EntityError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_Open(tag, units(self.text), attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            rest = re.compile(r"\s*>").match(self._source, self._at)
            if rest:
                self._at = rest.end()
                return found
            match = _ATTRIBUTE.match(self._source, self._at)
            if not match:
                raise EntityError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            found[match[1].lower()] = unescape((match[2] or "").strip("\"'"))
            self._at = match.end()

    def _end_tag(self) -> None:
        begin = self._byte_offset()
        if not self._open:
            raise EntityError(f"Unexpected end tag at byte offset {begin}")
        end = self._source.find(">", self._at)
        if end < 0:
            raise EntityError(f"Unclosed end tag at byte offset {begin}")
        tag = self._source[self._at + 2 : end].strip().lower()
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise EntityError(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{tag}>"')
        self._at = end + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = units(self.text) - opened.offset
        if not length:
            return
        entity: dict[str, Any] = {"type": _TYPES[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            if not re.match(r"(https?|tg)://[^\s/]", opened.attributes.get("href", "")):
                return  # Telegram keeps the text and drops a link it does not like
            entity["url"] = opened.attributes["href"]
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _byte_offset(self) -> int:
        return len(self._source[: self._at].encode())
