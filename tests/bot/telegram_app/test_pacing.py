"""Messages go out no faster than Telegram takes them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from telegram.error import RetryAfter

from bot.sections import PaceSettings
from bot.telegram_app.pacing import ONCE, Pace, Window
from bot.telegram_app.sendings import Sendings
from bot.telegram_app.store import open_store

Result = TypeVar("Result")
NONE = PaceSettings(messages_per_second=0, seconds_per_chat=0, group_messages_per_minute=0)


async def call(pace: Pace, chat: int, endpoint: str = "sendMessage", took: float = 0.0) -> float:
    """Make a call that takes ``took`` seconds; returns when it began."""

    async def work() -> Any:
        begun = time.monotonic()
        await asyncio.sleep(took)
        return begun

    return float(await pace.process_request(work, (), {}, endpoint, {"chat_id": chat}, ONCE))


def paced(settings: PaceSettings, work: Callable[[Pace], Awaitable[Result]], store: Path | None = None) -> Result:
    """Do ``work`` at a pace, with the memory of an earlier one in ``store``."""

    async def run(pace: Pace) -> Result:
        await pace.initialize()
        return await work(pace)

    with TemporaryDirectory() as folder, open_store(store or Path(folder) / "a.sqlite", print) as opened:
        return asyncio.run(run(Pace(settings, 64, Sendings(opened))))


def began(pace_settings: PaceSettings, *calls: tuple[int, str]) -> list[float]:
    """Make the calls at once; returns when each began, in seconds from the first."""

    async def run(pace: Pace) -> list[float]:
        times = await asyncio.gather(*(call(pace, chat, endpoint) for chat, endpoint in calls))
        return [moment - min(times) for moment in times]

    return paced(pace_settings, run)


def test_a_window_counts_from_the_end_of_what_passed() -> None:
    async def run() -> float:
        window = Window(1, 0.1)
        async with window:
            await asyncio.sleep(0.1)
            ended = time.monotonic()
        async with window:
            return time.monotonic() - ended

    assert asyncio.run(run()) >= 0.1


def test_a_chat_waits_between_messages_and_keeps_no_other_waiting() -> None:
    settings = PaceSettings(messages_per_second=0, seconds_per_chat=0.1)
    first, second, third, other = began(
        settings, (7, "sendMessage"), (7, "editMessageText"), (7, "sendPhoto"), (8, "sendMessage")
    )
    assert second - first >= 0.1
    assert third - second >= 0.1
    assert other < 0.1


def test_in_no_second_more_than_the_limit_pass() -> None:
    times = sorted(
        began(NONE.model_copy(update={"messages_per_second": 10}), *((chat, "sendMessage") for chat in range(25)))
    )
    assert all(later - earlier >= 1.0 for earlier, later in zip(times, times[10:], strict=False))
    assert times[9] < 0.5


async def let_through(pace: Pace, *chats: int) -> tuple[int, int]:
    """Return how many calls to ``chats`` pass at once, and how many wait."""
    calls = [asyncio.ensure_future(call(pace, chat)) for chat in chats]
    done, waiting = await asyncio.wait(calls, timeout=0.2)
    for task in waiting:
        task.cancel()
    return len(done), len(waiting)


def test_groups_have_a_limit_of_their_own() -> None:
    settings = NONE.model_copy(update={"group_messages_per_minute": 3})
    assert paced(settings, lambda pace: let_through(pace, *(-100,) * 5, *(7,) * 5)) == (8, 2)


def test_what_a_group_got_counts_over_a_restart(tmp_path: Path) -> None:
    store, settings = tmp_path / "a.sqlite", NONE.model_copy(update={"group_messages_per_minute": 3})
    assert paced(settings, lambda pace: let_through(pace, -100, -100, -200, 7, 7, 7), store) == (6, 0)
    assert paced(settings, lambda pace: let_through(pace, *(-100,) * 2), store) == (1, 1)
    assert paced(settings, lambda pace: let_through(pace, *(-200,) * 3, 7), store) == (3, 1)
    smaller = NONE.model_copy(update={"group_messages_per_minute": 2})
    assert paced(smaller, lambda pace: let_through(pace, -100), store) == (0, 1)


def test_what_a_group_got_is_forgotten_in_time(tmp_path: Path) -> None:
    async def work(sendings: Sendings) -> list[tuple[int, float]]:
        await sendings.note(-100, 1000.0, 60)
        await sendings.note(-100, 1059.0, 60)
        await sendings.note(-200, 1061.0, 60)
        return await sendings.since(0)

    with open_store(tmp_path / "a.sqlite", print) as store:
        assert asyncio.run(work(Sendings(store))) == [(-200, 1061.0), (-100, 1059.0)]


def test_what_is_no_message_waits_for_nothing() -> None:
    settings = PaceSettings(seconds_per_chat=5)
    assert max(began(settings, *[(7, "sendChatAction")] * 3, (7, "getChat"))) < 1


def test_others_than_the_outbox_are_repeated_after_a_flood() -> None:
    answers = [RetryAfter(0), None]

    async def work() -> Any:
        answer = answers.pop(0)
        if answer is not None:
            raise answer
        return "sent"

    async def run(pace: Pace) -> Any:
        return await pace.process_request(work, (), {}, "sendMessage", {"chat_id": 7}, None)

    assert paced(NONE, run) == "sent"
