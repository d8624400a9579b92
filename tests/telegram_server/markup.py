"""Inline keyboards: what Telegram takes, and where a button is found again."""

from typing import Any

from tests.telegram_server.errors import bad
from tests.telegram_server.parameters import Parameters

Keyboard = list[list[dict[str, Any]]]

CALLBACK_BYTES = 64
_BUTTONS = 100
_OTHER_KINDS = (
    "pay",
    "callback_game",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
)


def reply_markup(parameters: Parameters) -> dict[str, Any] | None:
    """Return the reply markup of a request, None when there is none; raises ApiError."""
    return checked_markup(parameters.parsed("reply_markup", "reply keyboard markup"))


def checked_markup(markup: Any) -> dict[str, Any] | None:
    """Return ``markup`` as it is kept with a message; raises ApiError."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    keyboard = [[_checked_button(button) for button in row] for row in rows if row]
    if sum(map(len, keyboard)) > _BUTTONS:
        raise bad("reply markup is too long")
    return {"inline_keyboard": keyboard} if keyboard else None


def button_named(markup: dict[str, Any] | None, name: str) -> dict[str, Any]:
    """Return the button whose text or callback data is ``name``; raises AssertionError that names the others."""
    keyboard: Keyboard = (markup or {}).get("inline_keyboard", [])
    buttons = [button for row in keyboard for button in row]
    for button in buttons:
        if name in (button["text"], button.get("callback_data")):
            return button
    raise AssertionError(f"no button {name!r} among {[button['text'] for button in buttons]}")


def _checked_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    if button.get("url"):
        _check_url(str(button["url"]))
    elif button.get("callback_data"):
        if not isinstance(button["callback_data"], str):
            raise bad('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
        if len(button["callback_data"].encode()) > CALLBACK_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    elif not any(kind in button for kind in _OTHER_KINDS):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return dict(button)


def _check_url(url: str) -> None:
    scheme, _, rest = url.rpartition("://")
    host = rest.split("/")[0].split("?")[0]
    if scheme.lower() not in {"", "http", "https", "tg", "ton"} or not host or " " in url:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if scheme.lower() in {"", "http", "https"} and "." not in host and not host.startswith("localhost"):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
