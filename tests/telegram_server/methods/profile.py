"""How the bot presents itself: its commands, by scope and language; its name and descriptions, by language."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.telegram_server.errors import bad
from tests.telegram_server.methods.access import chat_of
from tests.telegram_server.parameters import Parameters
from tests.telegram_server.state import State

_COMMANDS = 100
_LONGEST = {"name": 64, "description": 512, "short_description": 120}
_REFUSED = {
    "name": "BOT_TITLE_INVALID",
    "description": "USER_BOT_DESCRIPTION_INVALID",
    "short_description": "USER_BOT_ABOUT_INVALID",
}
_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def set_my_commands(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#setmycommands."""
    commands = _commands(parameters)
    key = _menu(state, parameters)
    if not commands:
        state.menus.pop(key, None)
    else:
        state.menus[key] = commands
    return True


def get_my_commands(state: State, parameters: Parameters) -> list[dict[str, str]]:
    """https://core.telegram.org/bots/api#getmycommands."""
    return state.menus.get(_menu(state, parameters), [])


def delete_my_commands(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands."""
    state.menus.pop(_menu(state, parameters), None)
    return True


def scope_key(scope: dict[str, Any] | None) -> str:
    """Return the name under which a scope's menu is kept: its type, or its JSON when it names a chat."""
    if not scope or scope["type"] in _SCOPES:
        return str(scope["type"]) if scope else "default"
    return json.dumps(scope, sort_keys=True)


def _setter(part: str) -> Callable[[State, Parameters], bool]:
    def set_part(state: State, parameters: Parameters) -> bool:
        text = parameters.text(part).strip()
        if len(text) > _LONGEST[part]:
            raise bad(_REFUSED[part])
        state.profile[part, _language(parameters)] = text
        return True

    return set_part


def _getter(part: str) -> Callable[[State, Parameters], dict[str, str]]:
    def get_part(state: State, parameters: Parameters) -> dict[str, str]:
        default = state.bot["first_name"] if part == "name" else ""
        general = state.profile.get((part, "")) or default
        return {part: state.profile.get((part, _language(parameters))) or general}

    return get_part


METHODS: dict[str, Callable[[State, Parameters], Any]] = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": _setter("name"),
    "getmyname": _getter("name"),
    "setmydescription": _setter("description"),
    "getmydescription": _getter("description"),
    "setmyshortdescription": _setter("short_description"),
    "getmyshortdescription": _getter("short_description"),
}


def _commands(parameters: Parameters) -> list[dict[str, str]]:
    given = parameters.parsed("commands", "commands") or []
    if not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    commands = []
    for item in given:
        if not isinstance(item, dict) or not all(isinstance(item.get(key), str) for key in ("command", "description")):
            raise bad("can't parse BotCommand: expected an Object")
        command, description = item["command"].strip().removeprefix("/"), item["description"].strip()
        if not command:
            raise bad("command must be non-empty")
        if len(command) > 32:
            raise bad("command length must not exceed 32")
        if not description:
            raise bad("command description must be non-empty")
        if len(description) > 256:
            raise bad("command description length must not exceed 256")
        if not re.fullmatch(r"[a-z0-9_]+", command):
            raise bad("BOT_COMMAND_INVALID")
        commands.append({"command": command, "description": description})
    if len(commands) > _COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return commands


def _menu(state: State, parameters: Parameters) -> tuple[str, str]:
    """Return which menu a request means: its scope and language; raises ApiError."""
    scope = parameters.parsed("scope", "BotCommandScope")
    words = "can't parse BotCommandScope: "
    if scope is not None and (not isinstance(scope, dict) or not isinstance(scope.get("type"), str)):
        raise bad(words + "BotCommandScope must be an Object")
    if scope and scope["type"] not in _SCOPES | _CHAT_SCOPES:
        raise bad(words + "Unsupported type specified")
    if scope and scope["type"] in _CHAT_SCOPES:
        if not scope.get("chat_id"):
            raise bad(words + "Empty chat_id specified")
        chat = chat_of(state, Parameters({"chat_id": str(scope["chat_id"])}))
        if scope["type"] != "chat" and chat.type == "private":
            raise bad("can't use specified scope in private chats")
        if scope["type"] == "chat_member" and int(scope.get("user_id") or 0) <= 0:
            raise bad(words + "Invalid user_id specified")
    return scope_key(scope), _language(parameters)


def _language(parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad("invalid language code specified")
    return language
