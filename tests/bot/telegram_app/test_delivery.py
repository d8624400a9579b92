"""An answer that was found is delivered, in order, whatever happens on the way."""

import sqlite3
import time

import pytest

from bot.app import App
from bot.messages import Messages
from bot.telegram_app.store import StoreFault
from tests.bot.fakes import FakeEngine, answered
from tests.bot.telegram_app.running import log_of, running, texts, with_telegram
from tests.telegram_server import Chaos, Fault, Limits, TelegramServer

GONE = Fault(400, "Bad Request: chat not found")
REFUSED = Fault(400, "Bad Request: message is too long")


def openings(server: TelegramServer, chat: int = 7) -> list[str]:
    """Return the questions that were answered in a chat, in order."""
    return [sent.text.split("»")[0].removeprefix("Về «") for sent in server.record.in_chat(chat)]


def test_an_outage_of_any_length_is_waited_out(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    server.fail("sendMessage", *[Fault(0), Fault(502, "Bad Gateway"), Fault(500, "Internal Server Error")] * 3)
    with running(with_telegram(app, longest_pause=0.05), engine, server):
        server.say("một")
        server.say("hai")
        server.wait_for_sent(2)
    assert openings(server) == ["một", "hai"]


def test_what_telegram_asks_to_wait_is_waited_and_others_are_served(app: App, engine: FakeEngine) -> None:
    with TelegramServer(limits=Limits(chat_interval=0)) as server:
        app = with_telegram(app, base_url=server.url)
        server.fail("sendMessage", Fault(429, "Too Many Requests: retry after 2", retry_after=2))
        with running(app, engine, server):
            server.say("một")
            server.wait_for_call("sendMessage")
            server.say("hai", chat_id=8)
            server.wait_for_sent(2)
        assert [sent.chat_id for sent in server.record.sent] == [8, 7]
        assert server.record.sent[1].time - server.record.calls[0].time >= 2
        assert server.record.limits_exceeded == 0


def test_telegrams_limits_are_kept_before_it_says_so(app: App, engine: FakeEngine) -> None:
    with TelegramServer(limits=Limits(overall_per_second=5, chat_interval=0.3)) as server:
        pace = {"messages_per_second": 5, "seconds_per_chat": 0.3}
        with running(with_telegram(app, base_url=server.url, pace=pace), engine, server):
            for number in range(12):
                server.say(f"câu {number}", chat_id=7 + number % 4)
            server.wait_for_sent(12)
        assert server.record.refusals == []


def test_an_answer_that_was_not_sent_is_sent_after_a_restart(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    server.fail("sendMessage", Fault(500, "Internal Server Error"))
    impatient = with_telegram(app, stop_timeout=0, longest_pause=60)
    with running(impatient, engine, server):
        server.say("một")
        server.wait_for_call("sendMessage")
        server.say("hai")
        server.wait_until_fetched()
    assert server.record.sent == []
    with running(app, engine, server):
        server.wait_for_sent(2)
    assert openings(server) == ["một", "hai"]
    assert sum(text == "một" for text, _ in engine.asked) == 1


def test_a_question_that_was_taken_and_not_answered_is_answered_after_a_restart(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    engine.delays["chậm"] = 1.0
    with running(with_telegram(app, stop_timeout=0), engine, server):
        server.say("chậm")
        server.say("sau")
        server.wait_until_fetched()
    assert server.record.sent == []
    engine.delays.clear()
    with running(app, engine, server):
        server.wait_for_sent(2)
    assert openings(server) == ["chậm", "sau"]


def test_updates_that_come_twice_are_answered_once(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    server.unleash(Chaos(duplicate=1.0, gap=0.5))
    with running(app, engine, server):
        for number in range(5):
            server.say(f"câu {number}")
        server.wait_for_sent(5)
        server.unleash(None)
        server.say("cuối")
        server.wait_for_sent(6)
    assert openings(server) == [*(f"câu {number}" for number in range(5)), "cuối"]


def test_an_answer_whose_arrival_nobody_could_tell_is_sent_again(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    server.fail("sendMessage", Fault(0, after=True))
    with running(app, engine, server):
        server.say("một")
        server.wait_for_sent(2)
    assert openings(server) == ["một", "một"]


@pytest.mark.parametrize("blocked", [True, False])
def test_a_chat_that_takes_nothing_any_more_is_dropped_and_the_log_says_so_without_its_words(
    app: App, engine: FakeEngine, server: TelegramServer, blocked: bool
) -> None:
    if blocked:
        server.state.blocked.add(9)
    else:
        server.fail("sendMessage", GONE)
    with running(app, engine, server):
        server.say("bí mật", chat_id=9)
        server.wait_for_call("sendMessage")
        server.say("một")
        server.wait_for_sent(1)
    assert openings(server) == ["một"]
    assert "a chat takes no messages" in log_of(app)
    assert "bí mật" not in log_of(app)


def test_a_message_that_is_refused_in_every_form_is_dropped_and_the_next_comes(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    server.fail("sendMessage", REFUSED, REFUSED)
    with running(app, engine, server):
        server.say("bí mật")
        server.say("một")
        server.wait_for_sent(1)
    assert openings(server) == ["một"]
    assert "it is dropped" in log_of(app)
    assert "bí mật" not in log_of(app)


def test_a_long_answer_goes_on_where_it_was_interrupted(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    whole = " ".join(f"Câu số {number} của một câu trả lời dài." for number in range(300))
    engine.answers["dài"] = type(answered("dài"))(
        question=answered("dài").question, status=answered("dài").status, text=whole
    )
    server.fail("sendMessage", Fault(200), Fault(500, "Internal Server Error"))
    with running(with_telegram(app, stop_timeout=0, longest_pause=60), engine, server):
        server.say("dài")
        server.wait_for_call("sendMessage", 2)
    with running(app, engine, server):
        server.wait_for_sent(3)
    assert " ".join(texts(server.record.sent)) == whole


def test_one_chat_with_much_to_ask_keeps_no_other_waiting(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    limits = {"user_per_minute": 0}
    for number in range(10):
        engine.delays[f"câu {number}"] = 0.1
    with running(with_telegram(app, chats_at_once=2, limits=limits), engine, server):
        for number in range(10):
            server.say(f"câu {number}")
        server.say("một", chat_id=8)
        server.wait_for_sent(11)
    order = [sent.chat_id for sent in server.record.sent]
    assert order.index(8) < 5


def test_typing_is_shown_for_as_long_as_it_takes(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    engine.delays["chậm"] = 4.6
    with running(app, engine, server):
        server.say("chậm")
        server.wait_for_sent(1)
        server.say("nhanh")
        server.wait_for_sent(2)
    assert len(server.record.actions) == 2


def test_a_typing_sign_that_hangs_or_fails_keeps_nobody_waiting(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    engine.delays["một"] = 0.5
    server.fail("sendChatAction", Fault(200, delay=30))
    with running(app, engine, server):
        begun = time.monotonic()
        server.say("một")
        server.wait_for_sent(1)
    assert time.monotonic() - begun < 10


def test_a_question_that_brings_the_bot_down_again_and_again_is_given_up(
    app: App, engine: FakeEngine, server: TelegramServer, messages: Messages
) -> None:
    engine.delays["nặng"] = 0.2
    hasty = with_telegram(app, stop_timeout=0)
    for count in range(1, 6):
        with running(hasty, engine, server):
            if count == 1:
                server.say("nặng")
            while sum(text == "nặng" for text, _ in engine.asked) < count:
                time.sleep(0.005)
    assert server.record.sent == []
    with running(app, engine, server):
        server.wait_for_sent(1)
    assert texts(server.record.sent) == [messages.trouble]


def test_what_waited_too_long_is_deleted(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    server.fail("sendMessage", Fault(500, "Internal Server Error"))
    with running(with_telegram(app, stop_timeout=0, longest_pause=60), engine, server):
        server.say("một")
        server.wait_for_call("sendMessage")
    with running(with_telegram(app, retention_days=1e-9), engine, server):
        server.say("hai")
        server.wait_for_sent(1)
    assert openings(server) == ["hai"]
    assert "waited longer than telegram.retention_days" in log_of(app)


def test_a_store_that_cannot_be_written_stops_the_bot_and_loses_nothing(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:

    with pytest.raises(StoreFault, match=r"telegram\.store"), running(app, engine, server) as bot:
        server.wait_for_call("getUpdates")
        with sqlite3.connect(app.settings.telegram.store) as database:
            database.execute("ALTER TABLE inbox RENAME TO elsewhere")
        server.say("một")
        bot.join()
    assert len(server.state.updates) == 1
    with sqlite3.connect(app.settings.telegram.store) as database:
        database.execute("DROP TABLE IF EXISTS inbox")
        database.execute("ALTER TABLE elsewhere RENAME TO inbox")
    with running(app, engine, server):
        server.wait_for_sent(1)
    assert openings(server) == ["một"]
