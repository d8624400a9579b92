"""Sends what waits in the store: in order within a chat, chats side by side, each until it got through.

A message is deleted from the store once Telegram has said that it has it. When that word is lost on the way (a reset, a
timeout, a kill between the two), nobody can tell whether it arrived: Telegram has no key by which to know it again. It
is then sent again, for a message twice is a nuisance and a message lost is a failure. Everything else comes once.
"""

import asyncio
import logging
import random
import time
import traceback
from collections.abc import Sequence
from typing import Any

from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.logs import entries_of
from bot.telegram_app.cards import Card
from bot.telegram_app.delivery import deliver, is_gone, is_refused, successor
from bot.telegram_app.metrics import Metrics
from bot.telegram_app.outgoing import Outgoing
from bot.telegram_app.store import Letter, Store, StoreFault
from bot.telegram_app.tallies import Tally

_log = logging.getLogger(__name__)
_FIRST_PAUSE = 0.5  # seconds; doubled after each failure in a row
_MARGIN = 0.1  # seconds added to what Telegram asks for, which it counts from its own clock


class Outbox:
    """Takes answers in and sends them; one task for each chat that something waits for."""

    def __init__(self, store: Store, bot: ExtBot[Any], longest_pause: float, metrics: Metrics) -> None:
        self._store = store
        self._bot = bot
        self._metrics = metrics
        self._longest_pause = longest_pause
        self._woken: set[int] = set()
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._busy: set[int] = set()
        self._closing = False

    async def answer(
        self,
        update_id: int,
        chat: int,
        messages: Sequence[Outgoing],
        *,
        card: Card | None = None,
        tally: Tally | None = None,
    ) -> None:
        """Keep the answer to an update and the card of its buttons, and be done with that; it is sent in its turn.

        Raises StoreFault when it cannot be kept; the update is then answered after the next start.
        """
        if await self._store.answer(update_id, chat, messages, time.time(), card=card, tally=tally):
            self._wake(chat)

    async def send(self, chat: int, messages: Sequence[Outgoing]) -> None:
        """Keep messages that answer no update; they are sent in their turn. Raises StoreFault when that fails."""
        await self._store.queue(chat, messages, time.time())
        self._wake(chat)

    async def resume(self) -> None:
        """Send what an earlier run left."""
        for chat in await self._store.chats():
            self._wake(chat)

    async def finish(self, seconds: float, request_seconds: float) -> None:
        """Send what can be sent within ``seconds``; what is left waits for the next start.

        A request that is on its way then is not broken off, since nobody could tell what became of it, unless it takes
        more than ``request_seconds``.
        """
        await self._wait(seconds)
        self._closing = True
        for chat, worker in self._workers.items():
            if chat not in self._busy:
                worker.cancel()
        await self._wait(request_seconds)
        for worker in self._workers.values():
            worker.cancel()
        await self._wait(request_seconds)

    async def _wait(self, seconds: float) -> None:
        if self._workers:
            await asyncio.wait(self._workers.values(), timeout=seconds)

    def _wake(self, chat: int) -> None:
        self._woken.add(chat)
        if chat not in self._workers and not self._closing:
            self._workers[chat] = asyncio.create_task(self._work(chat), name=f"outbox {chat}")

    async def _work(self, chat: int) -> None:
        try:
            with entries_of(None, chat):  # and not of the update that began this task: more follow it
                while chat in self._woken and not self._closing:
                    self._woken.discard(chat)
                    await self._send_all(chat)
        except StoreFault:
            _log.debug("a chat's messages wait for the store")  # which has told of it
        finally:
            # Nothing is awaited between the look into ``_woken`` and here, so no call is missed.
            del self._workers[chat]

    async def _send_all(self, chat: int) -> None:
        failures = 0
        while not self._closing and (letter := await self._store.next_letter(chat)) is not None:
            await asyncio.sleep(max(0.0, letter.not_before - time.time()))
            if await self._send(chat, letter):
                failures = 0
                continue
            failures += 1
            await asyncio.sleep(self._pause(failures))

    async def _send(self, chat: int, letter: Letter) -> bool:
        """Try to send one message; False when it is the network's turn to mend."""
        self._busy.add(chat)
        try:
            message = await deliver(self._bot, chat, letter.content, await self._edited(chat, letter.content))
            await self._store.delivered(letter, chat, message, time.time())
        except TelegramError as error:
            return await self._failed(chat, letter, error)
        except StoreFault:
            raise
        except Exception as error:  # a fault of ours must not lose an answer: it is there to be seen, and tried again
            trace = "".join(traceback.format_tb(error.__traceback__))
            _log.error("a message was not sent: %s\n%s", type(error).__name__, trace)
            self._metrics.failed(type(error).__name__)
            return False
        finally:
            self._busy.discard(chat)
        if letter.received is not None:
            self._metrics.delivered(time.time() - letter.received)
        return True

    async def _edited(self, chat: int, content: Outgoing) -> int | None:
        """Return the message whose place ``content`` takes; what came before it in the chat has been sent by now."""
        if content.edits is not None or not content.replaces or content.question is None:
            return content.edits
        earlier = await self._store.replies(chat, content.question)
        return earlier[0] if len(earlier) == 1 else None

    async def _failed(self, chat: int, letter: Letter, error: TelegramError) -> bool:
        """Do what ``error`` asks for; False when that is to wait and try again."""
        moved = successor(error)
        if isinstance(error, RetryAfter):
            self._metrics.flooded()
            await self._store.postpone(chat, time.time() + wait_asked(error) + _MARGIN)
        elif moved is not None:
            await self._store.readdress(chat, moved)
            self._wake(moved)
        elif is_gone(error):
            dropped = await self._store.drop(chat)
            _log.info("a chat takes no messages (%s): %d dropped", type(error).__name__, dropped)
        elif is_refused(error):
            await self._store.delivered(letter, chat, None, time.time())
            _log.error("Telegram refused a message, as plain text too; it is dropped")
        else:
            kind = "the network" if isinstance(error, NetworkError) else "Telegram"
            _log.debug("a message waits for %s: %s", kind, type(error).__name__)
            self._metrics.retried()
            return False
        return True

    def _pause(self, failures: int) -> float:
        """Return how long to wait after so many failures in a row; scattered, lest all chats come back at once."""
        longest = min(self._longest_pause, _FIRST_PAUSE * 2.0 ** min(failures - 1, 30))
        return longest * random.uniform(0.5, 1.0)


def wait_asked(error: RetryAfter) -> float:
    """Return how long Telegram wants us to wait, in whichever form this version of PTB tells it."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
