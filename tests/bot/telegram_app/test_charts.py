"""«Biểu đồ» under the list of funds: a picture of its sums, with figures and sources in the caption."""

import io
import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from bot.app import App
from bot.messages import Messages
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import log_of, running, with_telegram
from tests.bot.telegram_app.test_buttons import labels, notice
from tests.index.facts.reporting import article_of, facts_of
from tests.telegram_server import Fault, Person, Sent, TelegramServer

CHART, LATER = "Biểu đồ", "Trang sau ›"
FLOOD = Fault(429, "Too Many Requests: retry after 1", retry_after=1)
BAD_HTML = Fault(400, "Bad Request: can't parse entities: Unsupported start tag")
NO_PHOTOS = Fault(400, "Bad Request: not enough rights to send photos to the chat")


@pytest.fixture
def lan(server: TelegramServer) -> Person:
    return server.person("Lan")


@pytest.fixture(autouse=True)
def with_funds(engine: FakeEngine) -> None:
    """Give the index six sums, one of a fund whose name looks like a formula and like HTML."""
    article = article_of(
        "Trong 6 tháng đầu năm 2024, quận Phú Lãng vận động Quỹ “Vì người nghèo” được trên 2,615 tỷ đồng; Quỹ “Cứu trợ”"
        " được 1 tỷ 150 triệu đồng.",
        "Năm 2023, quận Phú Lãng vận động Quỹ “Khuyến học $x_1$ <b>” được 900 triệu đồng.",
    )
    later = replace(
        article_of(
            *(
                f"Năm {year}, quận Phú Lãng vận động Quỹ “Vì người nghèo” được 50{year % 10} triệu đồng."
                for year in YEARS
            ),
            title="Nhìn lại <ba năm> & $",
        ),
        id="nhin-lai",
    )
    engine.corpus = [article, later]
    engine.fund_rows = [(one, fact) for one in engine.corpus for fact in facts_of(one).funds]
    assert len(engine.fund_rows) == 6


YEARS = (2020, 2021, 2022)


def listed(server: TelegramServer, person: Person, words: str = "", **options: Any) -> Sent:
    before = len(server.record.sent)
    person.say(f"/quy {words}".strip(), **options)
    return server.wait_for_sent(before + 1)[before]


def waiting(app: App) -> int:
    with sqlite3.connect(app.settings.telegram.store) as database:
        return int(database.execute("SELECT count(*) FROM outbox").fetchone()[0])


def test_a_press_sends_the_sums_as_a_picture_under_the_list(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        funds = listed(server, lan, "Vì người nghèo quận Phú Lãng")
        assert labels(funds) == [[LATER], [CHART]]
        assert notice(server, lan.press(funds, CHART)) == ""
        photo = server.wait_for_sent(2)[1]
        server.wait_until(lambda: waiting(app) == 0, "the picture deleted from the store")
    assert (photo.method, photo.file_name) == ("sendPhoto", "chart.png")
    assert photo.reply_to_message_id == funds.message_id
    picture = Image.open(io.BytesIO(photo.data))
    assert (picture.format, picture.width) == ("PNG", 1080)
    heading, *rows = photo.text.split("\n")
    assert heading == "Biểu đồ 6 khoản quỹ mà bài viết nêu – lọc theo: Vì người nghèo quận Phú Lãng"
    assert rows[1].startswith("• trên 2,615 tỷ đồng (thu) – Vì người nghèo – quận Phú Lãng")
    assert any("Khuyến học $x_1$ <b>" in row for row in rows)
    assert rows[-3:] == ["Nguồn:", "[1] Tin (20/10/2024)", "[2] Nhìn lại <ba năm> & $ (20/10/2024)"]
    links = [entity["url"] for entity in photo.entities if entity["type"] == "text_link"]
    assert links == [f"https://t.me/hoidap_test_bot?start=bai_{name}" for name in ("tin", "nhin-lai")]
    assert engine.filters[-1] == engine.filters[-2] == ("quận Phú Lãng", "", "Vì người nghèo")


def test_the_button_is_under_every_page_and_works_after_a_restart(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        funds = listed(server, lan)
        lan.press(funds, LATER)
        server.wait_until(lambda: len(funds.edits) == 1, "the second page")
        assert labels(funds)[-1] == [CHART]
    with running(app, engine, server):
        lan.press(funds, CHART)
        assert server.wait_for_sent(2)[1].method == "sendPhoto"


def test_less_than_two_sums_and_other_lists_have_no_button(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    rows = engine.fund_rows
    engine.fund_rows = rows[:1]
    with running(app, engine, server):
        one = listed(server, lan)
        lan.say("/baiviet")
        articles = server.wait_for_sent(2)[1]
        engine.fund_rows = rows[:2]
        two = listed(server, lan)
        engine.fund_rows = rows[:1]
        assert notice(server, lan.press(two, CHART)) == app.messages.telegram_chart_few
        server.wait_until_fetched()
    assert (labels(one), labels(articles), labels(two)) == ([], [], [[CHART]])
    assert len(server.record.sent) == 3


def test_it_is_its_askers_alone_and_cannot_be_forged(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person, messages: Messages
) -> None:
    minh = server.person("Minh")
    group = server.group("Tổ dân phố 5", lan, minh)
    with running(app, engine, server):
        funds = listed(server, lan, to=group)
        lan.say("@hoidap_test_bot quỹ nào?", to=group)
        answer = server.wait_for_sent(2)[1]
        assert funds.reply_markup is not None
        data = funds.reply_markup["inline_keyboard"][-1][0]["callback_data"]
        assert len(data.encode()) <= 64
        assert notice(server, minh.press(funds, CHART)) == messages.telegram_button_other
        assert notice(server, minh.forge(funds, "chart:0123456789abcdef:0")) == messages.telegram_button_old
        token = (answer.reply_markup or {})["inline_keyboard"][0][0]["callback_data"].split(":")[1]
        assert notice(server, lan.forge(answer, f"chart:{token}:0")) == messages.telegram_button_old
        lan.press(funds, CHART)
        photo = server.wait_for_sent(3)[2]
    assert (photo.method, photo.chat_id, photo.reply_to_message_id) == ("sendPhoto", group.id, funds.message_id)


def test_a_picture_that_was_drawn_and_not_sent_is_sent_after_a_restart(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    server.fail("sendPhoto", Fault(502, "Bad Gateway"))
    with running(with_telegram(app, stop_timeout=0, longest_pause=60), engine, server):
        funds = listed(server, lan)
        lan.press(funds, CHART)
        server.wait_for_call("sendPhoto")
    assert waiting(app) == 1
    engine.fund_rows = []  # what was drawn is what comes
    with running(app, engine, server):
        photo = server.wait_for_sent(2)[1]
    assert Image.open(io.BytesIO(photo.data)).width == 1080
    assert "2,615 tỷ đồng" in photo.text
    assert waiting(app) == 0


def test_a_flood_and_an_outage_are_waited_out(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    server.fail("sendPhoto", FLOOD, Fault(500, "Internal Server Error"), Fault(0))
    with running(with_telegram(app, longest_pause=0.05), engine, server):
        lan.press(listed(server, lan), CHART)
        server.wait_for_sent(2)
        server.wait_until_fetched()
    assert [sent.method for sent in server.record.sent] == ["sendMessage", "sendPhoto"]
    assert server.calls("sendPhoto") == 4
    assert server.record.limits_exceeded == 0


def test_a_caption_whose_html_is_refused_comes_as_plain_text(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    server.fail("sendPhoto", BAD_HTML)
    with running(app, engine, server):
        lan.press(listed(server, lan), CHART)
        photo = server.wait_for_sent(2)[1]
    assert photo.method == "sendPhoto"
    assert photo.entities == []
    assert "Khuyến học $x_1$ <b>" in photo.text
    assert "2,615" not in log_of(app)


def test_a_group_that_takes_no_pictures_gets_the_figures_and_loses_nothing_else(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    group = server.group("Tổ dân phố 5", lan)
    server.fail("sendPhoto", NO_PHOTOS)
    with running(app, engine, server):
        funds = listed(server, lan, to=group)
        lan.press(funds, CHART)
        figures = server.wait_for_sent(2)[1]
        lan.say("/quy", to=group)
        server.wait_for_sent(3)
    assert (figures.method, figures.reply_to_message_id) == ("sendMessage", funds.message_id)
    assert figures.text.startswith("Biểu đồ 6 khoản quỹ")
