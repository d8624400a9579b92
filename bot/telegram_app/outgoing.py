"""A message on its way out, as the outbox keeps it: the words, the buttons under them, and what it belongs to."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.render.telegram import TelegramText


@dataclass(frozen=True, slots=True)
class Button:
    """A button that opens ``url``, or sends ``data`` back to the bot."""

    label: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message.

    ``edits`` is the message of ours whose place it takes. ``question`` is the message that it answers, asked by
    ``asker``; with ``replaces`` it takes the place of the one message that answered it before, if it was one. Where
    there is nothing to take the place of, it is sent anew, as a reply to ``reply_to``. ``asks`` is the token of the
    card whose reason the next reply of ``asker`` gives. ``photo`` is a picture, a PNG, whose caption is ``text``.
    """

    text: TelegramText
    keyboard: Keyboard = ()
    reply_to: int | None = None
    edits: int | None = None
    question: int | None = None
    asker: int | None = None
    replaces: bool = False
    asks: str = ""
    photo: bytes = b""

    def as_json(self) -> str:
        """Return it as the store keeps it, without its photo, which has a place of its own."""
        kept = {name: value for name, value in asdict(self).items() if name != "photo"}
        return json.dumps(kept, ensure_ascii=False)


def outgoing_from(payload: str, photo: bytes | None) -> Outgoing:
    """Return what ``Outgoing.as_json`` wrote, and the photo kept beside it."""
    values: dict[str, Any] = json.loads(payload)
    if "html" in values:  # an earlier hoidap kept the words alone
        return Outgoing(TelegramText(**values))
    rows = values.pop("keyboard")
    keyboard = tuple(tuple(Button(**button) for button in row) for row in rows)
    return Outgoing(**(values | {"text": TelegramText(**values["text"]), "keyboard": keyboard}), photo=photo or b"")
