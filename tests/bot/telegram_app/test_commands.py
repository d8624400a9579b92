"""Commands: sources of the last answer, forgetting, lists to leaf through, an article opened from a link."""

import sqlite3
from dataclasses import replace

import pytest

from bot.app import App
from corpus.article import Article
from tests.bot.fakes import ARTICLE, UNDATED, FakeEngine
from tests.bot.telegram_app.running import running, texts
from tests.index.facts.reporting import article_of, facts_of
from tests.telegram_server import Person, Sent, TelegramServer

EARLIER, LATER = "‹ Trang trước", "Trang sau ›"


@pytest.fixture
def lan(server: TelegramServer) -> Person:
    return server.person("Lan")


def many(count: int) -> list[Article]:
    """Return articles of a month each, the oldest first."""
    assert ARTICLE.published is not None
    return [
        replace(ARTICLE, id=f"bai-{n}", title=f"Bài số {n}", published=ARTICLE.published.replace(month=n))
        for n in range(1, count + 1)
    ]


def links(sent: Sent) -> list[str]:
    return [entity["url"] for entity in sent.entities if entity["type"] == "text_link"]


def test_the_sources_of_the_last_answer_are_shown_again_even_after_a_restart(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        lan.say("/nguon")
        lan.say("quỹ nào?")
        server.wait_for_sent(2)
    with running(app, engine, server):
        lan.say("/nguon")
        nothing, _, sources = server.wait_for_sent(3)
        lan.press(sources, "Đoạn trích [1]")
        passage = server.wait_for_sent(4)[3]
    assert nothing.text == app.messages.telegram_no_sources
    assert sources.text.startswith("Nguồn:\n\nQuỹ Vì người nghèo vận động được 1,2 tỷ đồng.\n[1] Hội nghị")
    assert ARTICLE.body in passage.text


def test_forgetting_clears_the_memory_and_the_store_of_this_person_alone(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    minh = server.person("Minh")
    with running(app, engine, server):
        for person in (lan, minh):
            person.say("một")
        first = next(sent for sent in server.wait_for_sent(2) if sent.chat_id == lan.id)
        lan.press(first, "👍 Đúng ý")
        lan.say("/xoa")
        server.wait_for_sent(3)
        lan.say("hai")
        minh.say("ba")
        server.wait_for_sent(5)
        query = lan.press(first, "Đoạn trích [1]")
        server.wait_until(lambda: query in server.record.callback_answers, "an answer to the press")
    assert dict(engine.asked)["hai"] == 0
    assert dict(engine.asked)["ba"] == 1
    assert server.record.callback_answers[query][0]["text"] == app.messages.telegram_button_old
    with sqlite3.connect(app.settings.telegram.store) as database:
        assert database.execute("SELECT count(*) FROM feedback").fetchone() == (0,)
        counts = dict(database.execute("SELECT owner, count(*) FROM cards GROUP BY owner"))
    assert counts == {lan.id: 1, minh.id: 2}


def test_it_introduces_itself(app: App, engine: FakeEngine, server: TelegramServer, lan: Person) -> None:
    with running(app, engine, server):
        lan.say("/gioithieu")
        assert texts(server.wait_for_sent(1)) == [app.messages.telegram_about]


def test_articles_come_newest_first_page_by_page_in_one_message(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    engine.corpus = [UNDATED, *many(9)]
    with running(app, engine, server):
        lan.say("/baiviet ở quận Sóc Trăng Mới năm 2024")
        (listed,) = server.wait_for_sent(1)
        first = listed.text
        lan.press(listed, LATER)
        server.wait_until(lambda: len(listed.edits) == 1, "the second page")
        second = listed.text
    with running(app, engine, server):
        lan.press(listed, EARLIER)
        server.wait_until(lambda: len(listed.edits) == 2, "the first page again")
    assert [line.split(" (")[0] for line in first.split("\n\n")[1:]] == [f"• Bài số {n}" for n in range(9, 1, -1)]
    assert first.startswith("Các bài viết, mới nhất trước (10 bài) – lọc theo: ở quận Sóc Trăng Mới năm 2024")
    assert [line.split(" (")[0] for line in second.split("\n\n")[1:]] == ["• Bài số 1", "• Bài không ngày"]
    assert listed.text == first
    assert links(listed)[0] == "https://t.me/hoidap_test_bot?start=bai_bai-9"
    assert len(server.record.sent) == 1
    assert engine.filters[-1] == ("quận Sóc Trăng Mới", "năm 2024", "")


def test_a_link_opens_an_article_and_one_that_is_gone_is_said(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    engine.corpus = [replace(ARTICLE, body=f"{ARTICLE.body}\n\n" + "Câu dài nữa. " * 200), UNDATED]
    with running(app, engine, server):
        lan.start(f"bai_{ARTICLE.id}")
        lan.start(f"bai_{UNDATED.id}")
        lan.start("bai_khong-co")
        opened, plain, gone = server.wait_for_sent(3)
    assert opened.text.startswith(f"{ARTICLE.title} (03/02/2024, Báo Thử Nghiệm)\n\nSáng ngày 03/02/2024")
    assert opened.text.endswith(". […]")
    assert opened.reply_markup == {"inline_keyboard": [[{"text": "Bài gốc ↗", "url": ARTICLE.url}]]}
    assert plain.text == "Bài không ngày\n\nMột câu."
    assert plain.reply_markup is None
    assert gone.text == app.messages.telegram_article_unknown


def test_meetings_and_funds_are_short_lists_with_a_source_for_each_row(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    article = article_of(
        "Ngày 18/7/2024, Ủy ban MTTQ Việt Nam quận Phú Lãng tổ chức hội nghị sơ kết công tác 6 tháng đầu năm.",
        "Quỹ “Vì người nghèo” vận động được 3,2 tỷ đồng.",
    )
    facts = facts_of(article)
    engine.meeting_rows = [(article, fact) for fact in facts.meetings]
    engine.fund_rows = [(article, fact) for fact in facts.funds]
    with running(app, engine, server):
        lan.say("/hoinghi quận Phú Lãng tháng 7/2024")
        lan.say("/quy Vì người nghèo của quận Phú Lãng")
        meetings, funds = server.wait_for_sent(2)
    assert "• 18/07/2024 – " in meetings.text
    assert "\nNguồn: Tin (20/10/2024)" in meetings.text
    assert "• Vì người nghèo – 3,2 tỷ đồng (thu) – quận Phú Lãng\nNguồn: Tin (20/10/2024)" in funds.text
    assert links(meetings) == links(funds) == ["https://t.me/hoidap_test_bot?start=bai_tin"]
    assert engine.filters[-2:] == [("quận Phú Lãng", "tháng 7/2024", ""), ("quận Phú Lãng", "", "Vì người nghèo")]


def test_lists_that_are_empty_say_so(app: App, engine: FakeEngine, server: TelegramServer, lan: Person) -> None:
    engine.corpus = []
    with running(app, engine, server):
        for command in ("/hoinghi", "/quy Biển đảo", "/baiviet"):
            lan.say(command)
        replies = texts(server.wait_for_sent(3))
    assert replies == [app.messages.meetings_none, app.messages.funds_none, app.messages.telegram_articles_none]
    # A name that no level marks as a place may be a fund's.
    assert engine.filters[-3:-1] == [("Biển đảo", "", ""), ("", "", "Biển đảo")]
