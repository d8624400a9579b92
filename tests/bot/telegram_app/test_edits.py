"""A question that was edited has its answer edited."""

from dataclasses import replace

from bot.app import App
from tests.bot.fakes import FakeEngine, answered
from tests.bot.telegram_app.running import running, texts, with_telegram
from tests.telegram_server import Fault, TelegramServer


def test_the_answer_takes_the_place_of_the_earlier_one_and_the_earlier_turn_is_forgotten(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    lan = server.person("Lan")
    with running(app, engine, server):
        number = lan.say("quỹ nao?")
        (answer,) = server.wait_for_sent(1)
        lan.edit(number, "quỹ nào?")
        server.wait_until(lambda: len(answer.edits) == 1, "the edited answer")
        lan.say("sau")
        server.wait_for_sent(2)
        query = lan.press(answer, "Đoạn trích [1]")
        server.wait_for_sent(3)
        server.wait_until(lambda: query in server.record.callback_answers, "an answer to the press")
    assert answer.text.startswith("Về «quỹ nào?»")
    assert answer.reply_markup is not None
    assert dict(engine.asked)["quỹ nào?"] == 0
    assert dict(engine.asked)["sau"] == 1


def test_an_edit_outlasts_a_restart_and_a_lost_word_and_is_made_once(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    lan = server.person("Lan")
    with running(app, engine, server):
        number = lan.say("một")
        (answer,) = server.wait_for_sent(1)
    server.fail("editMessageText", Fault(0, after=True))
    with running(with_telegram(app, longest_pause=0.05), engine, server):
        lan.edit(number, "hai")
        server.wait_for_call("editMessageText", 2)
        lan.say("ba")
        server.wait_for_sent(2)
    assert [version.text.split("»")[0] for version in answer.edits] == ["Về «hai"]
    assert [text.split("»")[0] for text in texts(server.record.sent)] == ["Về «hai", "Về «ba"]


def test_what_cannot_be_edited_is_answered_anew_as_a_reply(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    lan = server.person("Lan")
    engine.answers["dài"] = replace(answered("dài"), text="Một câu khá dài. " * 300, citations=())
    with running(app, engine, server):
        long = lan.say("dài")
        server.wait_for_sent(2)
        lan.edit(long, "ngắn")
        server.wait_for_sent(3)
        short = lan.say("hai")
        server.wait_for_sent(4)
        server.fail("editMessageText", Fault(400, "Bad Request: message to edit not found"))
        lan.edit(short, "ba")
        sent = server.wait_for_sent(5)
    assert [text.split("»")[0] for text in texts(sent)[2:]] == ["Về «ngắn", "Về «hai", "Về «ba"]
    assert [one.reply_to_message_id for one in sent] == [None, None, long, None, short]
