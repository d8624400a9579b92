"""What a request brings: named values as strings, and files."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.entities import Entity, EntityError, parse_html, parse_plain, trimmed, units
from tests.telegram_server.errors import bad

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
_SOURCE_BYTES = 1 << 15  # of a text with its markup


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes
    mime_type: str = ""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The values of a request, each as the string it was sent as, and its files."""

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a value, or "" when there is none."""
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        """Return a Boolean."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """Return an Integer within ``low`` and ``high``; like Telegram's, it reads what is no number as 0."""
        value = self.text(name).strip()
        number = int(value) if re.fullmatch(r"-?\d{1,18}", value) else 0
        number = number if value else default
        number = number if low is None else max(low, number)
        return number if high is None else min(high, number)

    def parsed(self, name: str, what: str) -> Any:
        """Return a JSON value, None when there is none; raises ApiError naming ``what``."""
        if not self.text(name):
            return None
        try:
            return json.loads(self.text(name))
        except ValueError as error:
            raise bad(f"can't parse {what} JSON object") from error

    def formatted(self, name: str, entities: str = "entities") -> tuple[str, list[Entity]]:
        """Return a text and its entities after parsing; raises ApiError."""
        return formatted(self.text(name), self.text("parse_mode"), self.parsed(entities, "message entities"))


def formatted(source: str, mode: str, given: Any = None) -> tuple[str, list[Entity]]:
    """Return ``source`` as it is shown, and its entities, parsed by ``mode`` or ``given``; raises ApiError."""
    if len(source.encode("utf-8", "surrogatepass")) > _SOURCE_BYTES:
        raise bad("text is too long")
    if mode.lower() in {"", "none"}:
        if isinstance(given, list) and given:
            return trimmed(source, [_entity(item) for item in given])
        return parse_plain(source), []
    if mode.lower() != "html":
        raise bad("unsupported parse_mode")
    try:
        return trimmed(*parse_html(source))
    except EntityError as error:
        raise bad(f"can't parse entities: {error}") from error


def message_text(source: str, mode: str, given: Any = None) -> tuple[str, list[Entity]]:
    """Return the text of a message and its entities; raises ApiError when it is empty or too long."""
    text, entities = formatted(source, mode, given)
    if not text:
        raise bad("message text is empty")
    if units(text) > MESSAGE_UNITS:
        raise bad("message is too long")
    return text, entities


def caption(parameters: Parameters) -> tuple[str, list[Entity]]:
    """Return the caption of a request and its entities; raises ApiError when it is too long."""
    text, entities = parameters.formatted("caption", "caption_entities")
    if units(text) > CAPTION_UNITS:
        raise bad("message caption is too long")
    return text, entities


def _entity(item: Any) -> Entity:
    if not isinstance(item, dict):
        raise bad("can't parse MessageEntity: expected an Object")
    if not {"type", "offset", "length"} <= item.keys():
        raise bad("can't parse MessageEntity: can't find field")
    if not 0 <= item["offset"] <= 1_000_000:
        raise bad(f"receive an entity with incorrect offset {item['offset']}")
    if not 0 <= item["length"] <= 1_000_000:
        raise bad(f"receive an entity with incorrect length {item['length']}")
    return dict(item)
