"""Posts updates to the bot's webhook: in order within a chat, chats side by side, again when it fails."""

import asyncio
import json
from collections.abc import Hashable
from functools import partial
from http import HTTPStatus

import aiohttp

from tests.telegram_server.record import Delivery
from tests.telegram_server.state import State
from tests.telegram_server.updates import Update

_LONGEST_PAUSE = 60.0  # seconds between attempts
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def post_updates(state: State, pause: float) -> None:
    """Post what waits, until cancelled; a failed update comes again at once, then after ``pause``, twice that, …"""
    under_way: dict[Hashable, asyncio.Task[None]] = {}
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as session, asyncio.TaskGroup() as tasks:
        while True:
            await state.changes.until(lambda: bool(_ready(state, under_way)), float("inf"))
            with state.changes:
                ready = _ready(state, under_way)
            for queue, update in ready.items():
                task = tasks.create_task(_post(state, session, update, pause))
                under_way[queue] = task
                task.add_done_callback(partial(_done, state, under_way, queue))


def _done(state: State, under_way: dict[Hashable, asyncio.Task[None]], queue: Hashable, _: object) -> None:
    del under_way[queue]
    state.changes.tell()


def _ready(state: State, under_way: dict[Hashable, asyncio.Task[None]]) -> dict[Hashable, Update]:
    """Return the first waiting update of each chat that has none under way, within the connections allowed."""
    ready: dict[Hashable, Update] = {}
    if not state.webhook.url:
        return ready
    for update in state.queue.pending:
        queue = _queue(update)
        if len(under_way) + len(ready) >= state.webhook.max_connections:
            break
        if queue not in under_way:
            ready.setdefault(queue, update)
    return ready


def _queue(update: Update) -> Hashable:
    content = next(value for key, value in update.items() if key != "update_id")
    chat = content.get("chat") or content.get("message", {}).get("chat") or content["from"]
    return int(chat["id"])


async def _post(state: State, session: aiohttp.ClientSession, update: Update, pause: float) -> None:
    """Post one update until it is taken, or the webhook is another."""
    webhook, wait, attempts = state.webhook, pause, 0
    while state.webhook is webhook and webhook.url:
        code = await _posted(session, webhook.url, webhook.secret_token, update)
        with state.changes:
            state.record.deliveries.append(Delivery(state.now, update["update_id"], code))
            if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
                state.queue.confirm(update["update_id"])
                state.changes.tell()
                return
            words = f"Wrong response from the webhook: {code}" if code else "Connection refused"
            webhook.last_error_date, webhook.last_error_message = int(state.now), words
            state.changes.tell()
        if attempts:
            await asyncio.sleep(wait)
            wait = min(_LONGEST_PAUSE, 2 * wait)
        attempts += 1


async def _posted(session: aiohttp.ClientSession, url: str, secret: str, update: Update) -> int:
    headers = {"Content-Type": "application/json"} | ({_HEADER: secret} if secret else {})
    try:
        async with session.post(url, data=json.dumps(update), headers=headers) as response:
            await response.read()
            return response.status
    except (aiohttp.ClientError, TimeoutError, OSError):
        return 0
