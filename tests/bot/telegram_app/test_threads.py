"""A reply to an answer goes on from that answer, not from the newest."""

from bot.app import App
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import running
from tests.bot.telegram_app.test_buttons import rows_of
from tests.telegram_server import TelegramServer


def test_a_reply_continues_the_answer_replied_to_and_is_a_new_question_after_a_restart(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    lan = server.person("Lan")
    with running(app, engine, server):
        for count, text in enumerate(("một", "hai", "ba"), start=1):
            lan.say(text)
            first = server.wait_for_sent(count)[0]
        server.wait_until(lambda: len(rows_of(app, "replies")) == 3, "the answers noted")
        lan.say("bốn", reply_to=first)
        server.wait_for_sent(4)
    with running(app, engine, server):
        lan.say("năm", reply_to=first)
        server.wait_for_sent(5)
    asked = dict(engine.asked)
    assert [asked[text] for text in ("một", "hai", "ba", "bốn", "năm")] == [0, 1, 2, 1, 0]


def test_in_a_group_a_reply_continues_the_answer_of_somebody_else(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    lan, minh = server.person("Lan"), server.person("Minh")
    group = server.group("Tổ dân phố 5", lan, minh)
    with running(app, engine, server):
        lan.say("@hoidap_test_bot một", to=group)
        (first,) = server.wait_for_sent(1)
        server.wait_until(lambda: len(rows_of(app, "replies")) == 1, "the answer noted")
        minh.say("hai", to=group, reply_to=first)
        server.wait_for_sent(2)
    asked = dict(engine.asked)
    assert (asked["một"], asked["hai"]) == (0, 1)
