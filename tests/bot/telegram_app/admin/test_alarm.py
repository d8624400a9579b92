"""Unexpected errors: the person is told politely, the admins what and where, once for a burst, and never the words."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.app import App
from bot.messages import Messages
from bot.telegram_app.admin.alarm import Alarm, place_of
from index.errors import IndexBroken
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import log_of, running, texts, with_telegram
from tests.telegram_server import Person, TelegramServer

SECRET = "điều bí mật 0912345678"


@dataclass
class Written:
    """Letters that are kept instead of sent."""

    texts: list[str] = field(default_factory=list)

    async def send(self, text: str) -> None:
        self.texts.append(text)


def raised(error: BaseException) -> BaseException:
    with pytest.raises(type(error)) as caught:
        _raise(error)
    return caught.value


def _raise(error: BaseException) -> None:
    raise error


def test_a_burst_gives_one_message_with_a_count_and_no_word_of_a_person(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, lan: Person
) -> None:
    other = server.person("Minh")
    for number in range(5):
        engine.answers[f"{SECRET} {number}"] = ValueError(f"{SECRET} {server.token}")
    engine.answers["hỏng"] = IndexBroken(SECRET)
    access = {"admins": [boss.id, other.id]}
    boss.say("/start")
    other.say("/start")
    with running(with_telegram(app, access=access, alert_seconds=3600), engine, server):
        server.wait_for_sent(2)
        for number in range(5):
            lan.say(f"{SECRET} {number}")
        lan.say("hỏng")
        server.wait_for_sent(8)
    assert texts(server.record.in_chat(lan.id)) == [app.messages.trouble] * 6
    assert len(server.record.sent) == 8
    # What was gathered when the bot stopped is sent after the next start.
    with running(with_telegram(app, access=access), engine, server):
        server.wait_for_sent(10)
    for admin in (boss, other):
        (told,) = texts(server.record.in_chat(admin.id))[1:]
        heading, first, second = told.split("\n")
        assert heading == app.messages.admin_errors.format(count=6)
        assert first.startswith("• ValueError ở bot.live:")
        assert first.endswith(": 5 lần")
        assert second.startswith("• IndexBroken ở bot.live:")
    for hidden in (SECRET, server.token):
        assert not any(hidden in sent.text for sent in server.record.sent)
        assert hidden not in log_of(app)


def test_an_error_is_told_while_the_bot_runs(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    engine.answers["hỏng"] = ValueError(SECRET)
    with running(with_telegram(app, alert_seconds=0.05), engine, server):
        boss.say("hỏng")
        trouble, told = server.wait_for_sent(2)
        boss.say("một")
        assert server.wait_for_sent(3)[2].text.startswith("Về «một»")
    assert trouble.text == messages.trouble
    assert told.text.startswith(messages.admin_errors.format(count=1))


def test_pauses_grow_while_errors_keep_coming(messages: Messages) -> None:
    async def run() -> list[str]:
        letters: Any = Written()
        async with Alarm(letters, messages, 0.02) as alarm:
            for _ in range(50):
                alarm(raised(KeyError("x")))
                await asyncio.sleep(0.01)
        written: list[str] = letters.texts
        return written

    told = asyncio.run(run())
    counts = [int(text.split()[1]) for text in told]
    assert sum(counts) == 50
    assert len(counts) <= 6  # 20 ms, 40, 80, 160, 320, and the rest at the end


def test_without_errors_nothing_is_told(messages: Messages) -> None:
    async def run() -> list[str]:
        letters: Any = Written()
        async with Alarm(letters, messages, 0.0):
            await asyncio.sleep(0)
        written: list[str] = letters.texts
        return written

    assert asyncio.run(run()) == []


def test_the_place_is_in_our_own_code_where_it_can_be(app: App) -> None:
    with pytest.raises(AttributeError) as caught:
        app.assistant(None).ask("một", 7)  # type: ignore[arg-type]
    assert place_of(caught.value).startswith("bot.conversation:")
    assert place_of(raised(KeyError())).startswith("tests.")
    assert place_of(KeyError()) == ""
