"""The chaos run: ``python -m tests.benchmarks.telegram_chaos --minutes 3 [--chats 50] [--knowable]``.

Chats ask while a fifth of all calls fail (429, 500, 502, resets, timeouts), updates come twice, their numbers have
gaps, and the bot is killed three times (SIGKILL) and started again. Prints what was asked, answered, lost, doubled, out
of order, and how often a limit was broken. A message can come twice only where Telegram's word of its arrival was lost,
by a fault after its arrival or by a kill; ``--knowable`` draws no such fault. Exits with 1 when a question is lost, an
order is wrong, a limit is broken, or a message is doubled without such a reason.
"""

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.telegram_bot import Bot, end, marks_in, sentences_of
from tests.telegram_server import Call, Chaos, Limits, Sent, TelegramServer

_REQUEST_TIMEOUT = 3.0  # seconds; the slowest answers take longer
_FAULTS = Chaos(
    seed=11,
    flood=0.05,
    internal=0.03,
    bad_gateway=0.03,
    reset_before=0.04,
    reset_after=0.01,
    slow=0.02,
    stall=0.02,
    duplicate=0.05,
    gap=0.05,
    slow_seconds=(0.2, 4.0),
)
_KNOWABLE = replace(_FAULTS, reset_before=0.05, reset_after=0.0, slow_seconds=(0.2, 2.5))
_KILLS = 3
_PATIENCE = 180.0  # seconds for what is left when the asking is over


@dataclass(frozen=True, slots=True)
class Count:
    """What a run showed; all are numbers of questions, but ``doubled`` and ``doubled_unknown``: of messages."""

    asked: int
    answered_once: int
    lost: int
    out_of_order: int
    doubled: int
    doubled_unknown: int
    limits_exceeded: int

    @property
    def sound(self) -> bool:
        return not (self.lost or self.out_of_order or self.limits_exceeded or self.doubled - self.doubled_unknown)


def run(minutes: float, chats: int, faults: Chaos) -> tuple[Count, TelegramServer, list[float]]:
    """Ask, kill and start again for ``minutes``; returns the count, the server, and when the bot was killed."""
    asked: dict[int, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, TelegramServer(limits=Limits(), chaos=faults) as server:
        config = Path(folder) / "config.yaml"
        config.write_text(
            f"telegram: {{base_url: '{server.url}', request_timeout: {_REQUEST_TIMEOUT}, poll_timeout: 2,"
            " limits: {user_per_minute: 0, user_per_day: 0, all_per_minute: 0, all_per_day: 0}}\n",
            "utf-8",
        )
        bot, over = Bot(config, server.token), threading.Event()
        process, kills = bot.start(), []
        asking = threading.Thread(target=_ask, args=(server, chats, asked, over))
        asking.start()
        for _ in range(_KILLS):
            time.sleep(60 * minutes / (_KILLS + 1))
            end(process, signal.SIGKILL)
            kills.append(time.time())
            process = bot.start()
        time.sleep(60 * minutes / (_KILLS + 1))
        over.set()
        asking.join()
        _wait_for_answers(server, asked)
        code = end(process, signal.SIGTERM)
        print(f"the bot ended with {code}", file=sys.stderr)
    return count(asked, server, kills), server, kills


def count(asked: dict[int, list[str]], server: TelegramServer, kills: list[float]) -> Count:
    """Compare what was asked with what the chats show."""
    once = lost = disordered = doubled = unknown = 0
    calls = _calls_by_text(server.record.calls)
    for chat, questions in asked.items():
        first, again = _apart(server.record.in_chat(chat))
        doubled += len(again)
        unknown += sum(_unknowable(calls[chat, message.parameters["text"]], kills) for message in again)
        marks = [mark for message in first for mark in marks_in(message.text)]
        doubled_questions = {question for message in again for question, _ in marks_in(message.text)}
        for question in questions:
            places = [place for one, place in marks if one == question]
            whole = set(places) == set(range(1, sentences_of(question) + 1))
            lost += not whole
            disordered += places != sorted(places)
            once += whole and question not in doubled_questions
        order = list(dict.fromkeys(question for question, _ in marks))
        disordered += sum(questions.index(left) > questions.index(right) for left, right in pairwise(order))
    total = sum(map(len, asked.values()))
    return Count(total, once, lost, disordered, doubled, unknown, server.record.limits_exceeded)


def _ask(server: TelegramServer, chats: int, asked: dict[int, list[str]], over: threading.Event) -> None:
    """Let every chat ask about every five seconds, at random, sometimes twice at once."""
    chance = random.Random(5)
    while not over.wait(5.0 / chats * chance.uniform(0.5, 1.5)):
        chat = 100 + chance.randrange(chats)
        for _ in range(1 + (chance.random() < 0.1)):
            question = f"{chat}-{len(asked[chat]) + 1}"
            asked[chat].append(question)
            server.say(question, chat_id=chat)


def _wait_for_answers(server: TelegramServer, asked: dict[int, list[str]]) -> None:
    """Wait until the last sentence of every answer is there, or patience ends."""
    wanted = {(question, sentences_of(question)) for questions in asked.values() for question in questions}
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        shown = {mark for sent in list(server.record.sent) for mark in marks_in(sent.text)}
        if wanted <= shown:
            break
        time.sleep(1)
    time.sleep(2 * _REQUEST_TIMEOUT)  # what comes a second time comes by then


def _apart(messages: Iterable[Sent]) -> tuple[list[Sent], list[Sent]]:
    """Return the messages of a chat as they first came, and those that came again."""
    first: list[Sent] = []
    again: list[Sent] = []
    seen: set[str] = set()
    for message in messages:
        (again if message.text in seen else first).append(message)
        seen.add(message.text)
    return first, again


def _calls_by_text(calls: Iterable[Call]) -> dict[tuple[int, str], list[Call]]:
    """Return the calls that took effect, by chat and text."""
    found: dict[tuple[int, str], list[Call]] = defaultdict(list)
    for call in calls:
        if call.effect and call.method.lower() == "sendmessage":
            found[int(call.parameters["chat_id"]), call.parameters["text"]].append(call)
    return found


def _unknowable(calls: list[Call], kills: list[float]) -> bool:
    """Return whether the word of an arrival was lost: a cut line, an answer after the timeout, or a kill."""
    return any(
        call.code != 200
        or again.time - call.time >= _REQUEST_TIMEOUT
        or any(call.time <= kill <= min(again.time, call.time + 2 * _REQUEST_TIMEOUT) for kill in kills)
        for call, again in pairwise(calls)
    )


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--knowable", action="store_true", help="draw no fault after a message has arrived")
    arguments = parser.parse_args()
    shown, server, kills = run(arguments.minutes, arguments.chats, _KNOWABLE if arguments.knowable else _FAULTS)
    record = server.record
    failed = sum(record.faults[name] for name in record.faults if name not in {"duplicate", "gap"})
    for name, number in [
        ("questions asked", shown.asked),
        ("answered exactly once", shown.answered_once),
        ("lost", shown.lost),
        ("messages out of order", shown.out_of_order),
        ("messages doubled", shown.doubled),
        ("  of these, arrival unknowable", shown.doubled_unknown),
        ("limits exceeded", shown.limits_exceeded),
        ("messages sent", len(record.sent)),
        ("kills and restarts", len(kills)),
        ("calls", len(record.calls)),
        ("  of these, failed", failed),
    ]:
        print(f"{name:32}{number:>8}")
    print("faults:", ", ".join(f"{name} {number}" for name, number in sorted(record.faults.items())))
    sys.exit(not shown.sound)


if __name__ == "__main__":
    main()
