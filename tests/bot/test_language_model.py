"""The faces around a language model: its key, its mode, and the footer that says who wrote."""

import io
import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.app import compose
from bot.errors import OperatorFault
from bot.logs import RedactingFormatter
from bot.messages import Messages
from bot.render.as_json import answer_as_json
from bot.render.telegram import render_answer
from bot.render.terminal import drafting, print_answer
from bot.settings import load_secrets, load_settings
from index.errors import IndexMissing
from index.types import WrittenBy
from tests.bot.conftest import Cli
from tests.bot.fakes import answered

KEY = "sk-rat-bi-mat-0123456789"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HOIDAP_LLM_API_KEY", f"{KEY}\n")
    yield


def test_the_key_comes_from_the_environment_and_is_never_shown(config: Path) -> None:
    secrets = load_secrets()
    assert secrets.hoidap_llm_api_key is not None
    assert secrets.hoidap_llm_api_key.get_secret_value() == KEY
    assert KEY not in repr(secrets)
    record = logging.LogRecord("x", logging.INFO, "", 0, "sent with %s", (KEY,), None)
    assert RedactingFormatter("%(message)s", secrets).format(record) == "sent with (key hidden)"


def test_a_key_in_the_config_is_refused_and_not_shown(config: Path) -> None:
    config.write_text(f"answer: {{llm: {{api_key: {KEY}}}}}\n", encoding="utf-8")
    with pytest.raises(OperatorFault, match="HOIDAP_LLM_API_KEY") as caught:
        load_settings(config)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("llm", ["{}", "{model: x}", "{base_url: 'http://127.0.0.1:1/v1'}"])
def test_the_mode_llm_without_a_model_is_refused(config: Path, llm: str) -> None:
    config.write_text(f"answer: {{mode: llm, llm: {llm}}}\n", encoding="utf-8")
    with pytest.raises(OperatorFault, match=r"answer\.llm\.base_url"), compose(load_settings(config)).engine():
        pass


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("{mode: llm}", "fault language model: answer.mode = llm: no model"),
        (
            "{mode: extractive, llm: {base_url: 'http://127.0.0.1:1/v1', model: x}}",
            "ok    language model: none is asked",
        ),
        ("{llm: {base_url: 'http://127.0.0.1:1/v1', model: x}}", "ok    language model: x at http://127.0.0.1:1/v1"),
    ],
)
def test_the_doctor_tells_which_model_is_asked(cli: Cli, config: Path, answer: str, told: str) -> None:
    config.write_text(f"answer: {answer}\n", encoding="utf-8")
    assert f"\n{told}" in cli("doctor").out


def test_a_model_is_let_go_where_there_is_no_index(config: Path) -> None:
    config.write_text("answer: {llm: {base_url: 'http://127.0.0.1:1/v1', model: x}}\n", encoding="utf-8")
    with pytest.raises(IndexMissing), compose(load_settings(config)).engine():
        pass
    for thread in [one for one in threading.enumerate() if one.name == "language model"]:
        thread.join(30)  # it may be loading its client
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("written_by", "footer"),
    [
        (WrittenBy.QUOTES, ""),
        (WrittenBy.LLM, "Câu trả lời do mô hình ngôn ngữ diễn đạt"),
        (WrittenBy.QUOTES_INSTEAD, "Câu trả lời trích nguyên văn"),
    ],
)
def test_the_footer_says_who_wrote(messages: Messages, written_by: WrittenBy, footer: str) -> None:
    answer = replace(answered("Quỹ?"), written_by=written_by)
    console = Console(file=io.StringIO(), width=200)
    print_answer(console, answer, messages)
    printed = console.file.getvalue()  # type: ignore[attr-defined]  # the StringIO from above
    sent = "".join(message.plain for message in render_answer(answer, messages))
    for text in (printed, sent):
        assert footer in text
        assert ("Câu trả lời" in text) == bool(footer)
    assert json.loads(answer_as_json(answer, "Quỹ?"))["written_by"] == written_by.value


def test_a_draft_is_shown_on_a_terminal_alone() -> None:
    for terminal in (True, False):
        console = Console(file=io.StringIO(), force_terminal=terminal, width=80)
        with drafting(console) as show:
            show("Câu thứ nhất [1].")
        assert ("Câu thứ nhất" in console.file.getvalue()) == terminal  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize("mode", ["extractive", "llm", "auto"])
def test_eval_takes_a_mode(cli: Cli, tmp_path: Path, mode: str) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"q": "Quỹ?", "any": ["1,2 tỷ"]}\n', encoding="utf-8")
    result = cli("eval", str(cases), "--json", "--mode", mode)
    found = json.loads(result.out)
    assert (found["citations_true"], found["citations"], found["written_by"]) == (1, 1, {"quotes": 1})


def test_eval_refuses_another_mode(cli: Cli, tmp_path: Path) -> None:
    assert cli("eval", str(tmp_path / "x.jsonl"), "--mode", "guess").code == 2


def test_without_a_model_named_none_is_asked(config: Path) -> None:
    settings = load_settings(config)
    assert compose(settings).settings.answer.mode.value == "auto"
    assert not settings.answer.asks_llm
