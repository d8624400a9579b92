"""The server as a test drives it: people and groups, waiting, breaking things, and what was recorded."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Self

from aiohttp import web

from tests.telegram_server.changes import Changes
from tests.telegram_server.clock import Clock
from tests.telegram_server.faults import Chaos, Fault, FaultPlan
from tests.telegram_server.limits import Limiter, Limits
from tests.telegram_server.members import bring_into
from tests.telegram_server.people import Group, Person, text_content
from tests.telegram_server.record import Record, Sent
from tests.telegram_server.state import State
from tests.telegram_server.web import application
from tests.telegram_server.webhook import post_updates

TOKEN = "424242:test-token_of-no-bot-at-all-000000"


class TelegramServer:
    """A Bot API server at ``url`` while entered: ``with`` runs it in a thread, ``async with`` in the caller's loop.

    It enforces ``limits`` (None: none), draws faults from ``chaos``, goes by ``clock``, and keeps from the bot what
    people say to others in groups when ``privacy`` is on. A callback query waits ``callback_seconds`` for its answer,
    an inline query ``inline_seconds``; an update that a webhook fails to take twice comes after ``webhook_pause``
    seconds. With ``port`` 0 it takes a free one.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        limits: Limits | None = None,
        chaos: Chaos | None = None,
        clock: Clock | None = None,
        privacy: bool = True,
        inline: bool = True,
        callback_seconds: float = 60.0,
        inline_seconds: float = 10.0,
        webhook_pause: float = 1.0,
        port: int = 0,
    ) -> None:
        bot = _bot(token, privacy, inline)
        self.state = State(token, bot, Changes(clock), Limiter(limits), FaultPlan(chaos))
        self.state.callback_seconds, self.state.inline_seconds = callback_seconds, inline_seconds
        self.state.users[bot["id"]] = bot
        self.state.record.faults = self.state.plan.counts
        self._webhook_pause = webhook_pause
        self._port = port
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def token(self) -> str:
        return self.state.token

    @property
    def record(self) -> Record:
        return self.state.record

    def __enter__(self) -> Self:
        started: Future[None] = Future()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, args=(self._loop, started), daemon=True)
        self._thread.start()
        started.result(10)
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._close()

    def person(self, first_name: str = "Lan", user_id: int = 0, **shown: Any) -> Person:
        """Return somebody new, or who has this id; ``shown`` are further fields, such as ``username``."""
        with self.state.changes:
            number = user_id or 1000 + self.state.new_number()
            fresh = {"id": number, "is_bot": False, "first_name": first_name, "language_code": "vi", **shown}
            return Person(self.state, self.state.users.setdefault(number, fresh))

    def group(
        self,
        title: str,
        *members: Person,
        administrators: tuple[Person, ...] = (),
        kind: str = "supergroup",
        bot: str = "member",
        **shown: Any,
    ) -> Group:
        """Return a new group of people, its first administrator the owner; ``bot`` is the bot's status, or "left"."""
        with self.state.changes:
            number = -(self.state.new_number() + (1_000_000_000_000 if kind == "supergroup" else 5000))
            first = (*administrators, *members)[0]
            chat = bring_into(self.state, first.user, number, kind, title=title, **shown)
            chat.members = {person.id: "member" for person in members}
            chat.members |= {person.id: "administrator" for person in administrators}
            chat.members |= {person.id: "creator" for person in administrators[:1]}
            chat.members[self.state.bot["id"]] = bot
        return Group(self.state, chat)

    def say(self, text: str, chat_id: int = 7, chat_type: str = "private") -> int:
        """Write ``text`` to the bot as the person of ``chat_id``; returns the message's id."""
        return self.post(text_content(text), chat_id, chat_type)

    def post(self, content: dict[str, Any], chat_id: int = 7, chat_type: str = "private") -> int:
        """Send the bot a message of any kind, whatever its privacy; returns the message's id."""
        with self.state.changes:
            user = self.person(user_id=abs(chat_id)).user
            chat = bring_into(self.state, user, chat_id, chat_type)
            message = self.state.new_message(chat, user, **content)
            self.state.add_update("message", message)
            return int(message["message_id"])

    def edit(self, message_id: int, text: str, chat_id: int = 7) -> None:
        """Change the text of a message that was sent to the bot."""
        with self.state.changes:
            chat = self.state.chats[chat_id]
            message = {**chat.messages[message_id], "entities": [], **text_content(text)}
            chat.messages[message_id] = message | {"edit_date": int(self.state.now)}
            self.state.add_update("edited_message", chat.messages[message_id])

    def skip_updates(self, count: int) -> None:
        """Leave a gap of ``count`` in the update ids."""
        with self.state.changes:
            self.state.queue.last_id += count

    def fail(self, method: str, *faults: Fault) -> None:
        """Answer the next calls of ``method`` with ``faults``, one each."""
        with self.state.changes:
            self.state.plan.add(method, faults)

    def unleash(self, chaos: Chaos | None) -> None:
        """Draw faults from ``chaos`` from now on; None ends them."""
        with self.state.changes:
            self.state.plan.use(chaos)

    def hold(self, chat_id: int) -> None:
        """Keep messages to ``chat_id`` waiting, as a slow line does."""
        self._change(lambda: self.state.held.add(chat_id))

    def release(self, chat_id: int) -> None:
        """Let messages to ``chat_id`` through again."""
        self._change(lambda: self.state.held.discard(chat_id))

    def cut(self) -> None:
        """Reset every request from now on, the ones that wait included."""
        self._change(lambda: setattr(self.state, "reachable", False))

    def mend(self) -> None:
        """Answer requests again."""
        self._change(lambda: setattr(self.state, "reachable", True))

    def wait_until(self, holds: Callable[[], bool], what: str, timeout: float = 15) -> None:
        """Block until ``holds``; raises AssertionError that names ``what``. In a coroutine, await ``until``."""
        if not self.state.changes.wait_for(holds, timeout):
            raise AssertionError(self._missing(what, timeout))

    async def until(self, holds: Callable[[], bool], what: str, timeout: float = 15) -> None:
        """Wait until ``holds``; raises AssertionError that names ``what``."""
        try:
            async with asyncio.timeout(timeout):
                await self.state.changes.until(holds, float("inf"))
        except TimeoutError:
            raise AssertionError(self._missing(what, timeout)) from None

    def wait_for_sent(self, count: int, timeout: float = 15) -> list[Sent]:
        """Wait until the bot has sent ``count`` messages in all, and return them; raises AssertionError."""
        self.wait_until(lambda: len(self.state.sent) >= count, f"{count} messages", timeout)
        return list(self.state.sent)

    def wait_for_call(self, method: str, count: int = 1, timeout: float = 15) -> None:
        """Wait until ``method`` was called ``count`` times in all; raises AssertionError."""
        self.wait_until(lambda: self.calls(method) >= count, f"{count} calls of {method}", timeout)

    def wait_until_fetched(self, timeout: float = 15) -> None:
        """Wait until the bot has confirmed every update; raises AssertionError."""
        self.wait_until(lambda: not self.state.updates, "every update confirmed", timeout)

    def calls(self, method: str) -> int:
        """Return how often ``method`` was called."""
        return self.record.counts[method.lower()]

    def _change(self, change: Callable[[], Any]) -> None:
        with self.state.changes:
            change()
            self.state.changes.tell()

    def _missing(self, what: str, timeout: float) -> str:
        return f"waited {timeout} s for {what}; sent: {[sent.text for sent in self.state.sent]}"

    def _serve(self, loop: asyncio.AbstractEventLoop, started: "Future[None]") -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self._open())
        except BaseException as fault:
            started.set_exception(fault)
            raise
        started.set_result(None)
        loop.run_forever()
        loop.run_until_complete(self._close())
        loop.close()

    async def _open(self) -> None:
        self._runner = web.AppRunner(application(self.state), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024).start()
        self._port = self._runner.addresses[0][1]
        self._pusher = asyncio.ensure_future(post_updates(self.state, self._webhook_pause))

    async def _close(self) -> None:
        self._change(lambda: setattr(self.state, "closed", True))
        if self._pusher is not None:
            self._pusher.cancel()
            with suppress(asyncio.CancelledError):
                await self._pusher
        if self._runner is not None:
            await self._runner.cleanup()


def _bot(token: str, privacy: bool, inline: bool) -> dict[str, Any]:
    return {
        "id": int(token.split(":", maxsplit=1)[0]),
        "is_bot": True,
        "first_name": "Hỏi đáp",
        "username": "hoidap_test_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": not privacy,
        "supports_inline_queries": inline,
    }
