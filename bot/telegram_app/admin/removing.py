"""/xoabai: finds the article that is meant, shows it, and takes it out once that is confirmed."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext

from bot.app import Engine
from bot.render.source import source_line
from bot.render.telegram import render_text
from bot.telegram_app.admin.confirming import REMOVING, Outcome, confirmation
from bot.telegram_app.admin.upkeep import Upkeep
from bot.telegram_app.cards import Card
from bot.telegram_app.reception import Reception, card_for, words_after_command
from corpus.article import Article
from corpus.errors import CorpusFault
from index.errors import IndexFault
from index.vietnamese.tokens import spellings

_log = logging.getLogger(__name__)
_SHOWN = 8  # articles that the words could mean

Context = CallbackContext[Any, Any, Any, Any]


class Removing:
    """Looks articles up in ``executor``, where questions are answered as well."""

    def __init__(self, engine: Engine, executor: Executor, upkeep: Upkeep, reception: Reception) -> None:
        self._engine = engine
        self._executor = executor
        self._upkeep = upkeep
        self._reception = reception
        self._messages = reception.messages

    async def command(self, update: Update, context: Context) -> None:
        """Show the article that the words after the command name, and ask whether to remove it."""
        if not await self._reception.admits(update):
            return
        words = words_after_command(update.effective_message)
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._executor, self._meant, words) if words else ()
        if len(found) != 1:
            await self._reception.reply(update, render_text(self._which(words, found)))
            return
        article = found[0]
        card = card_for(update, REMOVING, article.id)
        text = self._messages.admin_remove_question.format(source=source_line(article, self._messages), id=article.id)
        keyboard = confirmation(card, self._messages.button_remove, self._messages.button_keep)
        await self._reception.reply(update, render_text(text), keyboard, card)

    async def confirmed(self, card: Card) -> Outcome:
        """Take the article of ``card`` out of the corpus and the index."""
        try:
            there = await self._upkeep.remove(card.words)
        except (CorpusFault, IndexFault) as fault:
            _log.warning("%s: not removed: %s", card.words, fault)
            return Outcome(self._messages.admin_remove_failed, done=False)
        text = self._messages.admin_removed if there else self._messages.admin_remove_gone
        return Outcome(text.format(id=card.words))

    def _meant(self, words: str) -> Sequence[Article]:
        """Return the article of this id, else those whose titles hold all the words, with or without accents."""
        article = self._engine.article(words)
        if article is not None:
            return (article,)
        wanted = set(spellings(words)[1])
        return [one for one in self._engine.articles() if wanted and wanted <= set(spellings(one.title)[1])]

    def _which(self, words: str, found: Sequence[Article]) -> str:
        """Return what to say when the words mean no article, or several."""
        if not words:
            return self._messages.admin_remove_usage
        if not found:
            return self._messages.admin_remove_unknown
        lines = [
            self._messages.admin_remove_choice.format(source=source_line(one, self._messages), id=one.id)
            for one in found[:_SHOWN]
        ]
        return "\n\n".join([self._messages.admin_remove_several.format(count=len(found)), *lines])
