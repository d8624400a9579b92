"""Whatever is typed gets a valid answer that every face can show."""

import io
import json
import unicodedata
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.messages import load_messages
from bot.render.as_json import answer_as_json
from bot.render.telegram import render_answer
from bot.render.terminal import print_answer
from corpus.article import Article
from index.engine import Engine
from index.types import Answer, Status
from index.verify import faults
from index.vietnamese.normalise import strip_accents
from tests.index.asked import ANSWERABLE, REFUSED
from tests.index.invented import ARTICLES
from tests.telegram_server.entities import parse_html

Form = Literal["NFC", "NFD", "NFKC"]
FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC")
MESSAGES = load_messages()
CORPUS_WORDS = sorted({word for article in ARTICLES for word in f"{article.title} {article.body}".split()})
ASKED = [turn for asked in ANSWERABLE for turn in asked.turns] + list(REFUSED)
SCRAPS = [
    "quỹ Vì người nghèo",
    "Quỹ “Cứu trợ”",
    "bao nhiêu",
    "bao nhiêu tiền",
    "mấy",
    "hội nghị",
    "quận Phú Lãng",
    "huyện Sơn Khê",
    "xã Đồng Lụa",
    "ngày nào",
    "khi nào",
    "ở đâu",
    "ai",
    "là ai",
    "Chủ tịch",
    "lần thứ 7",
    "khóa V",
    "nhiệm kỳ 2019-2024",
    "2024",
    "năm ngoái",
    "quý III năm 2023",
    "9/11",
    "21.7.2023",
    "31/02/2023",
    "tỷ lệ",
    "những",
    "gồm những ai",
    "Mạc Thị Hiền",
    "bà Nguyễn Lan Hương",
    "Vinamilk",
    "mới nhất",
    "bài “Tập huấn”",
    "Còn",
    "thì sao",
    "có phải",
    "vì sao",
    "tóm tắt",
    "đăng ngày nào",
    "tác giả",
    "so với",
    "[1]",
    "[99]",
    "<b>",
    "</blockquote>",
    "&lt;",
    "{quote}",
    "%",
    "“",
    "”",
    "\x1b[31m",
    "\u202e",
    "\u200f",
    "🙂",
    "🇻🇳",
    "́",
    "\x00",
    "\n",
]

scraps = st.lists(st.sampled_from(SCRAPS), max_size=14).map(" ".join)
corpus_words = st.lists(st.sampled_from(CORPUS_WORDS), max_size=16).map(" ".join)
mangled = st.builds(
    lambda asked, start, size, plain: strip_accents(asked[start : start + size]) if plain else asked[start:][:size],
    st.sampled_from(ASKED),
    st.integers(0, 20),
    st.integers(1, 90),
    st.booleans(),
)
long_texts = st.builds(lambda part, times: (part * times)[:5000], scraps | corpus_words, st.integers(1, 300))
any_text = st.one_of(
    st.text(max_size=120),
    scraps,
    corpus_words,
    mangled,
    long_texts,
    st.lists(st.one_of(scraps, corpus_words, mangled, st.text(max_size=20)), max_size=4).map(" ".join),
)


def in_form(text: str, forms: list[Form]) -> str:
    """The text with each of its words in one of the normal forms, in turn."""
    return " ".join(unicodedata.normalize(forms[n % len(forms)], word) for n, word in enumerate(text.split(" ")))


def check(engine: Engine, answer: Answer) -> None:
    """Assert that an answer verifies, that its marks and its text agree, and that every face can show it."""
    articles: dict[str, Article] = {article.id: article for article in engine.articles()}
    assert faults(answer, articles) == []
    assert answer.text.strip()
    assert (answer.status is Status.ANSWERED) == bool(answer.citations)
    for citation in answer.citations:
        assert articles[citation.article_id].body[citation.start : citation.end] == citation.quote
        assert all(citation.start <= span.start < span.end <= citation.end for span in citation.answers)
    read = json.loads(answer_as_json(answer, answer.question.text.encode("utf-8", "replace").decode(), "q"))
    assert read["text"] == answer.text
    for message in render_answer(answer, MESSAGES):
        parse_html(message.html)
    for terminal in (True, False):
        screen = io.StringIO()
        console = Console(file=screen, width=72, force_terminal=terminal, markup=False, highlight=False, emoji=False)
        print_answer(console, answer, MESSAGES)
        assert screen.getvalue().strip()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_text, st.lists(st.sampled_from(FORMS), min_size=1, max_size=3))
def test_any_text_in_any_form_gets_an_answer_that_verifies_and_shows(
    engine: Engine, caplog: pytest.LogCaptureFixture, text: str, forms: list[Form]
) -> None:
    check(engine, engine.answer(in_form(text, forms)))
    assert caplog.messages == []  # nothing was composed that the last door held back


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(scraps, mangled, st.sampled_from(ASKED)), min_size=2, max_size=4))
def test_any_conversation_is_answered_with_valid_answers(
    engine: Engine, caplog: pytest.LogCaptureFixture, turns: list[str]
) -> None:
    history: list[Answer] = []
    for turn in turns:
        history.append(engine.answer(turn, history))
        check(engine, history[-1])
    assert caplog.messages == []


@pytest.mark.parametrize("asked", ASKED)
def test_every_question_asked_here_is_shown(engine: Engine, caplog: pytest.LogCaptureFixture, asked: str) -> None:
    check(engine, engine.answer(asked))
    assert caplog.messages == []
