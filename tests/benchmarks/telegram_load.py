"""The load run: ``python -m tests.benchmarks.telegram_load [--seconds 60] [--chats 200] [--rate 30] [--real]``.

Chats ask at an even rate for a minute; Telegram is the loopback server with its limits, in a process of its own. Prints
the time from an update to its delivered answer, the bot's memory, and how late its event loop came.

The bot is the real one in this process, so that its loop can be watched; it answers over a fake index that works for
``--answer-ms``, or with ``--real`` over the index of corpus/articles, from its examples.
"""

import argparse
import asyncio
import json
import resource
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, compose
from bot.library import synchronise_if_needed
from bot.settings import load_settings
from bot.telegram_app.metrics import NoMetrics
from bot.telegram_app.polling import Watch
from bot.telegram_app.service import serve_engine
from tests.benchmarks.telegram_bot import CountingParts
from tests.telegram_server import Limits, TelegramServer

REPOSITORY = Path(__file__).parents[2]
_BEAT = 0.01  # seconds between two looks at the loop's lateness
_PATIENCE = 120.0  # seconds for the answers that are still to come when the asking is over
_QUESTIONS = (
    "Quỹ Vì biển, đảo Việt Nam của quận Thanh Xuân được bao nhiêu?",
    "Hội nghị của Cụm Thi đua số 2 diễn ra ngày nào?",
    "Có những hội nghị nào được nhắc tới?",
    "quy vi nguoi ngheo cua quan hoan kiem duoc bao nhieu",
)


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked: ``rate`` questions a second by ``chats`` in turn, for ``seconds``."""

    seconds: float
    chats: int
    rate: float
    real: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Times in seconds from the update to the last message of its answer, as the server saw both."""

    asked: int
    answered: int
    waits: list[float]
    refusals: int


def people(load: Load, pipe: Connection) -> None:
    """Run the server and ask, in a process of its own; sends its address, and at the end the result."""
    with TelegramServer(limits=Limits()) as server:
        pipe.send((server.url, server.token))
        server.wait_for_call("getUpdates", timeout=120)
        asked: list[tuple[int, float]] = []
        begun = time.time()
        for number in range(int(load.seconds * load.rate)):
            time.sleep(max(0.0, begun + number / load.rate - time.time()))
            chat = 1000 + number % load.chats
            text = _QUESTIONS[number % len(_QUESTIONS)] if load.real else f"{chat}-{number * 5 + 1}"
            asked.append((chat, time.time()))
            server.say(text, chat_id=chat)
        deadline = time.time() + _PATIENCE
        while len(server.record.sent) < len(asked) and time.time() < deadline:
            time.sleep(0.1)
        pipe.send(_result(asked, server))
        pipe.recv()  # the bot has stopped


def _result(asked: Sequence[tuple[int, float]], server: TelegramServer) -> Result:
    """Match the answers of each chat, which are of one message each, with its questions, in order."""
    waits, answered = [], 0
    for chat in {chat for chat, _ in asked}:
        came = [moment for one, moment in asked if one == chat]
        left = [sent.time for sent in server.record.in_chat(chat)]
        answered += min(len(came), len(left))
        waits += [delivered - moment for moment, delivered in zip(came, left, strict=False)]
    return Result(len(asked), answered, waits, server.record.limits_exceeded)


async def watch_loop(late: list[float]) -> None:
    """Note how much later than asked the loop comes back, in seconds."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(_BEAT)
        late.append(time.perf_counter() - before - _BEAT)


async def serve(app: App, token: str, pipe: Connection, late: list[float]) -> Result:
    """Serve until the result has come."""
    watch = Watch(str(app.settings.telegram.base_url))
    with app.engine() as engine, ThreadPoolExecutor(max_workers=1) as executor:
        serving = asyncio.create_task(
            serve_engine(app, engine, SecretStr(token), executor, watch=watch, metrics=NoMetrics())
        )
        beating = asyncio.create_task(watch_loop(late))
        result = asyncio.create_task(asyncio.to_thread(pipe.recv))
        await asyncio.wait({serving, result}, return_when=asyncio.FIRST_COMPLETED)
        watch.stop.set()
        beating.cancel()
        await serving
        found: Result = await result
    return found


def measure(load: Load, answer_seconds: float) -> tuple[Result, list[float], float]:
    """Run the load; returns the result, the loop's latenesses in seconds, and the memory it took in MiB."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=people, args=(load, there), daemon=True)
    process.start()
    url, token = here.recv()
    late: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yaml"
        limits = dict.fromkeys(("user_per_minute", "user_per_day", "all_per_minute", "all_per_day"), 0)
        sections = {
            "telegram": {"base_url": url, "poll_timeout": 2, "limits": limits},
            "corpus": {"articles": str(REPOSITORY / "corpus" / "articles")},
        }
        config.write_text(json.dumps(sections), "utf-8")
        app = compose(load_settings(config), None if load.real else CountingParts(seconds=answer_seconds))
        if load.real:
            synchronise_if_needed(app)
        result = asyncio.run(serve(app, token, here, late))
        here.send(None)
    process.join(30)
    return result, late, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def share(values: Sequence[float], part: float) -> float:
    """Return the value below which ``part`` of them lie; 0 of none."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))] if values else 0.0


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--answer-ms", type=float, default=10)
    parser.add_argument("--real", action="store_true", help="answer from the index of corpus/articles")
    arguments = parser.parse_args()
    load = Load(arguments.seconds, arguments.chats, arguments.rate, arguments.real)
    result, late, memory = measure(load, arguments.answer_ms / 1000)
    print("| what | figure |\n|---|---|")
    for name, figure in [
        (
            "answers from",
            "the index of corpus/articles" if load.real else f"a fake, {arguments.answer_ms:g} ms of work",
        ),
        ("asked, answered", f"{result.asked}, {result.answered}"),
        ("update to delivered, p50", f"{1000 * share(result.waits, 0.5):.0f} ms"),
        ("update to delivered, p95", f"{1000 * share(result.waits, 0.95):.0f} ms"),
        ("update to delivered, longest", f"{1000 * max(result.waits, default=0):.0f} ms"),
        (
            "event loop late, p50, p95, most",
            " / ".join(f"{1000 * share(late, part):.1f}" for part in (0.5, 0.95, 1)) + " ms",
        ),
        ("memory, at most", f"{memory:.0f} MiB"),
        ("limits exceeded", str(result.refusals)),
    ]:
        print(f"| {name} | {figure} |")


if __name__ == "__main__":
    main()
