"""«Xem thêm»: the next-best evidence, a few pieces at a time, from what the answer left."""

from dataclasses import replace

import pytest

from bot.app import App
from corpus.article import Article
from tests.bot.fakes import FakeEngine, answered, citation
from tests.bot.telegram_app.running import running
from tests.bot.telegram_app.test_buttons import labels, notice
from tests.telegram_server import Person, TelegramServer

SENTENCES = tuple(f"Phường {name} ủng hộ quỹ." for name in ("Một", "Hai", "Ba", "Bốn", "Năm"))
LONG = Article(id="nhieu-phuong", title="Nhiều phường ủng hộ", body=" ".join(SENTENCES))
MORE = "Xem thêm"


@pytest.fixture
def lan(server: TelegramServer) -> Person:
    return server.person("Lan")


@pytest.fixture(autouse=True)
def with_further(engine: FakeEngine) -> None:
    further = tuple(citation(text, LONG, n) for n, text in enumerate(SENTENCES, start=2))
    engine.corpus.append(LONG)
    engine.answers["quỹ nào?"] = replace(answered("quỹ nào?"), further=further)


def test_further_evidence_comes_three_at_a_time_until_nothing_is_left_across_a_restart(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
        assert labels(answer)[1:] == [[MORE], ["👍 Đúng ý", "👎 Chưa đúng"]]
        assert notice(server, lan.press(answer, MORE)) == ""
        first = server.wait_for_sent(2)[1]
    assert first.reply_to_message_id == answer.message_id
    assert first.text.startswith(app.messages.further_heading)
    assert app.messages.further_end not in first.text
    assert [text in first.text for text in SENTENCES] == [True, True, True, False, False]
    assert labels(first) == [["Đoạn trích [2]"], ["Đoạn trích [3]"], ["Đoạn trích [4]"], [MORE]]
    with running(app, engine, server):
        lan.press(first, MORE)
        second = server.wait_for_sent(3)[2]
        lan.press(second, "Đoạn trích [6]")
        passage = server.wait_for_sent(4)[3]
        lan.say("/nguon")
        sources = server.wait_for_sent(5)[4]
    assert [text in second.text for text in SENTENCES] == [False, False, False, True, True]
    assert second.text.endswith(app.messages.further_end)
    assert labels(second) == [["Đoạn trích [5]"], ["Đoạn trích [6]"]]
    assert passage.text.startswith(f"Nguồn [6]: {LONG.title}")
    assert not any(text in sources.text for text in SENTENCES)


def test_it_is_its_askers_alone_and_left_out_where_the_article_changed(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    minh = server.person("Minh")
    group = server.group("Tổ dân phố 5", lan, minh)
    with running(app, engine, server):
        lan.say("@hoidap_test_bot quỹ nào?", to=group)
        (answer,) = server.wait_for_sent(1)
        assert notice(server, minh.press(answer, MORE)) == app.messages.telegram_button_other
        engine.corpus[-1] = replace(LONG, body=LONG.body.replace("Hai", "Hải"))
        lan.press(answer, MORE)
        shown = server.wait_for_sent(2)[1]
        engine.corpus.pop()
        assert notice(server, lan.press(answer, MORE)) == app.messages.telegram_source_changed
        data = f"{answer.reply_markup['inline_keyboard'][1][0]['callback_data'][:-1]}9" if answer.reply_markup else ""
        assert notice(server, lan.forge(answer, data)) == app.messages.telegram_button_old
    assert [text in shown.text for text in SENTENCES[:3]] == [True, False, True]
    assert len(server.record.sent) == 2


def test_there_is_no_button_where_there_is_no_more(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        lan.say("hai")
        (answer,) = server.wait_for_sent(1)
    assert MORE not in [label for row in labels(answer) for label in row]
