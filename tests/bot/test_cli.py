"""The command line, run in process over a fake index: what it prints, and its exit codes."""

import io
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.messages import Messages
from corpus.errors import CorpusFault
from index.errors import IndexBroken, IndexMissing
from index.sync import IndexState
from tests.bot.conftest import Cli
from tests.bot.fakes import ARTICLE, FakeParts

QUESTION = "Quỹ Vì người nghèo được bao nhiêu?"


def pipe_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def test_ask_prints_the_answer_and_its_sources(cli: Cli, parts: FakeParts, messages: Messages) -> None:
    result = cli("ask", QUESTION)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"Về «{QUESTION}»")
    assert f"[1] {ARTICLE.title} (03/02/2024, Báo Thử Nghiệm)" in result.out
    assert parts.engine.closed


def test_ask_joins_words_that_were_not_quoted(cli: Cli, parts: FakeParts) -> None:
    assert cli("ask", "Quỹ", "nào?").code == 0
    assert parts.engine.asked == [("Quỹ nào?", 0)]


def test_ask_json_is_the_contract(cli: Cli) -> None:
    result = cli("ask", QUESTION, "--json", "--id", "a1")
    value = json.loads(result.out)
    assert (result.code, value["id"], value["question"], value["status"]) == (0, "a1", QUESTION, "answered")
    assert json.loads(cli("ask", QUESTION, "--json").out)["id"] is None


def test_what_is_plainly_not_found_is_no_fault(cli: Cli) -> None:
    result = cli("ask", "không có gì")
    assert (result.code, result.err) == (0, "")
    assert "không tìm thấy" in result.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["ask"], "no question"),
        (["ask", "q", "--batch", "f"], "--batch"),
        (["ask", "--batch", "gone.jsonl"], "gone.jsonl: cannot be read"),
        (["eval", "gone.jsonl"], "gone.jsonl: cannot be read"),
        (["article", "soc-trang"], f"did you mean {ARTICLE.id}?"),
        (["article", "§"], "hoidap articles"),
        (["add", "a.txt", "b.txt", "--url", "https://x.example"], "--url https://x.example"),
        (["bot"], "TELEGRAM_BOT_TOKEN: not set"),
        (["chat", "--config", "gone.yaml"], "--config: no config file at gone.yaml"),
    ],
)
def test_an_operators_error_is_one_line_and_exit_code_2(cli: Cli, arguments: list[str], expected: str) -> None:
    result = cli(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("hoidap: ")
    assert expected in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["askk"], ["ask", "--jsn"], ["article"], ["add"]])
def test_a_usage_error_is_exit_code_2(cli: Cli, arguments: list[str]) -> None:
    result = cli(*arguments)
    assert result.code == 2
    assert "Traceback" not in result.err


@pytest.mark.parametrize("command", [["ask", "q"], ["articles"], ["article", "x"], ["chat"]])
def test_a_missing_index_is_said_with_its_mend(cli: Cli, parts: FakeParts, command: list[str]) -> None:
    parts.missing = IndexMissing("var/index: no index; run: hoidap index")
    result = cli(*command)
    assert (result.code, result.err) == (2, "hoidap: var/index: no index; run: hoidap index\n")


def test_an_unexpected_fault_is_one_line_and_a_trace_in_the_log(cli: Cli, parts: FakeParts, tmp_path: Path) -> None:
    parts.engine.answers["q"] = RuntimeError("boom")
    result = cli("ask", "q")
    log = tmp_path / "var" / "hoidap.log"
    assert (result.code, result.out) == (1, "")
    assert result.err == f"hoidap: unexpected fault (RuntimeError); its trace is in {log}\n"
    assert "boom" in log.read_text(encoding="utf-8")


def test_an_unexpected_fault_without_a_log_is_still_one_line(cli: Cli, parts: FakeParts, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be", encoding="utf-8")
    parts.engine.answers["q"] = RuntimeError("boom")
    result = cli("ask", "q")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert "boom" in result.err


def test_an_interrupt_is_exit_code_130(cli: Cli, parts: FakeParts) -> None:
    parts.engine.answers["q"] = KeyboardInterrupt()
    assert cli("ask", "q").code == 130


def test_batch_answers_a_file(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": 1, "q": "a"}\n{"id": 2, "turns": ["b", "c"]}\n', encoding="utf-8")
    result = cli("ask", "--batch", str(file))
    assert result.code == 0
    assert [json.loads(line)["question"] for line in result.out.splitlines()] == ["a", "c"]


def test_batch_answers_standard_input_and_reports_a_faulty_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(monkeypatch, '{"id": 1}\n{"id": 2, "q": "ạ"}\n')
    result = cli("ask", "--batch", "-")
    lines: list[dict[str, Any]] = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 2
    assert "no question" in lines[0]["error"]
    assert lines[1]["question"] == "ạ"


def test_index_says_what_it_did(cli: Cli, parts: FakeParts) -> None:
    result = cli("index")
    assert (result.code, result.out) == (0, "2 added, 1 removed, 3 unchanged; 42 passages in 1.2 s\n")
    assert cli("index", "--full").out.endswith("(rebuilt: the model changed)\n")
    assert parts.calls == ["synchronise rebuild=False", "synchronise rebuild=True"]


def test_index_reports_articles_it_cannot_read(cli: Cli, parts: FakeParts) -> None:
    parts.faults = ("articles/a.md: no title; add one",)
    result = cli("index")
    assert (result.code, "1 unreadable" in result.out) == (2, True)
    assert "hoidap: articles/a.md: no title; add one\n" in result.err


def test_add_imports_writes_and_indexes(cli: Cli, parts: FakeParts, tmp_path: Path) -> None:
    page = tmp_path / "bai.txt"
    page.write_text("Một bài.", encoding="utf-8")
    result = cli("add", str(page), "--publisher", "Báo X", "--replace")
    assert result.code == 0
    assert "Bài bai" in result.out
    assert parts.calls == ["import bai.txt None Báo X", "write bai replace=True", "synchronise rebuild=False"]


def test_add_goes_on_after_a_page_it_cannot_read(cli: Cli, parts: FakeParts, tmp_path: Path) -> None:
    page = tmp_path / "b.txt"
    page.write_text("Một bài.", encoding="utf-8")
    result = cli("add", str(tmp_path / "gone.txt"), str(page), "--no-index")
    assert result.code == 2
    assert "gone.txt: cannot be read" in result.err
    assert parts.calls[-1] == "write b replace=False"


def test_articles_and_article(cli: Cli) -> None:
    assert ARTICLE.id in cli("articles").out
    assert [row["id"] for row in json.loads(cli("articles", "--json").out)] == [ARTICLE.id, "khong-ngay"]
    assert ARTICLE.body in cli("article", ARTICLE.id).out
    assert json.loads(cli("article", ARTICLE.id, "--json").out)["body"] == ARTICLE.body


def test_run_indexes_if_needed_then_answers_piped_lines(
    cli: Cli, parts: FakeParts, monkeypatch: pytest.MonkeyPatch, messages: Messages
) -> None:
    parts.state = IndexState(exists=False, in_step=False, detail="no index")
    pipe_in(monkeypatch, f"{QUESTION}\n\nkhông có\n")
    result = cli("run")
    assert result.code == 0
    assert parts.calls == ["index_state", "synchronise rebuild=False", "open_engine"]
    assert parts.engine.asked == [(QUESTION, 0), ("không có", 1)]
    assert f"{messages.chat_prompt}{QUESTION}" in result.out


def test_run_leaves_an_index_in_step_alone(cli: Cli, parts: FakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(monkeypatch, "")
    assert cli("run").code == 0
    assert parts.calls == ["index_state", "open_engine"]


def test_run_makes_a_broken_index_anew(cli: Cli, parts: FakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    parts.state_fault = IndexBroken("manifest.sqlite: cannot be read")
    pipe_in(monkeypatch, "")
    assert cli("run").code == 0
    assert "synchronise rebuild=False" in parts.calls


def test_eval_prints_the_score_and_the_failures(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    lines = [
        {"id": "d1", "q": "a", "any": ["1,2 tỷ"], "art": ["Hội nghị"]},
        {"id": "d2", "q": "b", "any": ["9 tỷ"]},
        {"id": "d3", "q": "không có", "none": True},
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    result = cli("eval", str(file))
    assert result.code == 0
    for part in ("answered right", "cited right", "refused right", "p50", "p95", "d2", "wrong answer"):
        assert part in result.out
    found = json.loads(cli("eval", str(file), "--json").out)
    assert (found["answerable"], found["answered_right"], found["refused_right"]) == (2, 1, 1)
    assert [failure["id"] for failure in found["failures"]] == ["d2"]


def test_eval_transforms_the_questions(cli: Cli, parts: FakeParts, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"q": "Đống Đa ở đâu?", "none": true}', encoding="utf-8")
    cli("eval", str(file), "--drop-accents")
    cli("eval", str(file), "--nfd")
    nfd = unicodedata.normalize("NFD", "Đống Đa ở đâu?")
    assert [asked for asked, _ in parts.engine.asked] == ["Dong Da o dau?", nfd]


def test_the_config_is_named_before_or_after_the_command(
    config: Path, parts: FakeParts, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("telegrm: {}\n", encoding="utf-8")
    for arguments in (
        ["--config", str(other), "articles"],
        ["articles", "--config", str(other)],
        ["--config", str(config), "articles", "--config", str(other)],
    ):
        with pytest.raises(SystemExit) as exit_:
            main(arguments, parts=parts)
        assert exit_.value.code == 2
        assert "unknown key 'telegrm'" in capfd.readouterr().err


def test_help_names_every_command(cli: Cli) -> None:
    result = cli("--help")
    assert result.code == 0
    for command in ("index", "ask", "chat", "bot", "run", "add", "articles", "article", "doctor", "eval"):
        assert command in result.out


def test_a_fault_of_the_corpus_is_an_operators_error(cli: Cli, parts: FakeParts, tmp_path: Path) -> None:
    parts.engine.answers["q"] = CorpusFault("articles: no such folder; make it")
    result = cli("ask", "q")
    assert (result.code, result.err) == (2, "hoidap: articles: no such folder; make it\n")
