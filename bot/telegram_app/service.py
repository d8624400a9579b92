"""Runs the bot: from the token to the last message answered."""

import asyncio
import logging
import signal
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from pydantic import SecretStr
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError
from telegram.ext import ApplicationBuilder, ExtBot
from telegram.request import HTTPXRequest

from bot.app import App, Engine
from bot.conversation import example_questions
from bot.errors import OperatorFault
from bot.logs import show_log_on_terminal
from bot.messages import Messages
from bot.sections import TelegramSettings
from bot.settings import TOKEN_VARIABLE, is_token, load_secrets, token_malformed
from bot.systemd import notify
from bot.telegram_app.access import Gate
from bot.telegram_app.admin.office import Office
from bot.telegram_app.browsing import Browser
from bot.telegram_app.buttons import Buttons
from bot.telegram_app.commands import Commands
from bot.telegram_app.handlers import Desk, TelegramApplication, register
from bot.telegram_app.inbox import Inbox
from bot.telegram_app.inline import Inline
from bot.telegram_app.metrics import Metrics, exposed, open_metrics
from bot.telegram_app.ordering import InChatOrder
from bot.telegram_app.outbox import Outbox
from bot.telegram_app.pacing import Pace
from bot.telegram_app.polling import Polling, Watch, WatchedRequest, token_refused
from bot.telegram_app.profile import publish_profile
from bot.telegram_app.reception import Reception
from bot.telegram_app.records import Records
from bot.telegram_app.sendings import Sendings
from bot.telegram_app.store import DAY, Store, StoreFault, open_store
from bot.telegram_app.thinking import Thinking
from bot.telegram_app.webhook import Webhook, check_webhook
from index.options import AnswerOptions

_log = logging.getLogger(__name__)
_TELEGRAM = "https://api.telegram.org"
_HOUR = 3600.0  # seconds
_LONGEST_PAUSE = 30.0  # seconds between attempts to reach Telegram at the start


def serve(app: App) -> bool:
    """Serve Telegram until stopped by a signal; True when that was an interrupt from the keyboard.

    Raises OperatorFault without a token, on a token that Telegram refuses, or when another program uses it.
    """
    token = required_token()
    show_log_on_terminal(app.settings.logging, load_secrets())
    metrics = open_metrics(app.settings.metrics)
    with app.engine(metrics.phrased) as engine, answering_threads(app.settings.answer) as executor:
        watch = Watch(address_of(app.settings.telegram))
        serving = serve_engine(app, engine, token, executor, watch=watch, metrics=metrics)
        return asyncio.run(serving) == signal.SIGINT


def answering_threads(answer: AnswerOptions) -> ThreadPoolExecutor:
    """Return where the bot thinks.

    The index does one thing at a time, but several may wait for a language model, and they must not hold up the rest.
    """
    workers = answer.llm.at_once + 1 if answer.asks_llm else 1
    return ThreadPoolExecutor(max_workers=workers, thread_name_prefix="answer")


def required_token() -> SecretStr:
    """Return the token; raises OperatorFault when there is none, or what is there can be none."""
    token = load_secrets().telegram_bot_token
    if token is None:
        raise OperatorFault(
            f"{TOKEN_VARIABLE}: not set; open @BotFather in Telegram, send /newbot, then: "
            f"export {TOKEN_VARIABLE}=<the token it gives you>"
        )
    if not is_token(token.get_secret_value()):
        raise token_malformed()
    return token


def whoami(settings: TelegramSettings) -> str:
    """Return the name of the bot that the token is for; raises OperatorFault when Telegram does not tell."""

    async def ask(token: SecretStr) -> str:
        async with Bot(token.get_secret_value(), base_url=f"{address_of(settings)}/bot") as bot:
            return bot.username

    try:
        return asyncio.run(ask(required_token()))
    except InvalidToken:
        raise token_refused() from None
    except TelegramError as error:
        raise OperatorFault(
            f"cannot reach Telegram at {address_of(settings)} ({type(error).__name__}); "
            "check the network, and telegram.base_url in the config"
        ) from None


class Intake(Protocol):
    """A way for updates to come in."""

    async def open(self) -> None: ...

    async def close(self) -> None: ...


async def serve_engine(
    app: App, engine: Engine, token: SecretStr, executor: Executor, *, watch: Watch, metrics: Metrics
) -> int | None:
    """Serve with an open engine until ``watch`` says stop; returns the signal that ended it, if one did.

    Raises as ``serve`` does.
    """
    settings, secret = app.settings.telegram, load_secrets().webhook_secret(token)
    check_webhook(settings, secret)
    loop = asyncio.get_running_loop()
    caught: list[int] = []

    def stop(number: int) -> None:
        caught.append(number)
        watch.stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, ValueError, RuntimeError):  # Windows, or not the main thread
            loop.add_signal_handler(number, stop, number)
    examples = await loop.run_in_executor(executor, lambda: example_questions(engine, engine.articles(), app.messages))
    with open_store(settings.store, watch.give_up) as store:
        post = build_post(settings, token, watch, store, metrics)
        office = _furnish(app, engine, executor, post, examples=examples, watch=watch)
        notify("READY=1", "STATUS=getting in touch with Telegram")
        intake = _intake(post, settings, secret, watch)
        async with exposed(app.settings.metrics, metrics, engine, store, watch), office.open():
            await run_post(post, intake, settings, app.messages, watch)
    return caught[0] if caught else None


def _furnish(
    app: App, engine: Engine, executor: Executor, post: "Post", *, examples: Sequence[str], watch: Watch
) -> Office:
    """Give the bot its handlers; returns those of the admins, which have a life of their own."""
    settings, assistant = app.settings.telegram, app.assistant(engine)
    records = Records(post.store)
    reception = Reception(Gate(settings.access, settings.limits, app.messages, post.store), post.outbox, app.messages)
    thinking = Thinking(
        assistant,
        executor,
        post.metrics,
        at_once=app.settings.answer.llm.at_once,
        log_texts=app.settings.logging.message_texts,
    )
    keep_texts, is_closed = settings.feedback_texts, bool(settings.access.users or settings.access.groups)
    office = Office(app, engine, executor, reception=reception, outbox=post.outbox, store=post.store, watch=watch)
    office.register(post.application)
    browser = Browser(engine, executor, reception)
    commands = Commands(
        assistant, engine, executor, reception=reception, records=records, browser=browser, examples=examples
    )
    register(
        post.application,
        Desk(
            thinking,
            reception,
            records,
            draft_seconds=settings.pace.seconds_per_chat,
            metrics=post.metrics,
            keep_texts=keep_texts,
            alarm=office.alarm,
        ),
        commands,
        browser,
        Buttons(engine, executor, reception, records, browser, keep_texts=keep_texts),
        inline=Inline(
            post.application.bot,
            thinking,
            reception,
            metrics=post.metrics,
            pause=settings.inline_pause,
            is_personal=is_closed,
        ),
    )
    return office


@dataclass(frozen=True, slots=True)
class Post:
    """What carries messages in and out."""

    application: TelegramApplication
    store: Store
    inbox: Inbox
    order: InChatOrder
    outbox: Outbox
    metrics: Metrics


def build_post(settings: TelegramSettings, token: SecretStr, watch: Watch, store: Store, metrics: Metrics) -> Post:
    """Return a bot wired to Telegram, or to the Bot API server of ``settings``, that has no handlers yet."""
    address = address_of(settings)
    timeouts: dict[str, Any] = dict.fromkeys(
        ("read_timeout", "write_timeout", "connect_timeout", "pool_timeout"), settings.request_timeout
    )
    bot: ExtBot[Any] = ExtBot(
        token=token.get_secret_value(),
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        # Each chat served may show its typing sign while an answer is sent to another.
        request=HTTPXRequest(connection_pool_size=2 * settings.chats_at_once, **timeouts),
        get_updates_request=WatchedRequest(watch, connection_pool_size=1, **timeouts),
        rate_limiter=Pace(settings.pace, settings.chats_at_once, Sendings(store)),
    )
    inbox, order = Inbox(store), InChatOrder(settings.chats_at_once, store.done)
    application = ApplicationBuilder().bot(bot).update_queue(inbox).concurrent_updates(order).build()
    outbox = Outbox(store, bot, settings.longest_pause, metrics)
    return Post(application, store, inbox, order, outbox, metrics)


def _intake(post: Post, settings: TelegramSettings, secret: SecretStr, watch: Watch) -> Intake:
    application = post.application
    if settings.webhook.url is not None:
        return Webhook(settings.webhook, secret, post.inbox, application.bot, watch)
    if application.updater is None:
        raise OperatorFault("telegram: the application was built without an updater")
    return Polling(application.updater, settings.poll_timeout)


async def run_post(post: Post, intake: Intake, settings: TelegramSettings, messages: Messages, watch: Watch) -> None:
    """Serve until ``watch.stop`` is set, then finish what was begun; raises the fault of ``watch``, if any."""
    application = post.application
    tidying = asyncio.create_task(_tidy(post.store, settings))
    try:
        await _unless_stopped(_enter(application, watch), watch)
        if not watch.stop.is_set():
            await _serve(post, intake, settings, messages, watch)
    except InvalidToken:  # its text holds the token
        watch.give_up(token_refused())
    finally:
        tidying.cancel()
        await intake.close()
        await _finish(post, settings, watch)
        await application.shutdown()
        await application.bot.shutdown()  # an application that never got in touch does not do it
    if watch.fault is not None:
        raise watch.fault


async def _finish(post: Post, settings: TelegramSettings, watch: Watch) -> None:
    """Answer and send what can be within the time for it; the rest is in the store, for the next start."""
    loop = asyncio.get_running_loop()
    seconds = settings.stop_timeout if watch.fault is None and watch.in_touch else 0.0
    deadline = loop.time() + seconds
    if post.application.running:
        stopping = asyncio.create_task(post.application.stop())
        await asyncio.wait({stopping}, timeout=seconds)
        if not stopping.done():
            post.order.abandon()
        await stopping
    await post.outbox.finish(max(0.0, deadline - loop.time()), settings.request_timeout)


async def _serve(post: Post, intake: Intake, settings: TelegramSettings, messages: Messages, watch: Watch) -> None:
    application = post.application
    left = await post.inbox.restore(application.bot)
    if left:
        _log.info("%d messages waited for an answer since the last run", left)
    await application.start()
    await post.outbox.resume()
    await _unless_stopped(intake.open(), watch)
    if not watch.stop.is_set():
        watch.serving = True
        await _unless_stopped(publish_profile(application.bot, messages, settings.access.admins), watch)
        _log.info("serving @%s; Ctrl-C stops", application.bot.username)
        notify(f"STATUS=serving @{application.bot.username}")
    await watch.stop.wait()
    notify("STOPPING=1", "STATUS=finishing what was begun")


async def _tidy(store: Store, settings: TelegramSettings) -> None:
    """Delete what is kept no longer than the settings say, now and every hour."""
    retention = settings.retention_days * DAY
    with suppress(StoreFault):  # the store tells of it
        while True:
            lost = await store.forget(time.time(), retention)
            if lost:
                _log.warning("%d messages waited longer than telegram.retention_days; they are deleted", lost)
            await Records(store).forget(time.time(), retention, settings.feedback_days * DAY)
            await asyncio.sleep(_HOUR)


async def _enter(application: TelegramApplication, watch: Watch) -> None:
    """Get in touch with Telegram, however long that takes."""
    pause = 1.0
    while True:
        try:
            await application.initialize()
        except BadRequest:  # a NetworkError in PTB, though it is an answer
            raise
        except NetworkError:
            watch.unreachable()
            await asyncio.sleep(pause)
            pause = min(_LONGEST_PAUSE, pause * 2)
        else:
            watch.responded(HTTPStatus.OK)
            return


async def _unless_stopped(work: Coroutine[Any, Any, Any], watch: Watch) -> None:
    """Await ``work``, but leave it as soon as the watch says stop."""
    task = asyncio.ensure_future(work)
    stopped = asyncio.ensure_future(watch.stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if task.done():
        task.result()
        return
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def address_of(settings: TelegramSettings) -> str:
    """Return where the Bot API is, without a slash at the end."""
    return str(settings.base_url).rstrip("/") if settings.base_url else _TELEGRAM
