"""The bot's commands, name and descriptions are kept by scope and language."""

from typing import Any

import pytest

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.calling import Caller

HELP = [{"command": "help", "description": "Trợ giúp"}]
SYNC = [{"command": "capnhat", "description": "Cập nhật"}]


def test_commands_are_kept_by_scope_and_language(server: TelegramServer, caller: Caller, lan: Person) -> None:
    admin = {"type": "chat", "chat_id": 7}
    caller("setMyCommands", commands=HELP)
    caller("setMyCommands", commands=SYNC, scope=admin, language_code="vi")
    assert caller("getMyCommands") == HELP == server.state.commands
    assert caller("getMyCommands", scope=admin, language_code="vi") == SYNC
    assert caller("getMyCommands", scope=admin) == []
    assert caller("deleteMyCommands", scope=admin, language_code="vi") is True
    assert caller("getMyCommands", scope=admin, language_code="vi") == []


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        ("Xoá", "d", "BOT_COMMAND_INVALID"),
        ("xoa-bai", "d", "BOT_COMMAND_INVALID"),
        ("", "d", "command must be non-empty"),
        ("a" * 33, "d", "command length must not exceed 32"),
        ("xoa", " ", "command description must be non-empty"),
        ("xoa", "d" * 257, "command description length must not exceed 256"),
    ],
)
def test_commands_are_checked(caller: Caller, command: str, description: str, words: str) -> None:
    commands = [{"command": command, "description": description}]
    assert caller.refusal("setMyCommands", commands=commands) == f"400 Bad Request: {words}"


def test_there_are_not_too_many_commands(caller: Caller) -> None:
    commands = [{"command": f"c{number}", "description": "d"} for number in range(101)]
    assert caller.refusal("setMyCommands", commands=commands) == "400 Bad Request: BOT_COMMANDS_TOO_MUCH"
    assert caller("setMyCommands", commands=commands[1:])


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({"type": "everybody"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": 99}, "chat not found"),
        ({"type": "chat_administrators", "chat_id": 7}, "can't use specified scope in private chats"),
    ],
)
def test_scopes_are_checked(caller: Caller, lan: Person, scope: dict[str, object], words: str) -> None:
    assert caller.refusal("setMyCommands", commands=HELP, scope=scope) == f"400 Bad Request: {words}"


def test_languages_are_two_letters(caller: Caller) -> None:
    words = caller.refusal("setMyCommands", commands=HELP, language_code="vie")
    assert words == "400 Bad Request: invalid language code specified"


@pytest.mark.parametrize(
    ("part", "method", "longest"),
    [("name", "MyName", 64), ("description", "MyDescription", 512), ("short_description", "MyShortDescription", 120)],
)
def test_name_and_descriptions_are_kept_by_language(caller: Caller, part: str, method: str, longest: int) -> None:
    general: dict[str, Any] = {part: "chung"}
    vietnamese: dict[str, Any] = {part: "ạ" * longest, "language_code": "vi"}
    long: dict[str, Any] = {part: "a" * (longest + 1)}
    caller(f"set{method}", **general)
    caller(f"set{method}", **vietnamese)
    assert caller(f"get{method}", language_code="vi") == {part: "ạ" * longest}
    assert caller(f"get{method}", language_code="en") == {part: "chung"}
    assert caller.refusal(f"set{method}", **long).startswith("400")
