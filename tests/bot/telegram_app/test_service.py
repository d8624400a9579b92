"""How the bot starts, survives outages, and stops."""

import json
import logging
from dataclasses import replace

import pytest

from bot.app import App
from bot.errors import OperatorFault
from bot.logs import configure_logging
from bot.messages import Messages
from bot.settings import load_secrets
from bot.telegram_app.service import serve, whoami
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import log_of, running
from tests.telegram_server import Fault, TelegramServer


def test_the_menus_and_descriptions_are_set(
    app: App, engine: FakeEngine, server: TelegramServer, messages: Messages
) -> None:
    with running(app, engine, server):
        server.wait_for_call("setMyShortDescription")
    expected = ["baiviet", "hoinghi", "quy", "nguon", "xoa", "gioithieu", "help", "start"]
    for scope in ("all_private_chats", "all_group_chats"):
        menu = server.state.menus[scope, ""]
        assert [command["command"] for command in menu] == expected
    assert menu[3]["description"] == messages.telegram_command_sources
    assert server.state.profile["description", ""] == messages.telegram_description
    assert server.state.profile["short_description", ""] == messages.telegram_short_description


def test_questions_asked_during_an_outage_are_answered_after_it(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    with running(app, engine, server):
        server.say("trước")
        server.wait_for_sent(1)
        server.cut()
        server.say("trong lúc mất mạng")
        server.mend()
        sent = server.wait_for_sent(2)
    assert "«trong lúc mất mạng»" in sent[1].text


def test_an_outage_at_the_start_is_waited_out_and_said_once(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    server.fail("getMe", Fault(0), Fault(0))
    with running(app, engine, server):
        server.say("một")
        assert len(server.wait_for_sent(1)) == 1
    assert log_of(app).count("cannot reach Telegram") == 1
    assert log_of(app).count("Telegram answers again") == 1


def test_it_stops_while_telegram_is_out_of_reach(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    server.cut()
    with running(app, engine, server):
        pass
    assert server.calls("getMe") == 0


def test_stopping_finishes_what_was_begun(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    engine.delays["chậm"] = 0.5
    with running(app, engine, server):
        server.say("chậm")
        server.wait_for_call("sendChatAction")
    assert [message.text.split("»")[0] for message in server.state.sent] == ["Về «chậm"]
    assert server.state.updates == []


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_token_stays_hidden_even_when_libraries_write_all_they_know(
    app: App, engine: FakeEngine, server: TelegramServer, form: str
) -> None:
    changes = {"level": "DEBUG", "message_texts": True, "format": form}
    configure_logging(app.settings.logging.model_copy(update=changes), load_secrets())
    chatty = [logging.getLogger(name) for name in ("httpx", "httpcore")]
    for one in chatty:
        one.setLevel(logging.DEBUG)
    try:
        server.fail("sendMessage", Fault(0))
        with running(app, engine, server):
            server.say("một")
            server.wait_for_sent(1)
    finally:
        for one in chatty:
            one.setLevel(logging.WARNING)
    log = log_of(app)
    assert "(token hidden)/sendMessage" in log, "httpx writes its addresses"
    assert server.token.split(":")[1] not in log


def test_entries_of_a_message_name_it_and_its_chat(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    changes = {"message_texts": True, "format": "json"}
    section = app.settings.logging.model_copy(update=changes)
    app = replace(app, settings=app.settings.model_copy(update={"logging": section}))
    configure_logging(section, load_secrets())
    with running(app, engine, server):
        server.say("một", chat_id=7)
        server.say("hai", chat_id=8)
        server.say("ba", chat_id=7)
        server.wait_for_sent(3)
    asked = [entry for entry in map(json.loads, log_of(app).splitlines()) if entry["message"].startswith("asked")]
    of = {entry["message"].removeprefix("asked: "): entry for entry in asked}
    assert of["một"]["chat"] == of["ba"]["chat"] != of["hai"]["chat"]
    assert len({entry["update"] for entry in asked}) == 3


@pytest.mark.parametrize("token", ["111:unknown-token-of-nobody-at-all", "no token"])
def test_a_token_that_telegram_refuses_is_said_without_showing_it(
    app: App, engine: FakeEngine, server: TelegramServer, token: str
) -> None:
    with (
        pytest.raises(OperatorFault, match="TELEGRAM_BOT_TOKEN") as caught,
        running(app, engine, server, token) as bot,
    ):
        bot.join()
    assert token not in str(caught.value)
    assert token not in log_of(app)


def test_a_token_withdrawn_while_serving_stops_the_bot(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    with pytest.raises(OperatorFault, match="refused this token"), running(app, engine, server) as bot:
        server.wait_for_call("getUpdates")
        server.fail("getUpdates", Fault(401, "Unauthorized"))
        server.say("một")
        bot.join()


def test_a_rival_poller_stops_the_bot_with_a_clear_word(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    conflict = Fault(409, "Conflict: terminated by other getUpdates request; make sure that only one bot…")
    server.fail("getUpdates", conflict, conflict, conflict)
    with pytest.raises(OperatorFault, match="another program"), running(app, engine, server) as bot:
        bot.join()


def test_the_token_never_reaches_the_log(
    app: App, engine: FakeEngine, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.settings.logging.model_copy(update={"level": "DEBUG", "message_texts": True})
    configure_logging(settings, load_secrets())
    server.fail("sendMessage", Fault(0))
    with running(app, engine, server):
        server.say("một")
        server.wait_for_sent(1)
        server.fail("getUpdates", Fault(0), Fault(500, "Internal"))
        server.say("hai")
        server.wait_for_sent(2)
    log = log_of(app)
    assert "sendMessage" in log
    assert server.token not in log
    assert server.token.split(":")[1] not in log


def test_without_a_token_the_way_to_one_is_told(app: App) -> None:
    with pytest.raises(OperatorFault, match=r"TELEGRAM_BOT_TOKEN: not set.*@BotFather.*/newbot"):
        serve(app)


def test_whoami_names_the_bot_or_says_why_not(
    app: App, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", server.token)
    assert whoami(app.settings.telegram) == "hoidap_test_bot"
    server.cut()
    with pytest.raises(OperatorFault, match="cannot reach Telegram at http://127"):
        whoami(app.settings.telegram)
    server.mend()
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "111:unknown-token-of-nobody-at-all")
    with pytest.raises(OperatorFault, match="refused this token"):
        whoami(app.settings.telegram)
