"""What the bot does with each kind of message in a private chat."""

import asyncio
import logging
import traceback
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import Any

from telegram import Bot, Update
from telegram.constants import ChatAction
from telegram.error import Forbidden, TelegramError
from telegram.ext import Application, CallbackContext, CommandHandler, MessageHandler, filters

from bot.conversation import Assistant
from bot.messages import Messages
from bot.render.telegram import TelegramText, render_answer, render_text
from bot.telegram_app.delivery import deliver

_log = logging.getLogger(__name__)
_TYPING_TIMEOUT = 3.0  # seconds; nobody should wait for an answer because of the typing sign

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
        send_attempts: int,
    ) -> None:
        self._assistant = assistant
        self._messages = messages
        self._examples = tuple(examples)
        self._executor = executor
        self._send_attempts = send_attempts

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
        await self._say(update, context, "\n".join(lines))

    async def help(self, update: Update, context: Context) -> None:
        """Say how to use it."""
        await self._say(update, context, self._messages.telegram_help)

    async def question(self, update: Update, context: Context) -> None:
        """Answer a question."""
        message, chat = update.effective_message, update.effective_chat
        if message is None or chat is None or message.text is None:
            return
        loop = asyncio.get_running_loop()
        texts, _ = await asyncio.gather(
            loop.run_in_executor(self._executor, self._answer, message.text, chat.id),
            _show_typing(context.bot, chat.id),
        )
        await self._send(context.bot, chat.id, texts)

    async def edited(self, update: Update, context: Context) -> None:
        """Ask for the question anew."""
        await self._say(update, context, self._messages.telegram_edited)

    async def unknown_command(self, update: Update, context: Context) -> None:
        """Point to the help."""
        await self._say(update, context, self._messages.telegram_unknown_command)

    async def not_text(self, update: Update, context: Context) -> None:
        """Ask for words: a sticker, a photo or a voice message came."""
        await self._say(update, context, self._messages.telegram_text_only)

    async def trouble(self, update: object, context: Context) -> None:
        """Log an error and excuse ourselves; its own text may quote the person, so it is not logged."""
        error = context.error
        if isinstance(error, Forbidden):  # the person has blocked the bot
            _log.info("a message was not delivered: %s", type(error).__name__)
            return
        trace = "".join(traceback.format_tb(error.__traceback__)) if error else ""
        _log.error("a message failed: %s\n%s", type(error).__name__, trace)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is not None and not isinstance(error, TelegramError):
            await self._send(context.bot, chat.id, render_text(self._messages.trouble))

    def _answer(self, text: str, chat: int) -> list[TelegramText]:
        return render_answer(self._assistant.ask(text, chat), self._messages)

    async def _say(self, update: Update, context: Context, text: str) -> None:
        if update.effective_chat is not None:
            await self._send(context.bot, update.effective_chat.id, render_text(text))

    async def _send(self, bot: Bot, chat: int, texts: Sequence[TelegramText]) -> None:
        await deliver(bot, chat, texts, self._send_attempts)


async def _show_typing(bot: Bot, chat: int) -> None:
    """Show that an answer is under way; a courtesy, so its failure is nothing."""
    with suppress(TelegramError, TimeoutError):
        async with asyncio.timeout(_TYPING_TIMEOUT):
            await bot.send_chat_action(chat, ChatAction.TYPING)
