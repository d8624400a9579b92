"""The commands that answer: one question, a file of them, a chat, a scored file."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.app import App
from bot.batch import answer_lines, read_lines
from bot.chat import TerminalChat
from bot.conversation import example_questions
from bot.evaluation import Outcome, Proof, parse_cases, proved, report, run_cases, score, transformation
from bot.render.as_json import answer_as_json, as_line
from bot.render.terminal import open_console, print_answer, safe, say


def ask_once(app: App, question: str, as_json: bool, identifier: str | None) -> None:
    """Print the answer to one question."""
    with app.engine() as engine:
        answer = app.assistant(engine).ask_alone([question])
    if as_json:
        print(answer_as_json(answer, question, identifier))
    else:
        print_answer(open_console(), answer, app.messages)


def ask_batch(app: App, source: Path) -> bool:
    """Print an answer as JSON for each line of ``source`` ('-': standard input); False if one was faulty."""
    lines = sys.stdin.buffer if str(source) == "-" else read_lines(source)
    failures = 0
    with app.engine() as engine:
        for reply in answer_lines(lines, app.assistant(engine)):
            print(reply.line, flush=True)
            failures += reply.failed
    return failures == 0


def chat_here(app: App, without_telegram: bool) -> None:
    """Talk in the terminal, or answer the lines piped in."""
    console = open_console()
    with app.engine() as engine:
        chat = TerminalChat(app.assistant(engine), app.messages, console)
        if sys.stdin.isatty():
            chat.greet(example_questions(engine, engine.articles(), app.messages), without_telegram)
            chat.talk()
        else:
            chat.answer_lines(sys.stdin)


def evaluate_file(app: App, source: Path, as_json: bool, drop_accents: bool, nfd: bool) -> None:
    """Ask every question of ``source`` and print how many are right."""
    cases = parse_cases(read_lines(source), str(source))
    with app.engine() as engine:
        outcomes = run_cases(cases, app.assistant(engine), transformation(drop_accents, nfd))
        proof = proved(outcomes, engine.article)
    if as_json:
        print(as_line(report(outcomes) | asdict(proof)))
    else:
        _print_score(open_console(), outcomes, proof)


def _print_score(console: Console, outcomes: list[Outcome], proof: Proof) -> None:
    found = score(outcomes)
    table = Table("", "right", "of", "%")
    for name, right, total in (
        ("answered right", found.answered_right, found.answerable),
        ("cited right", found.cited_right, found.answerable),
        ("answered and cited right", found.answered_and_cited_right, found.answerable),
        ("refused right", found.refused_right, found.unanswerable),
    ):
        table.add_row(name, str(right), str(total), f"{100 * right / total:.0f}" if total else "-")
    console.print(table)
    verified = f"citations that are their span and have their mark: {proof.citations_true} of {proof.citations}"
    say(console, f"{verified}; answers written by {json.dumps(proof.written_by)}")
    say(console, f"latency: p50 {found.p50_ms} ms, p95 {found.p95_ms} ms")
    wrong = [outcome for outcome in outcomes if not outcome.right]
    if not wrong:
        return
    failures = Table("id", "question", "fault", "answer", title="failures")
    for outcome in wrong:
        cells = (outcome.case.id, outcome.case.turns[-1], _fault(outcome), outcome.answer.text)
        failures.add_row(*(Text(safe(cell)) for cell in cells))
    console.print(failures)


def _fault(outcome: Outcome) -> str:
    if outcome.case.none:
        return "answered"
    if outcome.refused:
        return "refused"
    return "wrong answer" if not outcome.answered else "wrong article"
