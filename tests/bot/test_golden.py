"""Typical replies as Telegram shows them, each compared with its screen under golden/, letter by letter.

When a screen has changed for the better, renew them all, read the difference, and commit it:
``RENEW_GOLDEN=1 python -m pytest tests/bot/test_golden.py``. ``python -m tests.bot.phone`` shows them as a phone does.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.messages import load_messages
from bot.render.lists import ListRenderer
from bot.render.passage import render_passage
from bot.render.sums import chart_of
from bot.render.telegram import TelegramText, render_answer
from corpus.article import Article
from corpus.store import write_article
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.sync import synchronise
from index.types import Answer
from tests.index.invented import ARTICLES, COMPACT
from tests.telegram_server.entities import parse_html

GOLDEN = Path(__file__).parent / "golden"
BETWEEN = "\n\n<!-- the next message -->\n\n"
MESSAGES = load_messages()
GUESTS = (
    "toàn dân tộc, có đại diện Đảng ủy, Hội đồng nhân dân, Ủy ban nhân dân, Ủy ban MTTQ Việt Nam xã, các đoàn thể,"
    " cùng đông đảo bà con trong thôn và con em xa quê về dự."
)
TODAY = date(2024, 12, 1)

# The screens that answer questions: the last of each is shown, in the light of those before it.
ASKED: dict[str, tuple[str, ...]] = {
    "one_source": ("Cụm thi đua số 4 hoàn thành bao nhiêu chỉ tiêu trong năm 2022?",),
    "direct_figure": ("Quỹ Vì người nghèo quận Phú Lãng vận động được bao nhiêu tiền trong 6 tháng đầu năm 2024?",),
    "three_sources": ("Có những hội nghị nào năm 2022 và năm 2023?",),
    "meetings": ("Có những hội nghị nào được nhắc tới?",),
    "comparison": ("So sánh quỹ Vì người nghèo của quận Phú Lãng và huyện Sơn Khê",),
    "refusal": ("Quỹ Vì người nghèo của quận Bình Sa được bao nhiêu?",),
    "follow_up": ("Hội nghị lần thứ 7 của quận Phú Lãng diễn ra ngày nào?", "Thế ai được cử giữ chức Phó Chủ tịch?"),
    "quote_alone": ("Quận Phú Lãng vận động được bao nhiêu tiền?",),
    "greeting": ("Xin chào!",),
}
SCREENS = (*ASKED, "long", "funds", "chart", "passage")


def indexed(articles: Sequence[Article], folder: Path) -> Engine:
    for article in articles:
        write_article(article, folder / "articles", replace=True)
    options = IndexOptions(path=folder / "index")
    synchronise(folder / "articles", options)
    return open_engine(options, RetrieveOptions(), AnswerOptions(), today=lambda: TODAY)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = indexed(ARTICLES, tmp_path_factory.mktemp("invented"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index of the same feast in twenty hamlets, whose list is longer than a message."""
    assert COMPACT.published is not None
    hamlets = [
        replace(
            COMPACT,
            id=f"thon-{number}",
            title=f"Thôn số {number} vui Ngày hội Đại đoàn kết toàn dân tộc",
            body=COMPACT.body.replace("làng Dâu", f"thôn số {number}")
            .replace("Ngày 12 tháng", f"Ngày {number} tháng")
            .replace("toàn dân tộc.", GUESTS, 1),
            published=COMPACT.published + timedelta(days=number),
            url=f"https://example.org/van-coi/thon-{number}",
        )
        for number in range(1, 19)
    ]
    opened = indexed(hamlets, tmp_path_factory.mktemp("many"))
    yield opened
    opened.close()


def told(engine: Engine, questions: Sequence[str]) -> Answer:
    history: list[Answer] = []
    for question in questions:
        history.append(engine.answer(question, history))
    return history[-1]


@pytest.fixture(scope="module")
def screens(engine: Engine, many: Engine) -> dict[str, list[TelegramText]]:
    shown = {name: render_answer(told(engine, questions), MESSAGES) for name, questions in ASKED.items()}
    shown["long"] = render_answer(told(many, ["Có những hội nghị nào được nhắc tới?"]), MESSAGES)
    lists, sums = ListRenderer(MESSAGES, "hoidap_bot"), engine.funds()
    shown["funds"] = lists.page(MESSAGES.telegram_funds.format(count=len(sums)), [lists.fund(row) for row in sums[:5]])
    chart = chart_of(sums, "", "hoidap_bot", MESSAGES)
    assert chart is not None
    shown["chart"] = [chart.caption]
    citation = told(engine, ASKED["direct_figure"]).citations[0]
    article = engine.article(citation.article_id)
    assert article is not None
    shown["passage"] = render_passage(citation, article, MESSAGES)
    return shown


@pytest.mark.parametrize("name", SCREENS)
def test_a_typical_reply_looks_as_it_did(name: str, screens: dict[str, list[TelegramText]]) -> None:
    html = BETWEEN.join(text.html for text in screens[name]) + "\n"
    for text in screens[name]:
        parse_html(text.html)
    path = GOLDEN / f"{name}.html"
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(html, encoding="utf-8")
    assert html == path.read_text(encoding="utf-8"), "see how to renew it at the top of this file"


def test_each_screen_is_of_its_kind(screens: dict[str, list[TelegramText]]) -> None:
    def sources(name: str) -> int:
        return sum(text.html.count("<blockquote") for text in screens[name])

    assert sources("one_source") == sources("direct_figure") == sources("follow_up") == 1
    assert sources("three_sources") == 3
    assert sources("meetings") > 3
    assert sources("comparison") >= 2
    assert sources("refusal") == sources("greeting") == 0
    assert len(screens["long"]) > 1
    assert {path.stem for path in GOLDEN.glob("*.html")} == set(SCREENS)
