"""Answers as JSON and on a terminal."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.messages import load_messages
from bot.render.as_json import answer_as_json, article_as_json, articles_as_json, iso_time
from bot.render.source import also_line, quote_parts, source_line
from bot.render.telegram import render_answer
from bot.render.terminal import print_answer, print_article, print_articles, safe
from index.types import Source, Span
from tests.bot.fakes import ARTICLE, UNDATED, answered, citation, not_found
from tests.telegram_server.entities import parse_html

MESSAGES = load_messages()


def console(terminal: bool = False) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(
        file=out,
        width=60,
        force_terminal=terminal,
        color_system=None,
        markup=False,
        highlight=False,
        emoji=False,
    ), out


def test_an_answer_has_the_keys_of_the_contract() -> None:
    value = json.loads(answer_as_json(answered("q"), "Q gốc", "d01"))
    assert list(value) == ["id", "question", "status", "text", "citations", "written_by", "elapsed_ms"]
    assert (value["id"], value["question"], value["status"]) == ("d01", "Q gốc", "answered")
    (source,) = value["citations"]
    assert list(source) == [
        "n",
        "article_id",
        "title",
        "published",
        "publisher",
        "author",
        "url",
        "quote",
        "start",
        "end",
        "marks",
        "also",
    ]
    assert (source["marks"], source["also"]) == ([], [])
    assert ARTICLE.body[source["start"] : source["end"]] == source["quote"]
    assert source["published"] == "2024-02-03T21:30:00+07:00"


def test_a_refusal_has_the_same_keys() -> None:
    value = json.loads(answer_as_json(not_found("q"), "q"))
    assert (value["id"], value["status"], value["citations"]) == (None, "not_found", [])


@given(st.text(st.characters(exclude_categories=["Cs"])), st.none() | st.integers() | st.text())
def test_an_answer_is_one_line_that_reads_back(text: str, identifier: object) -> None:
    line = answer_as_json(replace(answered("q"), text=text), text, identifier)
    assert "\n" not in line
    value = json.loads(line)
    assert (value["text"], value["question"], value["id"]) == (text, text, identifier)


def test_articles_are_listed_without_and_shown_with_their_body() -> None:
    listed = json.loads(articles_as_json([ARTICLE, UNDATED]))
    assert [row["id"] for row in listed] == [ARTICLE.id, UNDATED.id]
    assert all("body" not in row for row in listed)
    shown = json.loads(article_as_json(ARTICLE))
    assert shown["body"] == ARTICLE.body
    assert shown["published"] == "2024-02-03T21:30:00+07:00"
    assert json.loads(article_as_json(UNDATED))["published"] is None


def test_times_are_told_in_vietnam() -> None:
    assert iso_time(datetime(2024, 1, 31, 20, tzinfo=UTC)) == "2024-02-01T03:00:00+07:00"


def test_a_source_line_says_what_is_known() -> None:
    assert source_line(citation("Quỹ"), MESSAGES) == f"{ARTICLE.title} (03/02/2024, Báo Thử Nghiệm)"
    assert source_line(citation("Một câu.", UNDATED), MESSAGES) == UNDATED.title


def test_other_sites_of_a_story_are_named_beside_its_quote() -> None:
    others = tuple(
        Source(f"bai-{n}", f"Bài <{n}>", ARTICLE.published, f"Báo {n}", "https://bao.example") for n in range(1, 5)
    )
    answer = answered("q")
    answer = replace(answer, citations=(replace(answer.citations[0], also=others[:2]),))
    line = "Cũng đăng trong: Bài <1> (03/02/2024, Báo 1); Bài <2> (03/02/2024, Báo 2)"
    screen, out = console()
    print_answer(screen, answer, MESSAGES)
    assert line in " ".join(out.getvalue().split())
    (text,) = render_answer(answer, MESSAGES)
    assert text.plain.endswith(line)
    assert parse_html(text.html)[0].endswith(line)
    (source,) = json.loads(answer_as_json(answer, "q"))["citations"]
    assert source["also"][1] == {
        "article_id": "bai-2",
        "title": "Bài <2>",
        "published": "2024-02-03T21:30:00+07:00",
        "publisher": "Báo 2",
        "url": "https://bao.example",
    }
    many = replace(answer.citations[0], also=others)
    assert also_line(many, MESSAGES).endswith("Báo 3); …")


def test_an_answer_is_printed_with_numbered_sources() -> None:
    screen, out = console()
    print_answer(screen, answered("q"), MESSAGES)
    lines = out.getvalue().splitlines()
    assert lines[0].endswith("[1]")
    assert lines[2:] == [
        MESSAGES.sources_heading,
        f"  [1] {ARTICLE.title} (03/02/2024, Báo Thử Nghiệm)",
        "      “Quỹ Vì người nghèo vận động được 1,2 tỷ đồng.”",
        "      https://bao.example/bai?x=1&y=2",
    ]


MARKED = replace(
    citation("Quỹ Vì người nghèo vận động được 1,2 tỷ đồng."),
    answers=(Span(ARTICLE.body.index("1,2 tỷ"), ARTICLE.body.index("1,2 tỷ") + len("1,2 tỷ đồng")),),
)


def test_the_words_that_answer_are_bold_on_a_terminal_and_marked_in_json() -> None:
    answer = replace(answered("q"), citations=(MARKED,))
    out = io.StringIO()
    print_answer(Console(file=out, width=80, force_terminal=True, color_system="standard"), answer, MESSAGES)
    assert "\x1b[1m1,2 tỷ đồng\x1b[0m" in out.getvalue()
    (source,) = json.loads(answer_as_json(answer, "q"))["citations"]
    assert [ARTICLE.body[start:end] for start, end in source["marks"]] == ["1,2 tỷ đồng"]


def test_a_quote_falls_into_parts_that_join_to_it() -> None:
    assert list(quote_parts(MARKED)) == [
        ("Quỹ Vì người nghèo vận động được ", False),
        ("1,2 tỷ đồng", True),
        (".", False),
    ]


def test_a_terminal_gets_wrapped_lines_and_a_pipe_whole_ones() -> None:
    answer = replace(answered("q"), text="chữ " * 60)
    for terminal, longest in ((True, 60), (False, 240)):
        screen, out = console(terminal)
        print_answer(screen, answer, MESSAGES)
        assert max(map(len, out.getvalue().split(MESSAGES.sources_heading)[0].splitlines())) <= longest
    assert "chữ " * 60 in out.getvalue()


def test_markup_and_escape_codes_of_an_article_do_nothing() -> None:
    screen, out = console(terminal=True)
    print_answer(screen, replace(not_found("q"), text="[red]x[/] :smile: \x1b[31mđỏ\x07\u202e"), MESSAGES)
    assert out.getvalue().strip() == "[red]x[/] :smile: [31mđỏ"


@given(st.text())
def test_safe_text_holds_no_control_but_white_space(text: str) -> None:
    assert not {character for character in safe(text) if ord(character) < 32} - {"\n", "\t"}


def test_articles_are_a_table_for_a_person_and_columns_for_a_pipe() -> None:
    screen, out = console()
    print_articles(screen, [ARTICLE, UNDATED])
    assert out.getvalue().splitlines()[0].split("\t") == [
        ARTICLE.id,
        "03/02/2024",
        "Sóc Trăng Mới",
        ARTICLE.title,
    ]
    screen, out = console(terminal=True)
    print_articles(screen, [ARTICLE, UNDATED])
    assert "published" in out.getvalue()


def test_an_article_is_printed_whole() -> None:
    screen, out = console()
    print_article(screen, ARTICLE)
    assert ARTICLE.body in out.getvalue()
    assert "Lê Thử" in out.getvalue()
