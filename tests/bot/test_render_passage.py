"""A quote in its context, and the address of the article at the quote."""

from urllib.parse import unquote

import pytest

from bot.messages import Messages
from bot.render.fragment import fragment_url
from bot.render.passage import context_of, render_passage
from index.types import Span
from tests.bot.fakes import ARTICLE, citation

PARAGRAPHS = [f"Đoạn {n}. " + "Chữ nữa. " * 20 for n in range(5)]
BODY = "\n\n".join(PARAGRAPHS)


def test_the_paragraphs_around_a_quote_are_shown_as_far_as_they_are_short() -> None:
    start = BODY.index("Đoạn 2")
    around = context_of(BODY, Span(start, start + 7))
    assert BODY[around.start : around.end] == "\n\n".join(PARAGRAPHS[1:4])
    long = "\n\n".join(["A" * 2000, "B" * 2000, "C" * 200])
    around = context_of(long, Span(2002, 2010))
    assert long[around.start : around.end] == "B" * 2000 + "\n\n" + "C" * 200
    assert context_of("X" * 9000, Span(5, 9)) == Span(0, 9000)


def test_a_quote_over_two_paragraphs_and_the_whole_of_a_body_are_found() -> None:
    first = BODY.index("Đoạn 1")
    around = context_of(BODY, Span(first, BODY.index("Đoạn 2") + 7))
    assert BODY[around.start : around.end] == "\n\n".join(PARAGRAPHS[0:4])
    assert context_of("Một câu.", Span(0, 8)) == Span(0, 8)


def test_the_quote_is_bold_and_the_article_s_letters_are_escaped(messages: Messages) -> None:
    (text,) = render_passage(citation("hội nghị <tổng kết>"), ARTICLE, messages)
    assert "<b>hội nghị &lt;tổng kết&gt;</b> &amp; ký giao ước." in text.html
    assert text.html.startswith("Nguồn [1]: Hội nghị &lt;tổng kết&gt;")
    assert ARTICLE.body in text.plain


@pytest.mark.parametrize(
    ("url", "words", "fragment"),
    [
        ("https://bao.example/a", "một hai", "https://bao.example/a#:~:text=một hai"),
        ("https://bao.example/a#muc", "một-hai, ba", "https://bao.example/a#muc:~:text=một%2Dhai%2C ba"),
        ("https://bao.example/a", "", "https://bao.example/a"),
        ("javascript:alert(1)", "một", ""),
        ("https://localhost/a", "một", ""),
        ("https://bao.example/a b", "một", ""),
        ("http://[bao", "một", ""),
        (None, "một", ""),
    ],
)
def test_an_address_opens_at_the_words_where_a_browser_can(url: str | None, words: str, fragment: str) -> None:
    made = fragment_url(url, words)
    assert made.isascii()
    assert unquote(made.replace("%2D", "-").replace("%2C", ",")) == unquote(
        fragment.replace("%2D", "-").replace("%2C", ",")
    )
    assert ("%2D" in made, "%2C" in made) == ("%2D" in fragment, "%2C" in fragment)


def test_long_words_are_named_by_their_beginning_and_end() -> None:
    words = " ".join(f"chữ{n}" for n in range(40))
    made = fragment_url("https://bao.example/a", words)
    start, _, end = made.partition("#:~:text=")[2].partition(",")
    assert unquote(start).split() == [f"chữ{n}" for n in range(6)]
    assert unquote(end).split() == [f"chữ{n}" for n in range(34, 40)]
