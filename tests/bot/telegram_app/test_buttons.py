"""The buttons under an answer: passages, the original article, what people think of it; whose they are."""

import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from bot.app import App
from bot.messages import Messages
from tests.bot.fakes import ARTICLE, UNDATED, FakeEngine, answered, citation
from tests.bot.telegram_app.running import running, texts, with_telegram
from tests.telegram_server import Fault, Person, Sent, TelegramServer

QUOTE = "Quỹ Vì người nghèo vận động được 1,2 tỷ đồng."
PASSAGE, BAD, GOOD = "Đoạn trích [1]", "👎 Chưa đúng", "👍 Đúng ý"


@pytest.fixture
def lan(server: TelegramServer) -> Person:
    return server.person("Lan")


def notice(server: TelegramServer, query: str) -> str:
    """Return what the person saw who pressed a button."""
    server.wait_until(lambda: query in server.record.callback_answers, "an answer to the press")
    (answer,) = server.record.callback_answers[query]
    return str(answer["text"])


def labels(sent: Sent) -> list[list[str]]:
    return [[button["text"] for button in row] for row in (sent.reply_markup or {}).get("inline_keyboard", [])]


def rows_of(app: App, table: str) -> list[Any]:
    with sqlite3.connect(app.settings.telegram.store) as database:
        return database.execute(f"SELECT * FROM {table}").fetchall()


def test_a_source_shows_its_passage_with_the_quote_marked_as_a_reply(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
        assert labels(answer) == [[PASSAGE, "Bài gốc ↗"], [GOOD, BAD]]
        assert notice(server, lan.press(answer, PASSAGE)) == ""
        passage = server.wait_for_sent(2)[1]
    assert passage.reply_to_message_id == answer.message_id
    assert ARTICLE.body in passage.text
    assert passage.text.startswith(f"Nguồn [1]: {ARTICLE.title} (03/02/2024, Báo Thử Nghiệm)")
    (bold,) = (entity for entity in passage.entities if entity["type"] == "bold")
    encoded = passage.text.encode("utf-16-le")
    assert encoded[2 * bold["offset"] :][: 2 * bold["length"]].decode("utf-16-le") == QUOTE


def test_the_original_opens_at_the_quote(app: App, engine: FakeEngine, server: TelegramServer, lan: Person) -> None:
    with running(app, engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
    assert answer.reply_markup is not None
    url = answer.reply_markup["inline_keyboard"][0][1]["url"]
    assert url.startswith("https://bao.example/bai?x=1&y=2#:~:text=Qu%E1%BB%B9%20V%C3%AC%20")


def test_an_article_without_an_address_and_many_sources_have_short_buttons(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    cited = tuple(citation("Một câu.", UNDATED, n=n) for n in range(1, 8))
    engine.answers["nhiều"] = replace(answered("nhiều"), citations=cited)
    engine.answers["một"] = replace(answered("một"), citations=cited[:1])
    with running(app, engine, server):
        lan.say("nhiều")
        lan.say("một")
        many, one = server.wait_for_sent(2)
    assert labels(many) == [[f"[{n}]" for n in range(1, 6)], ["[6]", "[7]"], [GOOD, BAD]]
    assert labels(one) == [[PASSAGE], [GOOD, BAD]]


def test_buttons_work_after_a_restart_and_what_they_bring_comes_once_in_order(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
    server.fail("sendMessage", Fault(500, "Internal Server Error"))
    with running(with_telegram(app, stop_timeout=0, longest_pause=60), engine, server):
        lan.press(answer, PASSAGE)
        server.wait_for_call("sendMessage", 2)
        lan.say("hai")
        server.wait_until_fetched()
    with running(app, engine, server):
        server.wait_for_sent(3)
        lan.say("ba")
        sent = server.wait_for_sent(4)
    assert [text.split("»")[0].split(":")[0] for text in texts(sent)] == [
        "Về «quỹ nào?",
        "Nguồn [1]",
        "Về «hai",
        "Về «ba",
    ]


def test_a_button_of_somebody_else_a_forged_one_and_an_old_one_get_a_notice_and_nothing_else(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person, messages: Messages
) -> None:
    minh = server.person("Minh")
    group = server.group("Tổ dân phố 5", lan, minh)
    with running(app, engine, server):
        lan.say("@hoidap_test_bot quỹ nào?", to=group)
        (answer,) = server.wait_for_sent(1)
        minh.say("hai")
        answer, other = sorted(server.wait_for_sent(2), key=lambda sent: sent.chat_id)  # chats go side by side
        assert answer.reply_markup is not None
        data = answer.reply_markup["inline_keyboard"][0][0]["callback_data"]
        assert len(data.encode()) <= 64
        assert notice(server, minh.press(answer, PASSAGE)) == messages.telegram_button_other
        assert notice(server, minh.press(answer, GOOD)) == messages.telegram_button_other
        assert notice(server, minh.forge(other, data)) == messages.telegram_button_old
        for forged in ("", "x", "good:0123456789abcdef:0", data[:-1] + "9", data.replace("source", "page")):
            assert notice(server, lan.forge(answer, forged)) == messages.telegram_button_old
        server.wait_until_fetched()
    assert len(server.record.sent) == 2
    assert rows_of(app, "feedback") == []


def test_an_old_button_is_told_so(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person, messages: Messages
) -> None:
    with running(app, engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
        server.wait_for_call("setMyShortDescription")
    with sqlite3.connect(app.settings.telegram.store) as database:
        database.execute("UPDATE cards SET made = made - 31 * 86400")
    with running(app, engine, server):
        server.wait_for_call("setMyShortDescription", 2)
        assert notice(server, lan.press(answer, PASSAGE)) == messages.telegram_button_old


def test_a_passage_that_changed_is_not_shown(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person, messages: Messages
) -> None:
    with running(app, engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
        engine.corpus = [replace(ARTICLE, body=ARTICLE.body.replace("1,2", "1,3"))]
        assert notice(server, lan.press(answer, PASSAGE)) == messages.telegram_source_changed
    assert len(server.record.sent) == 1


@pytest.mark.parametrize("kept", [False, True])
def test_what_people_think_is_kept_with_the_question_only_where_that_is_set(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person, kept: bool
) -> None:
    with running(with_telegram(app, feedback_texts=kept), engine, server):
        lan.say("điều riêng tư")
        (answer,) = server.wait_for_sent(1)
        assert notice(server, lan.press(answer, GOOD)) == app.messages.telegram_thanks_good
        assert notice(server, lan.press(answer, BAD)) == app.messages.telegram_thanks_bad
    ((_, chat, owner, _, good, articles, question),) = rows_of(app, "feedback")
    assert (chat, owner, good, articles) == (lan.id, lan.id, 0, f'["{ARTICLE.id}"]')
    assert question == ("điều riêng tư" if kept else "")
    store = app.settings.telegram.store
    left = b"".join(path.read_bytes() for path in store.parent.iterdir() if path.name.startswith(store.name))
    assert ("riêng tư".encode() in left) is kept
    with running(with_telegram(app, feedback_days=1e-9), engine, server):
        server.wait_for_call("setMyShortDescription", 2)
        server.wait_until(lambda: not rows_of(app, "feedback"), "the feedback forgotten")


def test_an_address_that_telegram_refuses_costs_no_answer(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    server.fail("sendMessage", Fault(400, "Bad Request: BUTTON_URL_INVALID"))
    with running(app, engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
    assert labels(answer) == [[PASSAGE], [GOOD, BAD]]
