"""The methods of the Bot API, each with the checks and the words of Telegram's server."""

import json
import re
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from tests.telegram_server.entities import EntityError, parse_html, parse_plain, units
from tests.telegram_server.state import BOT, Sent, State

Parameters = dict[str, str]
MESSAGE_UNITS = 4096
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_RIVAL = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class ApiError(Exception):
    """A refusal: the HTTP status, Telegram's words, and what comes with them."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class DisconnectError(Exception):
    """The connection is cut without an answer."""


def call(state: State, token: str, method: str, parameters: Parameters) -> Any:
    """Do what a request asks and return its result; raises ApiError, or DisconnectError."""
    if not state.reachable:
        raise DisconnectError
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")
    if token != state.token:
        raise ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized")
    with state.changed:
        state.calls.append((method, parameters))
        state.changed.notify_all()
    fault = state.next_fault(method)
    if fault is not None:
        if fault.code == 0:
            raise DisconnectError
        raise ApiError(fault.code, fault.description, fault.retry_after)
    known = METHODS.get(method.lower())
    if known is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found: method not found")
    return known(state, parameters)


def get_me(state: State, parameters: Parameters) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getme."""
    return BOT | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def get_updates(state: State, parameters: Parameters) -> list[dict[str, Any]]:
    """https://core.telegram.org/bots/api#getupdates: long polling, one poller at a time."""
    offset = _integer(parameters, "offset", 0)
    limit = _integer(parameters, "limit", 100)
    deadline = time.monotonic() + _integer(parameters, "timeout", 0)
    with state.changed:
        if state.webhook:
            raise ApiError(HTTPStatus.CONFLICT, f"Conflict: {_WEBHOOK_ACTIVE}")
        state.poll += 1
        mine = state.poll
        state.changed.notify_all()
        if "allowed_updates" in parameters:
            state.allowed_updates = json.loads(parameters["allowed_updates"]) or None
        while True:
            state.updates = [update for update in state.updates if update["update_id"] >= offset]
            ready = [update for update in state.updates if _allowed(state, update)][:limit]
            left = deadline - time.monotonic()
            if ready or left <= 0:
                return ready
            state.changed.wait(left)
            if state.closed or not state.reachable:
                raise DisconnectError
            if state.poll != mine:
                raise ApiError(HTTPStatus.CONFLICT, f"Conflict: {_RIVAL}")


def delete_webhook(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook."""
    with state.changed:
        state.webhook = ""
        if parameters.get("drop_pending_updates") in {"true", "True", "1"}:
            state.updates.clear()
    return True


def send_message(state: State, parameters: Parameters) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#sendmessage."""
    chat_id = _chat(state, parameters)
    text, entities = _formatted(parameters)
    if not text:
        raise _bad("message text is empty")
    if units(text) > MESSAGE_UNITS:
        raise _bad("message is too long")
    with state.changed:
        state.changed.wait_for(lambda: chat_id not in state.held or state.closed)
        message = state.message(chat_id, **{"from": BOT}, text=text, entities=entities)
        state.sent.append(Sent(chat_id, message["message_id"], text, entities, parameters))
        state.changed.notify_all()
    return message


def send_chat_action(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#sendchataction."""
    _chat(state, parameters)
    if parameters.get("action") not in _ACTIONS:
        raise _bad("wrong parameter action in request")
    return True


def set_my_commands(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#setmycommands."""
    commands = json.loads(parameters.get("commands", "[]"))
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
            raise _bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise _bad("BOT_COMMAND_DESCRIPTION_INVALID")
    with state.changed:
        state.commands = commands
    return True


METHODS: dict[str, Callable[[State, Parameters], Any]] = {
    "getme": get_me,
    "getupdates": get_updates,
    "deletewebhook": delete_webhook,
    "sendmessage": send_message,
    "sendchataction": send_chat_action,
    "setmycommands": set_my_commands,
}


def _formatted(parameters: Parameters) -> tuple[str, list[dict[str, Any]]]:
    source = parameters.get("text", "")
    mode = parameters.get("parse_mode", "").lower()
    if not mode:
        return parse_plain(source), []
    if mode != "html":
        raise _bad("unsupported parse_mode")
    try:
        text, entities = parse_html(source)
    except EntityError as error:
        raise _bad(f"can't parse entities: {error}") from error
    return text.strip(), entities


def _chat(state: State, parameters: Parameters) -> int:
    if not parameters.get("chat_id"):
        raise _bad("chat_id is empty")
    chat_id = _integer(parameters, "chat_id", 0)
    if chat_id not in state.chats:
        raise _bad("chat not found")
    if chat_id in state.blocked:
        raise ApiError(HTTPStatus.FORBIDDEN, "Forbidden: bot was blocked by the user")
    return chat_id


def _integer(parameters: Parameters, name: str, default: int) -> int:
    value = parameters.get(name)
    if value is None:
        return default
    if not re.fullmatch(r"-?\d+", value):
        raise _bad(f'field "{name}" must be of type Number')
    return int(value)


def _allowed(state: State, update: dict[str, Any]) -> bool:
    return state.allowed_updates is None or any(kind in update for kind in state.allowed_updates)


def _bad(description: str) -> ApiError:
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {description}")
