"""HTML is read as Telegram reads it, and refused in its words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram_server.detection import detected
from tests.telegram_server.entities import EntityError, covered, parse_html, trimmed, units


@pytest.mark.parametrize(
    ("text", "parsed", "error"),
    [
        ("a &lt;b&gt; &amp; &#x1F600; &nbsp; > <b>c</b>", "a <b> & 😀 &nbsp; > c", None),
        ("&lt&quot; &#0; &lta;", '<" &#0; &lta;', None),
        ("<x>a</x>", None, 'Unsupported start tag "x" at byte offset 0'),
        ("ạ<x>", None, 'Unsupported start tag "x" at byte offset 3'),
        ("a < b", None, 'Unsupported start tag "" at byte offset 2'),
        ("a <b", None, "Unclosed start tag at byte offset 2"),
        ("a < b>", None, 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", None, 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", None, "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", None, 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", None, "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", None, 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b/>a", None, 'Unsupported start tag "b/" at byte offset 0'),
        ("<b />a", None, 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href=x/y>a</a>", None, "Unexpected end of name token at byte offset 8"),
        ('<a href="x', None, "Unclosed start tag at byte offset 0"),
        ("<a href=", None, 'Unclosed start tag "a" at byte offset 0'),
        ("<b>a</>", "a", None),
        ('<tg-emoji emoji-id="0">a</tg-emoji>', None, "Invalid custom emoji identifier specified"),
    ],
)
def test_html_is_read_as_telegram_reads_it(text: str, parsed: str | None, error: str | None) -> None:
    if error is None:
        assert parse_html(text)[0] == parsed
        return
    with pytest.raises(EntityError) as caught:
        parse_html(text)
    assert str(caught.value) == error


def test_entities_are_measured_in_utf16() -> None:
    source = '😀<blockquote expandable>a😀</blockquote> <a href="https://x.example/?a=1&amp;b=2">b</a>'
    text, entities = parse_html(source)
    assert text == "😀a😀 b"
    assert entities == [
        {"type": "expandable_blockquote", "offset": 2, "length": 3},
        {"type": "text_link", "offset": 6, "length": 1, "url": "https://x.example/?a=1&b=2"},
    ]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("<b>a<i>b</i></b>", ["bold", "italic"]),
        ("<code>a<b>b</b></code>", ["code"]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", ["blockquote"]),
        ("<blockquote><blockquote>b</blockquote></blockquote>", ["blockquote"]),
        ("<blockquote>a<b>b</b></blockquote>", ["blockquote", "bold"]),
        ('<pre><code class="language-python">a</code></pre>', ["pre"]),
        ('<a href="javascript:x">a</a>', []),
        ('<a href="bao.example/x">a</a>', ["text_link"]),
        ("<a>bao.example</a>", ["text_link"]),
        ('<a href="tg://user?id=5">a</a>', ["text_mention"]),
        ("<b></b>", []),
    ],
)
def test_what_telegram_does_not_show_is_dropped(source: str, kinds: list[str]) -> None:
    assert [entity["type"] for entity in parse_html(source)[1]] == kinds


def test_entities_move_with_a_trimmed_text() -> None:
    text, entities = trimmed(*parse_html(" \n😀 <b>ab </b> "))
    assert text == "😀 ab"
    assert [covered(text, entity) for entity in entities] == ["ab"]


@given(st.text(alphabet="<>/ab&;= \"'ạ😀", max_size=30))
def test_any_html_is_parsed_or_refused(text: str) -> None:
    try:
        parsed, entities = trimmed(*parse_html(text))
    except EntityError:
        return
    assert all(entity["offset"] >= 0 for entity in entities)
    assert all(entity["offset"] + entity["length"] <= units(parsed) for entity in entities)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start bai_1", [("bot_command", "/start")]),
        ("/quy@hoidap_bot nghèo", [("bot_command", "/quy@hoidap_bot")]),
        ("😀 @hoidap_bot hỏi", [("mention", "@hoidap_bot")]),
        ("năm 2023/2024, 1/2 a@b.example", []),
        ("#quỹ và https://bao.example/a?b=1.", [("hashtag", "#quỹ"), ("url", "https://bao.example/a?b=1")]),
    ],
)
def test_commands_mentions_and_addresses_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(entity["type"], covered(text, entity)) for entity in detected(text)] == found


def test_nothing_is_found_in_code_and_links() -> None:
    text, marked = parse_html('<code>/a</code> <a href="https://x.example">@abc</a> /b')
    kinds: list[Any] = [entity["type"] for entity in detected(text, marked)]
    assert kinds == ["code", "text_link", "bot_command"]
