"""Why an answer was not good: chosen, changed, withdrawn, or written where texts are kept."""

import pytest

from bot.app import App
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import running, with_telegram
from tests.bot.telegram_app.test_buttons import BAD, labels, notice, rows_of
from tests.telegram_server import Person, TelegramServer


@pytest.fixture
def lan(server: TelegramServer) -> Person:
    return server.person("Lan")


def test_a_reason_is_chosen_changed_and_withdrawn(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    messages = app.messages
    with running(app, engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
        assert notice(server, lan.press(answer, BAD)) == messages.telegram_thanks_bad
        which = server.wait_for_sent(2)[1]
        assert [row[0] for row in labels(which)][-1] == messages.reason_other
        for label, said, kept in (
            (messages.reason_wrong, messages.telegram_thanks_reason, ["wrong"]),
            (messages.reason_other, messages.telegram_thanks_reason, ["other"]),
            (messages.reason_other, messages.telegram_reason_withdrawn, []),
            (messages.reason_article, messages.telegram_thanks_reason, ["article"]),
        ):
            assert notice(server, lan.press(which, label)) == said
            assert [row[4] for row in rows_of(app, "reasons")] == kept
        assert notice(server, lan.press(answer, BAD)) == messages.telegram_feedback_withdrawn
        assert rows_of(app, "feedback") == rows_of(app, "reasons") == []
        assert notice(server, lan.press(which, messages.reason_wrong)) == messages.telegram_button_old
    assert len(server.record.sent) == 2


def test_a_written_reason_is_taken_from_the_next_reply_and_forgotten_with_the_chat(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(with_telegram(app, feedback_texts=True), engine, server):
        lan.say("quỹ nào?")
        (answer,) = server.wait_for_sent(1)
        lan.press(answer, BAD)
        which = server.wait_for_sent(2)[1]
        lan.press(which, app.messages.reason_other)
        prompt = server.wait_for_sent(3)[2]
        server.wait_until(lambda: bool(rows_of(app, "prompts")), "the prompt kept")
        lan.say("thiếu số liệu", reply_to=prompt)
        assert server.wait_for_sent(4)[3].text == app.messages.telegram_thanks_reason
        assert [row[4:] for row in rows_of(app, "reasons")] == [("other", "thiếu số liệu")]
        lan.say("câu hỏi mới", reply_to=prompt)
        assert server.wait_for_sent(5)[4].text.startswith("Về «câu hỏi mới»")
        lan.say("/xoa")
        server.wait_for_sent(6)
        assert rows_of(app, "reasons") == rows_of(app, "prompts") == []
    assert "thiếu số liệu" not in dict(engine.asked)
