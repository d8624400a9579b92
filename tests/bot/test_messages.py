"""The sentences said in a chat: each is used, each is there, each can be filled."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from string import Formatter

import pytest

from bot.messages import Messages, load_messages

BOT = Path(__file__).parent.parent.parent / "bot"


def used_names() -> set[str]:
    source = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    return set(re.findall(r"messages\.([a-z_]+)", source))


def test_every_sentence_is_used_and_every_used_one_exists() -> None:
    names = {field.name for field in fields(Messages)}
    assert names - used_names() == set()
    assert used_names() - names <= {"vi"}  # the file's own name, messages.vi.yaml


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant) and not isinstance(node, ast.Expr):
                yield str(child.value)


@pytest.mark.parametrize(("name", "text"), asdict(load_messages()).items())
def test_every_sentence_is_composed_and_not_empty(name: str, text: str) -> None:
    assert text.strip(), name
    assert text == unicodedata.normalize("NFC", text)


def test_only_known_words_are_filled_in() -> None:
    filled = {
        name: {word for _, word, _, _ in Formatter().parse(text) if word}
        for name, text in asdict(load_messages()).items()
    }
    assert {name: words for name, words in filled.items() if words} == {
        "source_caption": {"title", "details"},
        "source_also": {"sources"},
        "example_summary": {"title"},
        "example_published": {"title"},
        "example_line": {"question"},
        "chat_unknown_command": {"command"},
        "telegram_passage": {"n", "source"},
        "inline_asked": {"question"},
        "telegram_articles": {"count"},
        "telegram_meetings": {"count"},
        "telegram_funds": {"count"},
        "list_filtered": {"words"},
        "list_page": {"page", "pages"},
        "chart_series": {"fund", "use"},
        "chart_published": {"day"},
        "chart_all": {"count"},
        "chart_largest": {"count", "left"},
        "chart_rest": {"count"},
        "button_source": {"n"},
        "button_source_short": {"n"},
        "admin_update_progress": {"done", "total"},
        "admin_update_done": {"added", "changed", "removed", "unchanged"},
        "admin_unread": {"count"},
        "admin_unread_file": {"name"},
        "admin_upload_kind": {"kinds"},
        "admin_upload_large": {"megabytes"},
        "admin_duplicate": {"title", "id"},
        "admin_namesake": {"title", "id"},
        "admin_preview_details": {"published", "publisher"},
        "admin_added": {"title"},
        "admin_remove_several": {"count"},
        "admin_remove_choice": {"source", "id"},
        "admin_remove_question": {"source", "id"},
        "admin_removed": {"id"},
        "admin_remove_gone": {"id"},
        "admin_nothing_asked": {"heading"},
        "admin_figures": {
            "heading",
            "total",
            "answered",
            "answered_share",
            "refused",
            "refused_share",
            "median",
            "p95",
        },
        "admin_cited": {"source", "count"},
        "admin_dislikes": {"count"},
        "admin_dislikes_failed": {"count"},
        "admin_health": {
            "index",
            "articles",
            "synchronised",
            "received",
            "queued",
            "contact",
            "disk",
            "memory",
            "version",
        },
        "admin_errors": {"count"},
        "admin_error": {"kind", "place", "count"},
    }


def test_no_sentence_for_a_person_stands_in_the_code() -> None:
    vietnamese = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
    astray = [
        f"{path.name}: {text}"
        for path in BOT.rglob("*.py")
        for text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if " " in text and vietnamese.search(text) and "hoidap ask" not in text
    ]
    assert astray == []
