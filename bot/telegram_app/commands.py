"""What the bot does with commands: introduces itself, shows the sources of the last answer, forgets."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext

from bot.app import Engine
from bot.conversation import Assistant
from bot.render.lists import article_of_payload
from bot.render.telegram import render_sources, render_text
from bot.telegram_app.access import sender_of
from bot.telegram_app.browsing import Browser
from bot.telegram_app.buttons import citations_of
from bot.telegram_app.cards import ANSWER
from bot.telegram_app.keyboards import answer_keyboard
from bot.telegram_app.reception import Reception, card_for, conversation_of, words_after_command
from bot.telegram_app.records import Records

Context = CallbackContext[Any, Any, Any, Any]


class Commands:
    """Answers the commands that are no lists."""

    def __init__(
        self,
        assistant: Assistant,
        engine: Engine,
        executor: Executor,
        *,
        reception: Reception,
        records: Records,
        browser: Browser,
        examples: Sequence[str],
    ) -> None:
        self._assistant = assistant
        self._engine = engine
        self._executor = executor
        self._reception = reception
        self._records = records
        self._browser = browser
        self._examples = tuple(examples)
        self._messages = reception.messages

    async def start(self, update: Update, context: Context) -> None:
        """Say what the bot does, with example questions; or open the article that a link names."""
        article_id = article_of_payload(words_after_command(update.effective_message))
        if article_id is not None:
            await self._browser.open(update, article_id)
            return
        lines = [self._messages.telegram_start]
        if self._examples:
            lines += ["", self._messages.telegram_examples]
            lines += [self._messages.example_line.format(question=question) for question in self._examples]
        await self._reception.say(update, "\n".join(lines))

    async def help(self, update: Update, context: Context) -> None:
        """Say how to use it."""
        await self._reception.say(update, self._messages.telegram_help)

    async def about(self, update: Update, context: Context) -> None:
        """Say who is behind the answers, and what is kept."""
        await self._reception.say(update, self._messages.telegram_about)

    async def sources(self, update: Update, context: Context) -> None:
        """Show the sources of the last answer, from the articles as they stand."""
        if not await self._reception.admits(update) or update.effective_chat is None:
            return
        last = await self._records.last_answer(update.effective_chat.id, sender_of(update))
        loop = asyncio.get_running_loop()
        citations = await loop.run_in_executor(self._executor, citations_of, last.sources, self._engine) if last else ()
        if not citations:
            await self._reception.reply(update, render_text(self._messages.telegram_no_sources))
            return
        card = card_for(update, ANSWER, citations=citations)
        keyboard = answer_keyboard(card, citations, self._messages, judged=False)
        await self._reception.reply(update, render_sources(citations, self._messages), keyboard, card)

    async def forget(self, update: Update, context: Context) -> None:
        """Forget the conversation, and what is stored of it."""
        if not await self._reception.admits(update) or update.effective_chat is None:
            return
        self._assistant.forget(conversation_of(update))
        await self._records.erase(update.effective_chat.id, sender_of(update))
        await self._reception.reply(update, render_text(self._messages.telegram_forgotten))

    async def unknown(self, update: Update, context: Context) -> None:
        """Point to the help."""
        await self._reception.say(update, self._messages.telegram_unknown_command)
