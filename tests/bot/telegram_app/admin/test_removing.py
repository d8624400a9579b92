"""/xoabai: the article that is meant, and nothing else, is gone from the corpus and from the answers."""

from dataclasses import replace

from bot.app import App
from bot.messages import Messages
from tests.bot.fakes import ARTICLE, FakeEngine, FakeParts
from tests.bot.telegram_app.admin.house import (
    FUNDS,
    FUNDS_ANSWER,
    FUNDS_QUESTION,
    MEETING,
    buttons,
    notice,
    serving,
)
from tests.bot.telegram_app.running import running
from tests.telegram_server import Person, TelegramServer


def test_an_article_that_was_removed_answers_nothing_any_more(
    house: App, server: TelegramServer, boss: Person, lan: Person, messages: Messages
) -> None:
    folder = house.settings.corpus.articles
    # What cannot be read may be any article, so that a synchronisation would keep them all.
    (folder / "hong.md").write_bytes(b"\xff\xfe\xff")
    with serving(house, server) as (_, engine):
        lan.say(FUNDS_QUESTION)
        (before,) = server.wait_for_sent(1)
        boss.say("/xoabai tổng kết quỹ vi nguoi ngheo")
        question = server.wait_for_sent(2)[1]
        asked = question.text
        boss.press(question, "Gỡ")
        server.wait_until(lambda: len(question.edits) == 1, "what came of it")
        lan.say(FUNDS_QUESTION)
        after = server.wait_for_sent(3)[2]
        assert [article.id for article in engine.articles()] == [MEETING.id]
    assert FUNDS_ANSWER in before.text
    assert asked.startswith(f"{FUNDS.title} (20/10/2024, Báo Thử Nghiệm)\nMã bài: {FUNDS.id}\n")
    assert question.text == messages.admin_removed.format(id=FUNDS.id)
    assert FUNDS_ANSWER not in after.text
    assert not (folder / f"{FUNDS.id}.md").exists()
    assert (folder / f"{MEETING.id}.md").exists()


def test_an_article_that_is_kept_stays(house: App, server: TelegramServer, boss: Person, messages: Messages) -> None:
    with serving(house, server) as (_, engine):
        boss.say(f"/xoabai {MEETING.id}")
        (question,) = server.wait_for_sent(1)
        boss.press(question, "Giữ lại")
        server.wait_until(lambda: len(question.edits) == 1, "what came of it")
        assert notice(server, boss.forge(question, "yes:0123456789abcdef")) == messages.telegram_button_old
        assert len(engine.articles()) == 2
    assert question.text == messages.admin_remove_dropped
    assert buttons(question) == []


def test_words_that_name_no_article_or_several_remove_none(
    app: App, parts: FakeParts, engine: FakeEngine, server: TelegramServer, boss: Person
) -> None:
    engine.corpus = [replace(ARTICLE, id=f"bai-{n}", title=f"Bài số {n} <về> quỹ") for n in range(10)]
    with running(app, engine, server):
        for words in ("", " quỹ giáo dục", " ve quy", " ?!"):
            boss.say(f"/xoabai{words}")
        usage, none, several, marks = server.wait_for_sent(4)
    assert usage.text == app.messages.admin_remove_usage
    assert none.text == marks.text == app.messages.admin_remove_unknown
    assert several.text.startswith(app.messages.admin_remove_several.format(count=10))
    assert [line for line in several.text.splitlines() if line.startswith("bai-")] == [f"bai-{n}" for n in range(8)]
    assert "• Bài số 0 <về> quỹ (03/02/2024, Báo Thử Nghiệm)" in several.text
    assert all(buttons(one) == [] for one in (usage, none, several, marks))
    assert not [call for call in parts.calls if call.startswith("remove")]


def test_a_removal_confirmed_after_a_restart_and_twice_is_done_once(
    app: App, parts: FakeParts, engine: FakeEngine, server: TelegramServer, boss: Person
) -> None:
    parts.kept = {ARTICLE.id: ARTICLE}
    with running(app, engine, server):
        boss.say(f"/xoabai {ARTICLE.id}")
        boss.say(f"/xoabai {ARTICLE.id}")
        first, second = server.wait_for_sent(2)
    with running(app, engine, server):
        boss.press(first, "Gỡ")
        boss.press(second, "Gỡ")
        server.wait_until(lambda: bool(first.edits and second.edits), "what came of it")
        assert notice(server, boss.forge(first, "yes:0123456789abcdef")) == app.messages.telegram_button_old
    assert first.text == app.messages.admin_removed.format(id=ARTICLE.id)
    assert second.text == app.messages.admin_remove_gone.format(id=ARTICLE.id)
