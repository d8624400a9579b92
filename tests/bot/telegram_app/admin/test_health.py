"""/suckhoe, /help and the menus, as admins see them and nobody else does."""

import json
import re

import pytest

from bot.app import App
from bot.messages import Messages
from bot.telegram_app.admin.health import memory_used
from index.errors import IndexBroken
from index.sync import IndexState
from tests.bot.fakes import FakeEngine, FakeParts
from tests.bot.telegram_app.admin.house import serving
from tests.bot.telegram_app.running import running, with_telegram
from tests.telegram_server import Fault, Person, TelegramServer

THEIRS = ["capnhat", "xoabai", "thongke", "suckhoe"]


def menu(server: TelegramServer, person: Person) -> list[str]:
    scope = json.dumps({"type": "chat", "chat_id": person.id}, sort_keys=True)
    return [command["command"] for command in server.state.menus.get((scope, ""), [])]


def test_everything_is_told(house: App, server: TelegramServer, boss: Person, messages: Messages) -> None:
    with serving(with_telegram(house, watch_seconds=3600), server):
        boss.say("/capnhat")
        (report,) = server.wait_for_sent(1)
        server.wait_until(lambda: report.text.startswith("Đã cập nhật"), "the update")
        boss.say("/suckhoe")
        health = server.wait_for_sent(2)[1]
    told = dict(line.split(": ", 1) for line in health.text.splitlines())
    moment = r"\d\d:\d\d:\d\d \d\d/\d\d/\d{4}"
    assert told["Chỉ mục"] == messages.admin_health_in_step
    assert told["Số bài viết"] == "2"
    assert told["Đang chờ trả lời"] == told["Đang chờ gửi"] == "0"
    assert re.fullmatch(moment, told["Cập nhật gần nhất"])
    assert re.fullmatch(moment, told["Liên lạc gần nhất với Telegram"])
    assert re.fullmatch(r"\d+,\d GB", told["Đĩa còn trống"])
    assert re.fullmatch(r"\d+,\d MB|chưa rõ MB", told["Bộ nhớ đang dùng"])
    assert told["Phiên bản"]


@pytest.mark.parametrize("fault", [None, IndexBroken("x")])
def test_what_is_not_well_is_told(
    app: App, parts: FakeParts, server: TelegramServer, boss: Person, fault: IndexBroken | None
) -> None:
    parts.state, parts.state_fault = IndexState(exists=True, in_step=False, detail="2 to index"), fault
    server.hold(8)
    with running(with_telegram(app, stop_timeout=0), parts.engine, server):
        for text in ("một", "hai"):
            server.say(text, chat_id=8)
        server.wait_for_call("sendMessage")
        server.wait_until_fetched()
        boss.say("/suckhoe")
        server.wait_until(lambda: bool(server.record.in_chat(boss.id)), "the report")
        (health,) = server.record.in_chat(boss.id)
        server.release(8)
    told = dict(line.split(": ", 1) for line in health.text.splitlines())
    assert told["Chỉ mục"] == (app.messages.admin_health_broken if fault else app.messages.admin_health_behind)
    assert told["Cập nhật gần nhất"] == app.messages.admin_health_never
    assert int(told["Đang chờ gửi"]) >= 1


def test_memory_is_that_of_a_program(app: App) -> None:
    used = memory_used()
    assert used is None or used > 10_000_000


def test_the_menu_of_an_admin_has_more_and_that_of_others_has_not(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person
) -> None:
    boss.say("/start")
    with running(app, engine, server):
        server.wait_for_call("setMyCommands", 4)
        server.wait_until(lambda: bool(menu(server, boss)), "the menu")
    assert menu(server, boss)[-4:] == THEIRS
    assert menu(server, boss)[0] == "baiviet"
    for scope in ("all_private_chats", "all_group_chats"):
        names = [command["command"] for command in server.state.menus[scope, ""]]
        assert names
        assert not set(names) & set(THEIRS)


def test_an_admin_who_writes_for_the_first_time_gets_the_menu_then(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, lan: Person
) -> None:
    server.fail("setMyCommands", *[Fault(400, "Bad Request: chat not found")] * 2)
    with running(app, engine, server):
        server.wait_for_call("setMyCommands", 2)
        lan.say("/start")
        boss.say("/start")
        server.wait_for_sent(2)
        server.wait_until(lambda: bool(menu(server, boss)), "the menu")
    assert menu(server, lan) == []


def test_the_help_of_an_admin_has_more(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, lan: Person
) -> None:
    with running(app, engine, server):
        boss.say("/help")
        lan.say("/help")
        server.wait_for_sent(2)
    assert server.record.in_chat(boss.id)[0].text == f"{app.messages.telegram_help}\n\n{app.messages.admin_help}"
    assert server.record.in_chat(lan.id)[0].text == app.messages.telegram_help
