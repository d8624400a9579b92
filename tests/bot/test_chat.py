"""The conversation in a terminal."""

import io

import pytest
from rich.console import Console

from bot.chat import TerminalChat
from bot.conversation import Assistant, Conversations
from bot.messages import Messages
from index.errors import IndexUnreachable
from tests.bot.fakes import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def chat(engine: FakeEngine, out: io.StringIO, messages: Messages) -> TerminalChat:
    return TerminalChat(Assistant(engine, Conversations(5, 5)), messages, Console(file=out))


def test_a_question_is_answered_with_its_sources(chat: TerminalChat, out: io.StringIO, messages: Messages) -> None:
    assert chat.take("Quỹ nào?")
    assert "Về «Quỹ nào?»" in out.getvalue()
    assert messages.sources_heading in out.getvalue()


def test_history_lasts_until_it_is_forgotten(
    chat: TerminalChat, engine: FakeEngine, out: io.StringIO, messages: Messages
) -> None:
    for line in ("a", "b", " /XOA ", "c"):
        assert chat.take(line)
    assert engine.asked == [("a", 0), ("b", 1), ("c", 0)]
    assert messages.chat_forgotten in out.getvalue()


def test_it_is_left_on_request_and_other_commands_are_explained(
    chat: TerminalChat, engine: FakeEngine, out: io.StringIO, messages: Messages
) -> None:
    assert chat.take("")
    assert chat.take("/giup tôi")
    assert messages.chat_unknown_command.format(command="/giup") in out.getvalue()
    assert not chat.take("/thoat")
    assert engine.asked == []


def test_the_greeting_offers_the_examples(chat: TerminalChat, out: io.StringIO, messages: Messages) -> None:
    chat.greet(["Một?", "Hai?", "Ba?"], without_telegram=True)
    said = out.getvalue()
    for part in (messages.chat_welcome, messages.chat_without_telegram, "• Một?", "• Hai?", "• Ba?", "/thoat"):
        assert part in said


def test_the_greeting_does_not_speak_of_telegram_unasked(
    chat: TerminalChat, out: io.StringIO, messages: Messages
) -> None:
    chat.greet([], without_telegram=False)
    assert "TELEGRAM" not in out.getvalue()
    assert messages.chat_examples not in out.getvalue()


def test_piped_lines_are_answered_until_the_end_or_a_farewell(
    chat: TerminalChat, engine: FakeEngine, out: io.StringIO
) -> None:
    chat.answer_lines(["một\n", "\n", "hai\n", "/thoat\n", "ba\n"])
    assert [asked for asked, _ in engine.asked] == ["một", "hai"]


def test_a_server_that_is_gone_is_said_and_the_next_question_is_answered(
    chat: TerminalChat, engine: FakeEngine, out: io.StringIO, messages: Messages, capfd: pytest.CaptureFixture[str]
) -> None:
    engine.answers["Quỹ nào?"] = IndexUnreachable("http://localhost:8000: the Chroma server does not answer")
    assert chat.take("Quỹ nào?")
    assert " ".join(out.getvalue().split()) == messages.unreachable
    assert "http://localhost:8000" in capfd.readouterr().err
    assert chat.take("Hội nghị nào?")
    assert "Về «Hội nghị nào?»" in out.getvalue()
