"""Messages go out no faster than Telegram takes them."""

import asyncio
import time
from typing import Any

from telegram.error import RetryAfter

from bot.sections import PaceSettings
from bot.telegram_app.pacing import ONCE, Pace, Window

NONE = PaceSettings(messages_per_second=0, seconds_per_chat=0, group_messages_per_minute=0)


async def call(pace: Pace, chat: int, endpoint: str = "sendMessage", took: float = 0.0) -> float:
    """Make a call that takes ``took`` seconds; returns when it began."""

    async def work() -> Any:
        begun = time.monotonic()
        await asyncio.sleep(took)
        return begun

    return float(await pace.process_request(work, (), {}, endpoint, {"chat_id": chat}, ONCE))


def began(pace_settings: PaceSettings, *calls: tuple[int, str]) -> list[float]:
    """Make the calls at once; returns when each began, in seconds from the first."""

    async def run() -> list[float]:
        pace = Pace(pace_settings, 64)
        times = await asyncio.gather(*(call(pace, chat, endpoint) for chat, endpoint in calls))
        return [moment - min(times) for moment in times]

    return asyncio.run(run())


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


def test_groups_have_a_limit_of_their_own() -> None:
    async def run() -> tuple[int, int]:
        pace = Pace(NONE.model_copy(update={"group_messages_per_minute": 3}), 4)
        calls = [asyncio.ensure_future(call(pace, chat)) for chat in (-100,) * 5 + (7,) * 5]
        done, waiting = await asyncio.wait(calls, timeout=0.2)
        for task in waiting:
            task.cancel()
        return len(done), len(waiting)

    assert asyncio.run(run()) == (8, 2)


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

    async def run() -> Any:
        return await Pace(NONE, 64).process_request(work, (), {}, "sendMessage", {"chat_id": 7}, None)

    assert asyncio.run(run()) == "sent"
