"""The conversation in a terminal, and the answering of lines piped in."""

import importlib
from collections.abc import Iterable, Sequence
from contextlib import suppress

from rich.console import Console

from bot.conversation import Assistant
from bot.messages import Messages
from bot.render.terminal import complain, drafting, print_answer, say
from index.errors import IndexUnreachable

_FORGET = "/xoa"
_LEAVE = "/thoat"
_CHAT = "terminal"


class TerminalChat:
    """One conversation with one person."""

    def __init__(self, assistant: Assistant, messages: Messages, console: Console) -> None:
        self._assistant = assistant
        self._messages = messages
        self._console = console

    def greet(self, examples: Sequence[str], without_telegram: bool) -> None:
        """Say what this is, offer ``examples``, and name the commands."""
        say(self._console, self._messages.chat_welcome, style="bold")
        if without_telegram:
            say(self._console, self._messages.chat_without_telegram)
        if examples:
            say(self._console, self._messages.chat_examples)
        for question in examples:
            say(self._console, self._messages.example_line.format(question=question), indent=2)
        say(self._console, self._messages.chat_commands, style="dim")

    def talk(self) -> None:
        """Answer what is typed until the person leaves."""
        with suppress(ImportError):
            importlib.import_module("readline")  # gives input() line editing and history, where there is one
        while True:
            try:
                line = input(f"\n{self._messages.chat_prompt}")
            except EOFError:
                say(self._console, "")
                break
            if not self.take(line):
                break
        say(self._console, self._messages.chat_farewell)

    def answer_lines(self, lines: Iterable[str]) -> None:
        """Answer each line that is not blank, after showing it."""
        for line in lines:
            if not line.strip():
                continue
            say(self._console, f"{self._messages.chat_prompt}{line.strip()}", style="bold")
            if not self.take(line):
                break
            say(self._console, "")

    def take(self, line: str) -> bool:
        """Answer or obey one line; False when it asks to leave."""
        text = line.strip()
        command = text.split(maxsplit=1)[0].lower() if text.startswith("/") else ""
        if command == _LEAVE:
            return False
        if command == _FORGET:
            self._assistant.forget(_CHAT)
            say(self._console, self._messages.chat_forgotten)
        elif command:
            say(self._console, self._messages.chat_unknown_command.format(command=command))
        elif text:
            self._answer(text)
        return True

    def _answer(self, text: str) -> None:
        try:
            with drafting(self._console) as show:
                answer = self._assistant.ask(text, _CHAT, show=show)
        except IndexUnreachable as fault:  # the next question may find the server back
            complain(str(fault))
            say(self._console, self._messages.unreachable)
        else:
            print_answer(self._console, answer, self._messages)
