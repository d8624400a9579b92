"""What Telegram marks in a text by itself: commands, mentions, hashtags, addresses."""

import re
from collections.abc import Sequence

from tests.telegram_server.entities import Entity, units

_MARKS = re.compile(
    r"""
      (?P<url>\bhttps?://[^\s<>"«»]+[^\s<>"«».,;:!?)\]'])
    | (?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/@])
    | (?<![\w@])(?P<mention>@[A-Za-z0-9_]{3,32})(?!\w)
    | (?<![\w\#])(?P<hashtag>\#\w*[^\W\d_]\w*)
    """,
    re.VERBOSE,
)
_EXCLUSIVE = {"code", "pre", "text_link", "text_mention"}


def detected(text: str, marked: Sequence[Entity] = ()) -> list[Entity]:
    """Return the entities of ``text``: those ``marked`` by its writer, and those found outside code and links.

    Offsets and lengths are in UTF-16 code units, as in ``marked``.
    """
    taken = [(mark["offset"], mark["offset"] + mark["length"]) for mark in marked if mark["type"] in _EXCLUSIVE]
    found = []
    for match in _MARKS.finditer(text):
        start = units(text[: match.start()])
        end = start + units(match[0])
        if match.lastgroup and not any(start < stop and begin < end for begin, stop in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": end - start})
    return sorted([*marked, *found], key=lambda entity: (entity["offset"], -entity["length"]))
