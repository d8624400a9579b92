"""Answers as Telegram messages: whatever the text, valid HTML within the limit, and nothing lost."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import load_messages
from bot.render.cutting import units
from bot.render.telegram import MESSAGE_UNITS, Piece, TelegramText, pack, render_answer, render_text
from index.types import Answer, Citation, Span
from tests.bot.fakes import ARTICLE, answered, citation, not_found
from tests.telegram_server.entities import parse_html, parse_plain
from tests.telegram_server.entities import units as telegram_units

MESSAGES = load_messages()
# Text as articles and people write it, with what breaks markup, and characters beyond the first 65,536.
words = st.text(alphabet=st.sampled_from("aằộđ1.,;<>&\"'\n \u0301😀🇻🇳\x00\x1b[]/="), max_size=60)
long_words = st.builds(lambda text, times: text * times, words, st.integers(0, 300))


def squeezed(text: str) -> str:
    """What must survive: everything but white space, controls and the quotation marks we add."""
    kept = parse_plain(text)
    return "".join(character for character in kept if not character.isspace() and character not in "“”")


def shown(texts: list[TelegramText]) -> str:
    return "".join(parse_html(text.html)[0] for text in texts)


def check(texts: list[TelegramText]) -> None:
    for text in texts:
        body, _ = parse_html(text.html)
        assert 0 < telegram_units(body) <= MESSAGE_UNITS
        assert 0 < telegram_units(text.plain) <= MESSAGE_UNITS
        assert squeezed(body) == squeezed(text.plain)


@given(words | long_words)
@settings(max_examples=60, deadline=None)
def test_any_text_is_valid_and_whole(text: str) -> None:
    texts = render_text(text)
    check(texts)
    assert squeezed(shown(texts)) == squeezed(text)


@given(st.lists(st.tuples(long_words, words, words), max_size=4), words | long_words)
@settings(max_examples=60, deadline=None)
def test_any_answer_is_valid_and_whole(sources: list[tuple[str, str, str]], text: str) -> None:
    citations = tuple(
        replace(citation("Quỹ", n=n), quote=quote, title=title, url=f"https://x.example/{url}")
        for n, (quote, title, url) in enumerate(sources, start=1)
    )
    texts = render_answer(replace(answered("q"), text=text, citations=citations), MESSAGES)
    check(texts)
    plain = squeezed(shown(texts))
    for n, (quote, title, _) in enumerate(sources, start=1):
        assert squeezed(quote) in plain
        assert f"[{n}]{squeezed(title)}" in plain


@given(words | long_words, st.integers(min_value=8, max_value=200))
@settings(max_examples=60, deadline=None)
def test_pieces_fill_messages_of_any_size(text: str, limit: int) -> None:
    texts = pack([(Piece(text, tag="blockquote"), Piece(text))], limit)
    assert all(units(message.plain) <= limit for message in texts)
    assert squeezed(shown(texts)) == squeezed(text) * 2


@given(st.text())
def test_units_are_utf16_code_units(text: str) -> None:
    assert units(text) == telegram_units(text)


def long_answer(source: Citation, length: int) -> Answer:
    return replace(answered("q"), text="Câu. " * (length // 5), citations=(source,))


def test_a_source_is_kept_with_its_quote() -> None:
    first, second = render_answer(long_answer(citation("Quỹ"), MESSAGE_UNITS - 20), MESSAGES)
    assert parse_html(first.html)[1] == []
    assert second.plain.startswith("“Quỹ”\n[1] Hội nghị")


def test_a_cut_stands_after_a_sentence() -> None:
    texts = render_text("Một câu dài vừa phải. " * 400)
    assert all(text.plain.endswith("phải.") for text in texts)


def test_a_source_without_an_address_is_no_link() -> None:
    source = replace(citation("Quỹ"), url=None)
    (text,) = render_answer(replace(answered("q"), citations=(source,)), MESSAGES)
    assert "<a " not in text.html
    assert ARTICLE.title in text.plain


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    source = replace(citation("Quỹ"), url="javascript:alert(1)")
    (text,) = render_answer(replace(answered("q"), citations=(source,)), MESSAGES)
    assert "javascript" not in text.html


def test_a_refusal_is_its_text() -> None:
    answer = not_found("q")
    assert [text.plain for text in render_answer(answer, MESSAGES)] == [answer.text]


@given(long_words, st.lists(st.integers(0, 9000), max_size=8, unique=True).map(sorted))
@settings(max_examples=60, deadline=None)
def test_the_words_that_answer_are_bold_wherever_the_quote_is_cut(quote: str, places: list[int]) -> None:
    spans = tuple(
        Span(start, end) for start, end in zip(places[::2], places[1::2], strict=False) if start < end <= len(quote)
    )
    marked = replace(citation("Quỹ"), quote=quote, start=0, end=len(quote), answers=spans)
    texts = render_answer(replace(answered("q"), citations=(marked,)), MESSAGES)
    check(texts)
    bold = "".join(
        squeezed(body.encode("utf-16-le")[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"))
        for body, entities in (parse_html(text.html) for text in texts)
        for one in entities
        if one["type"] == "bold"
    )
    assert bold == squeezed("".join(quote[span.start : span.end] for span in spans))


def test_bold_words_stand_inside_the_quote() -> None:
    quote = "Quỹ Vì người nghèo vận động được 1,2 tỷ đồng."
    start = ARTICLE.body.index("1,2 tỷ")
    marked = replace(citation(quote), answers=(Span(start, start + len("1,2 tỷ đồng")),))
    (text,) = render_answer(replace(answered("q"), citations=(marked,)), MESSAGES)
    assert "vận động được <b>1,2 tỷ đồng</b>.</blockquote>" in text.html


QUOTE = "Quỹ Vì người nghèo vận động được 1,2 tỷ đồng."
FROM = f"Theo bài “{ARTICLE.title}” (03/02/2024):"


def rendered(text: str, *citations: Citation) -> str:
    return shown(render_answer(replace(answered("q"), text=text, citations=citations or (citation(QUOTE),)), MESSAGES))


def test_a_quote_is_shown_once_under_what_it_proves() -> None:
    text = rendered(f"1,2 tỷ đồng [1]\n{FROM}\n“{QUOTE}” [1]")
    assert text.startswith(f"1,2 tỷ đồng [1]\n{QUOTE}\n[1] {ARTICLE.title}")
    assert text.count(QUOTE) == text.count(ARTICLE.title) == 1


def test_what_was_left_out_of_a_quote_is_shown() -> None:
    text = rendered("1,2 tỷ đồng [1]\n“[…] vận động được 1,2 tỷ đồng.” [1]")
    assert text.startswith(f"1,2 tỷ đồng [1]\n{QUOTE}\n[1]")


def test_a_quote_that_is_the_answer_is_not_folded() -> None:
    (text,) = render_answer(replace(answered("q"), text=f"{FROM}\n“{QUOTE}” [1]"), MESSAGES)
    assert text.html.startswith(f"<blockquote>{QUOTE}</blockquote>\n[1] ")


def test_each_quote_of_a_list_stands_under_its_line() -> None:
    first, second = citation(QUOTE), citation("Quỹ Vì người nghèo", n=2)
    text = rendered(f"Tìm thấy:\n- Hai: “{second.quote}” [2]\n- Một: “{QUOTE}” [1]\nHết.", first, second)
    places = [text.index(part) for part in ("Tìm thấy:\n- Hai:\n", "\n[2] ", "- Một:\n", "\n[1] ", "Hết.")]
    assert places == sorted(places)
    assert text.endswith("\n\nHết.")


def test_words_in_quotation_marks_that_no_source_says_stay() -> None:
    text = rendered(f"“Quỹ khác” [1]\nBài “{ARTICLE.title}” và “{QUOTE}” [7]")
    assert "“Quỹ khác” [1]" in text
    assert f"“{QUOTE}” [7]" in text


@given(
    st.lists(st.sampled_from(["“", "”", " [1]", " [2]", "Quỹ", "\n", ":", f"“{QUOTE}” [1]", FROM, "- "]), max_size=12)
)
@settings(max_examples=200, deadline=None)
def test_every_source_is_shown_once_and_no_other_word_is_lost(parts: list[str]) -> None:
    citations = (citation(QUOTE), citation("hội nghị", n=2))
    text = "".join(parts)
    texts = render_answer(replace(answered("q"), text=text, citations=citations), MESSAGES)
    check(texts)
    body = shown(texts)
    for one in citations:
        assert f"{one.quote}\n[{one.n}] {ARTICLE.title}" in body
    assert body.count("Quỹ") >= text.replace(f"“{QUOTE}” [1]", "", 1).count("Quỹ")
