"""Telegram's HTML: what it takes, how it measures, and the words in which it refuses.

The rules and the error texts are those of the Bot API's "Formatting options" and of the server's answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]

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
_QUOTES = {"blockquote", "expandable_blockquote"}
_VERBATIM = {"code", "pre"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))|(lt|gt|amp|quot)(?![A-Za-z]));?")
_ATTRIBUTE_NAME = re.compile(r"[^\s\0=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_TAG_NAME = re.compile(r"[^\s\0>]*")
_SPACE = " \t\r\n\v\0"  # the end of the text counts as white space, as it does for Telegram
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_UNSEEN = re.compile(r"[\r\u2028-\u202e]")


class EntityError(Exception):
    """The markup is not Telegram's; the text is what follows "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str] = field(default_factory=dict)


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def covered(text: str, entity: Entity) -> str:
    """Return the part of ``text`` that ``entity`` covers."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    start = 2 * int(entity["offset"])
    return encoded[start : start + 2 * int(entity["length"])].decode("utf-16-le", "surrogatepass")


def parse_plain(text: str) -> str:
    """Return ``text`` as Telegram keeps it."""
    return _clean(text).strip()


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text, untrimmed, and its entities, offsets in UTF-16 code units; raises EntityError."""
    parser = _Parser(source)
    parser.run()
    for entity in parser.entities:
        if entity["type"] == "code":
            entity.pop("language", None)  # it counts inside <pre> alone
    return parser.text, _ordered(_without_forbidden_nesting(parser.entities))


def trimmed(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Return ``text`` without the white space around it, and ``entities`` moved and shortened to fit."""
    kept = text.strip()
    shift = units(text) - units(text.lstrip())
    length = units(kept)
    moved: list[Entity] = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(length, entity["offset"] + entity["length"] - shift)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", _UNSEEN.sub("", text))


def _ordered(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _without_forbidden_nesting(entities: Sequence[Entity]) -> list[Entity]:
    """Drop what stands inside code, and quotes inside quotes: Telegram shows neither."""
    verbatim = [entity for entity in entities if entity["type"] in _VERBATIM]
    quotes = [entity for entity in entities if entity["type"] in _QUOTES]

    def forbidden(entity: Entity) -> bool:
        if entity["type"] in _VERBATIM:
            return False
        return any(_within(entity, one) for one in verbatim) or (
            entity["type"] in _QUOTES and any(_within(entity, one) for one in after(entity))
        )

    def after(quote: Entity) -> list[Entity]:  # the inner of two quotes ends first, and so comes first here
        return quotes[next(at for at, one in enumerate(quotes) if one is quote) + 1 :]

    return [entity for entity in entities if not forbidden(entity)]


def _within(inner: Entity, outer: Entity) -> bool:
    end = outer["offset"] + outer["length"]
    return bool(outer["offset"] <= inner["offset"] and inner["offset"] + inner["length"] <= end)


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return match[0]
    return chr(code)


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._open: list[_Open] = []
        self._length = 0
        self._parts: list[str] = []
        self.entities: list[Entity] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

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
        shown = _clean(_CHARACTER_REFERENCE.sub(_character, run))
        self._parts.append(shown)
        self._length += units(shown)

    def _here(self) -> str:
        return self._source[self._at] if self._at < len(self._source) else "\0"

    def _skip_space(self) -> None:
        while self._at < len(self._source) and self._here() in _SPACE:
            self._at += 1

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._source, self._at)
        found = match[0] if match else ""
        self._at += len(found)
        return found

    def _start_tag(self) -> None:
        begin = self._byte_offset()
        self._at += 1
        tag = self._take(_TAG_NAME).lower()
        if self._here() == "\0":
            raise EntityError(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise EntityError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self._here() != ">":
            self._skip_space()
            if self._here() != ">":
                self._attribute(tag, begin, attributes)
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise EntityError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_Open(tag, self._length, attributes))

    def _attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        name = self._take(_ATTRIBUTE_NAME)
        if not name:
            raise EntityError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        if self._here() == "\0":
            raise EntityError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if self._here() != "=":
            attributes[name] = ""
            return
        self._at += 1
        self._skip_space()
        if self._here() == "\0":
            raise EntityError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        attributes[name] = self._quoted() if self._here() in "\"'" else self._name_token()
        if self._here() == "\0":
            raise EntityError(f"Unclosed start tag at byte offset {begin}")

    def _quoted(self) -> str:
        mark = self._here()
        stop = self._source.find(mark, self._at + 1)
        value = self._source[self._at + 1 : stop if stop >= 0 else len(self._source)]
        self._at = stop + 1 if stop >= 0 else len(self._source)
        return _CHARACTER_REFERENCE.sub(_character, value)

    def _name_token(self) -> str:
        begin = self._byte_offset()
        value = self._take(_NAME_TOKEN).lower()
        if self._here() not in _SPACE + ">":
            raise EntityError(f"Unexpected end of name token at byte offset {begin}")
        return value

    def _end_tag(self) -> None:
        begin = self._byte_offset()
        if not self._open:
            raise EntityError(f"Unexpected end tag at byte offset {begin}")
        self._at += 2
        tag = self._take(_TAG_NAME).lower()
        self._skip_space()
        if self._here() != ">":
            raise EntityError(f"Unclosed end tag at byte offset {begin}")
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise EntityError(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{tag}>"')
        self._at += 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self._length - opened.offset
        if not length:
            return
        entity: Entity = {"type": _TYPES[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            entity |= _target(opened.attributes.get("href") or covered(self.text, entity))
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = _custom_emoji(opened.attributes)
        elif opened.tag in _VERBATIM and self._joined_with_the_last(opened, entity):
            return
        if entity["type"]:
            self.entities.append(entity)

    def _joined_with_the_last(self, opened: _Open, entity: Entity) -> bool:
        """Make ``<pre><code class="language-x">`` one entity; True when that was done."""
        name = opened.attributes.get("class", "")
        if opened.tag == "code" and name.startswith("language-"):
            entity["language"] = name.removeprefix("language-")
        last = self.entities[-1] if self.entities else None
        same = last is not None and all(last[key] == entity[key] for key in ("offset", "length"))
        if last is not None and same and opened.tag == "pre" and "language" in last:
            last["type"] = "pre"
            return True
        return False

    def _byte_offset(self) -> int:
        return len(self._source[: self._at].encode("utf-8", "surrogatepass"))


def _target(link: str) -> Entity:
    """Return what a link adds to its entity; an empty type drops it: Telegram keeps the text of a bad link."""
    person = re.fullmatch(r"tg://user\?id=(\d+)", link)
    if person:
        return {"type": "text_mention", "user": {"id": int(person[1]), "is_bot": False, "first_name": ""}}
    if re.match(r"(https?|tg|ton)://[^\s/]", link, re.IGNORECASE):
        return {"url": link}
    if re.match(r"[^\s/:?#@]+\.[^\W\d_]{2,}(?:[/:?#]|$)", link):
        return {"url": f"http://{link}"}
    return {"type": ""}


def _custom_emoji(attributes: dict[str, str]) -> str:
    number = attributes.get("emoji-id", "")
    if not re.fullmatch(r"-?\d+", number) or int(number) == 0:
        raise EntityError("Invalid custom emoji identifier specified")
    return number
