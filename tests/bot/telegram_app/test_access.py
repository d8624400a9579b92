"""Who is served, how often, and what the others hear."""

import logging

import pytest

from bot.app import App
from bot.logs import configure_logging
from bot.messages import Messages, load_messages
from bot.settings import load_secrets
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import log_of, running, texts, with_telegram
from tests.telegram_server import TelegramServer


def test_only_those_on_the_list_are_served_and_the_others_hear_so_once(
    app: App, engine: FakeEngine, server: TelegramServer, messages: Messages
) -> None:
    access = {"users": [7], "admins": [9]}
    with running(with_telegram(app, access=access), engine, server):
        for chat in (7, 8, 9):
            server.say("/start", chat_id=chat)
            server.say("một", chat_id=chat)
        server.wait_for_sent(5)
        server.say("hai")
        server.wait_for_sent(6)
    assert texts(server.record.in_chat(8)) == [messages.telegram_stranger]
    assert [len(server.record.in_chat(chat)) for chat in (7, 9)] == [3, 2]
    assert all(text not in {"/start"} for text, _ in engine.asked)
    assert sum(text == "một" for text, _ in engine.asked) == 2


def test_who_asks_too_much_is_told_so_once_and_others_are_served(
    app: App, engine: FakeEngine, server: TelegramServer, messages: Messages
) -> None:
    with running(with_telegram(app, limits={"user_per_minute": 3}), engine, server):
        for number in range(8):
            server.say(f"câu {number}")
        server.say("một", chat_id=8)
        server.wait_for_sent(5)
        server.wait_until_fetched()
    replies = texts(server.record.in_chat(7))
    assert replies[3:] == [messages.telegram_user_minute]
    assert [text.split("»")[0] for text in replies[:3]] == [f"Về «câu {number}" for number in range(3)]
    assert len(server.record.in_chat(8)) == 1


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"user_per_day": 1}, "telegram_user_day"),
        ({"all_per_minute": 1}, "telegram_all_busy"),
        ({"all_per_day": 1}, "telegram_all_day"),
    ],
)
def test_each_limit_has_its_own_word(
    app: App, engine: FakeEngine, server: TelegramServer, limits: dict[str, int], sentence: str
) -> None:
    with running(with_telegram(app, limits=limits), engine, server):
        server.say("một")
        server.wait_for_sent(1)
        server.say("hai")
        server.wait_for_sent(2)
    assert texts(server.record.sent)[1] == getattr(load_messages(), sentence)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [({"group_per_minute": 2}, "telegram_group_minute"), ({"group_per_day": 2}, "telegram_group_day")],
)
def test_a_group_has_limits_of_its_own_that_it_hears_of_once(
    app: App, engine: FakeEngine, server: TelegramServer, limits: dict[str, int], sentence: str
) -> None:
    people = [server.person(name) for name in ("Lan", "Minh", "Hoa")]
    group, other = server.group("Tổ dân phố 5", *people), server.group("Tổ dân phố 6", *people)
    with running(with_telegram(app, limits=limits), engine, server):
        for person in (*people, people[0]):
            person.say("@hoidap_test_bot quỹ nào?", to=group)
        people[2].say("@hoidap_test_bot quỹ nào?", to=other)
        people[2].say("quỹ nào?")
        server.wait_until_fetched()
        server.wait_for_sent(5)
    asked = [text.startswith("Về «quỹ nào?»") for text in texts(server.record.in_chat(group.id))]
    assert asked == [True, True, False]
    assert texts(server.record.in_chat(group.id))[2] == getattr(load_messages(), sentence)
    assert [len(server.record.in_chat(chat)) for chat in (other.id, people[2].id)] == [1, 1]


def test_limits_outlast_a_restart(app: App, engine: FakeEngine, server: TelegramServer, messages: Messages) -> None:
    limited = with_telegram(app, limits={"user_per_day": 1})
    for count, text in enumerate(("một", "hai"), start=1):
        with running(limited, engine, server):
            server.say(text)
            server.wait_for_sent(count)
    assert texts(server.record.sent)[1] == messages.telegram_user_day


def test_no_text_reaches_the_log_unless_it_is_configured(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    for allowed in (False, True):
        settings = app.settings.logging.model_copy(update={"level": "DEBUG", "message_texts": allowed})
        configure_logging(settings, load_secrets())
        told = app.settings.model_copy(update={"logging": settings})
        with running(type(app)(told, app.messages, app.parts), engine, server):
            server.say("điều riêng tư")
            server.wait_for_sent(1 + allowed)
        assert ("riêng tư" in log_of(app)) is allowed
        assert ("asked: điều riêng tư" in log_of(app)) is allowed
    logging.getLogger("telegram").setLevel(logging.NOTSET)
