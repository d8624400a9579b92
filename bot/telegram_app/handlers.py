"""What the bot does with each kind of message: questions here, commands and buttons in modules of their own."""

import logging
import time
import traceback
from collections.abc import Callable
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.conversation import Thread
from bot.render.telegram import render_answer, render_text
from bot.telegram_app.access import sender_of
from bot.telegram_app.browsing import Browser
from bot.telegram_app.buttons import Buttons
from bot.telegram_app.cards import ANSWER
from bot.telegram_app.commands import Commands
from bot.telegram_app.groups import Addressed, question_in
from bot.telegram_app.inline import Inline
from bot.telegram_app.keyboards import answer_keyboard
from bot.telegram_app.meanwhile import drafting, typing
from bot.telegram_app.metrics import Metrics, Outcome
from bot.telegram_app.reception import Reception, card_for, conversation_of, conversation_with
from bot.telegram_app.records import Records
from bot.telegram_app.store import StoreFault
from bot.telegram_app.tallies import tally_of
from bot.telegram_app.thinking import Thinking
from index.errors import IndexUnreachable
from index.types import CHATTER, Answer

_log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
TelegramApplication = Application[Any, Any, Any, Any, Any, Any]


class Desk:
    """Answers questions; what a language model writes is shown while it grows, ``draft_seconds`` apart at least."""

    def __init__(
        self,
        thinking: Thinking,
        reception: Reception,
        records: Records,
        *,
        draft_seconds: float,
        metrics: Metrics,
        keep_texts: bool,
        alarm: Callable[[BaseException], None],
    ) -> None:
        self._thinking = thinking
        self._reception = reception
        self._records = records
        self._messages = reception.messages
        self._draft_seconds = draft_seconds
        self._metrics = metrics
        self._keep_texts = keep_texts
        self._alarm = alarm

    async def question(self, update: Update, context: Context) -> None:
        """Answer a question; one that was edited, anew."""
        message, chat = update.effective_message, update.effective_chat
        if message is None or chat is None or message.text is None:
            return
        if await self._is_reason(update, message):
            return
        if not await self._reception.admits(update):
            self._metrics.asked(Outcome.REFUSED)
            return
        text = question_in(message)
        begun = time.monotonic()
        async with typing(context.bot, chat.id), drafting(context.bot, message, pause=self._draft_seconds) as show:
            thread = await self._thread(update, message)
            answer = await self._thinking.ask(text, conversation_of(update), message.message_id, thread, show)
        await self._answer(update, answer, text, time.monotonic() - begun)

    async def _is_reason(self, update: Update, message: Message) -> bool:
        """Keep a reply to the question why an answer was not good, and say thanks; False when it is no such reply."""
        prompt = message.reply_to_message
        if prompt is None or not self._keep_texts or not self._reception.serves(update):
            return False
        sender, words = sender_of(update), message.text or ""
        if not await self._records.take_words(message.chat.id, sender, prompt.message_id, message.message_id, words):
            return False
        await self._reception.reply(update, render_text(self._messages.telegram_thanks_reason))
        return True

    async def not_text(self, update: Update, context: Context) -> None:
        """Ask for words: a sticker, a photo or a voice message came."""
        await self._reception.say(update, self._messages.telegram_text_only)

    async def trouble(self, update: object, context: Context) -> None:
        """Log an error and excuse ourselves; its own text may quote the person, so it is not logged."""
        error = context.error
        if isinstance(error, IndexUnreachable):
            _log.error("a question was not answered: %s", error)
        else:
            trace = "".join(traceback.format_tb(error.__traceback__)) if error else ""
            _log.error("a message failed: %s\n%s", type(error).__name__, trace)
        self._metrics.failed(type(error).__name__)
        if error is not None and not isinstance(error, StoreFault):
            self._alarm(error)
        if isinstance(update, Update) and not isinstance(error, StoreFault):
            outage = isinstance(error, IndexUnreachable)
            await self._reception.reply(
                update, render_text(self._messages.unreachable if outage else self._messages.trouble)
            )

    async def _thread(self, update: Update, message: Message) -> Thread | None:
        """Return the turn that a reply to an answer continues; None for any other message."""
        replied = message.reply_to_message
        known = await self._records.answered_by(message.chat.id, replied.message_id) if replied else None
        return (conversation_with(update, known[1]), known[0]) if known else None

    async def _answer(self, update: Update, answer: Answer, text: str, seconds: float) -> None:
        texts = render_answer(answer, self._messages)
        if answer.question.answer_type in CHATTER:
            await self._reception.reply(update, texts, answers=True)
            return
        card = card_for(update, ANSWER, text if self._keep_texts else "", answer.citations, answer.further)
        keyboard = answer_keyboard(card, answer.citations, self._messages)
        tally = tally_of(answer, seconds)
        await self._reception.reply(update, texts, keyboard, card, answers=True, tally=tally)


def register(
    application: TelegramApplication,
    desk: Desk,
    commands: Commands,
    browser: Browser,
    buttons: Buttons,
    *,
    inline: Inline,
) -> None:
    """Add the handlers: private chats, in groups what is addressed to the bot, and inline mode anywhere."""
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    asked = filters.TEXT & ~filters.COMMAND & (private | (groups & Addressed()))
    named = {
        "start": commands.start,
        "help": commands.help,
        "nguon": commands.sources,
        "baiviet": browser.articles,
        "hoinghi": browser.meetings,
        "quy": browser.funds,
        "xoa": commands.forget,
        "gioithieu": commands.about,
    }
    application.add_handlers(
        [
            *(CommandHandler(name, answer, (private | groups) & new) for name, answer in named.items()),
            MessageHandler(private & new & filters.COMMAND, commands.unknown),
            MessageHandler((new | edited) & asked, desk.question),
            MessageHandler(private & new & ~filters.StatusUpdate.ALL & ~filters.TEXT, desk.not_text),
            CallbackQueryHandler(buttons.press),
            InlineQueryHandler(inline.offer),
        ]
    )
    application.add_error_handler(desk.trouble)
