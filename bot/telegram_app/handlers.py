"""What the bot does with each kind of message in a private chat."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager, suppress
from typing import Any

from telegram import Bot, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, CommandHandler, MessageHandler, filters

from bot.conversation import Assistant
from bot.messages import Messages
from bot.render.telegram import TelegramText, render_answer, render_text
from bot.telegram_app.access import Gate
from bot.telegram_app.outbox import Outbox
from bot.telegram_app.store import StoreFault

_log = logging.getLogger(__name__)
# Seconds. Most answers are there before a typing sign could be; Telegram takes one away after five seconds.
_TYPING_AFTER, _TYPING_AGAIN, _TYPING_TIMEOUT = 0.3, 4.0, 3.0

Context = CallbackContext[Any, Any, Any, Any]
TelegramApplication = Application[Any, Any, Any, Any, Any, Any]


class Desk:
    """Answers people in Telegram; thinks in ``executor``, so that the event loop stays free."""

    def __init__(
        self,
        assistant: Assistant,
        messages: Messages,
        examples: Sequence[str],
        executor: Executor,
        *,
        gate: Gate,
        outbox: Outbox,
        log_texts: bool,
    ) -> None:
        self._assistant = assistant
        self._messages = messages
        self._examples = tuple(examples)
        self._executor = executor
        self._gate = gate
        self._outbox = outbox
        self._log_texts = log_texts

    def register(self, application: TelegramApplication) -> None:
        """Add the handlers; anything but a private chat is left alone."""
        private = filters.ChatType.PRIVATE
        new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
        application.add_handlers(
            [
                CommandHandler("start", self.start, private & new),
                CommandHandler("help", self.help, private & new),
                MessageHandler(private & new & filters.COMMAND, self.unknown_command),
                MessageHandler(private & new & filters.TEXT, self.question),
                MessageHandler(private & edited & filters.TEXT, self.edited),
                MessageHandler(private & new & ~filters.StatusUpdate.ALL, self.not_text),
            ]
        )
        application.add_error_handler(self.trouble)

    async def start(self, update: Update, context: Context) -> None:
        """Say what the bot does, with example questions."""
        lines = [self._messages.telegram_start]
        if self._examples:
            lines += ["", self._messages.telegram_examples]
            lines += [self._messages.example_line.format(question=question) for question in self._examples]
        await self._say(update, "\n".join(lines))

    async def help(self, update: Update, context: Context) -> None:
        """Say how to use it."""
        await self._say(update, self._messages.telegram_help)

    async def question(self, update: Update, context: Context) -> None:
        """Answer a question."""
        message, chat = update.effective_message, update.effective_chat
        if message is None or chat is None or message.text is None:
            return
        refusal = await self._gate.refusal(update)
        if refusal is not None:
            await self._reply(update, refusal)
            return
        if self._log_texts:
            _log.info("asked: %s", message.text)
        async with _typing(context.bot, chat.id):
            loop = asyncio.get_running_loop()
            texts = await loop.run_in_executor(self._executor, self._answer, message.text, chat.id)
        await self._outbox.answer(update.update_id, chat.id, texts)

    async def edited(self, update: Update, context: Context) -> None:
        """Ask for the question anew."""
        await self._say(update, self._messages.telegram_edited)

    async def unknown_command(self, update: Update, context: Context) -> None:
        """Point to the help."""
        await self._say(update, self._messages.telegram_unknown_command)

    async def not_text(self, update: Update, context: Context) -> None:
        """Ask for words: a sticker, a photo or a voice message came."""
        await self._say(update, self._messages.telegram_text_only)

    async def trouble(self, update: object, context: Context) -> None:
        """Log an error and excuse ourselves; its own text may quote the person, so it is not logged."""
        error = context.error
        trace = "".join(traceback.format_tb(error.__traceback__)) if error else ""
        _log.error("a message failed: %s\n%s", type(error).__name__, trace)
        if isinstance(update, Update) and not isinstance(error, StoreFault):
            await self._reply(update, self._messages.trouble)

    def _answer(self, text: str, chat: int) -> list[TelegramText]:
        return render_answer(self._assistant.ask(text, chat), self._messages)

    async def _say(self, update: Update, text: str) -> None:
        refusal = await self._gate.refusal(update)
        await self._reply(update, text if refusal is None else refusal)

    async def _reply(self, update: Update, text: str) -> None:
        if update.effective_chat is not None:
            await self._outbox.answer(update.update_id, update.effective_chat.id, render_text(text))


@asynccontextmanager
async def _typing(bot: Bot, chat: int) -> AsyncIterator[None]:
    """Show that an answer is under way, for as long as it is."""
    answered = asyncio.Event()
    task = asyncio.create_task(_show_typing(bot, chat, answered))
    try:
        yield
    finally:
        # A sign that is on its way comes before the answer, which ends it; but nobody should wait long for that.
        answered.set()
        await asyncio.wait({task}, timeout=_TYPING_TIMEOUT)
        task.cancel()


async def _show_typing(bot: Bot, chat: int, answered: asyncio.Event) -> None:
    """Show the typing sign until ``answered``. It is a courtesy, so its failure is nothing."""
    pause = _TYPING_AFTER
    while True:
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await answered.wait()
            return
        with suppress(TelegramError):
            await bot.send_chat_action(chat, ChatAction.TYPING)
        pause = _TYPING_AGAIN
