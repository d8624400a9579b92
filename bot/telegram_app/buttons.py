"""What the bot does when one of its buttons is pressed."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext

from bot.app import Engine
from bot.render.passage import render_passage
from bot.render.telegram import render_further, render_text
from bot.telegram_app.access import sender_of
from bot.telegram_app.browsing import FUNDS, Browser
from bot.telegram_app.cards import ANSWER, Card, Source
from bot.telegram_app.keyboards import (
    BAD,
    CHART,
    FURTHER_AT_ONCE,
    GOOD,
    MORE,
    PAGE,
    REASONS,
    WHY,
    Press,
    further_keyboard,
    original_keyboard,
    read_press,
    reason_keyboard,
)
from bot.telegram_app.reception import Reception
from bot.telegram_app.records import Records
from corpus.article import Article
from index.types import Citation

_NOTICE = 200  # characters, Telegram's limit


class Buttons:
    """Shows passages, charts and pages to those whose buttons they are, and keeps what they think of an answer."""

    def __init__(
        self,
        engine: Engine,
        executor: Executor,
        reception: Reception,
        records: Records,
        browser: Browser,
        *,
        keep_texts: bool,
    ) -> None:
        self._keep_texts = keep_texts
        self._engine = engine
        self._executor = executor
        self._reception = reception
        self._records = records
        self._browser = browser
        self._messages = reception.messages

    async def press(self, update: Update, context: CallbackContext) -> None:  # type: ignore[type-arg]
        """Do what a button says, and tell whoever pressed it when it cannot be done."""
        query = update.callback_query
        if query is None:
            return
        notice = await self._pressed(update, read_press(query.data))
        # The wheel on the button turns until it is answered; a press that is too old for that is served all the same.
        with suppress(TelegramError):
            await query.answer(notice[:_NOTICE] or None)

    async def _pressed(self, update: Update, press: Press | None) -> str:
        """Serve a press; returns the notice to show, empty for none."""
        card = await self._records.card(press.token) if press else None
        chat = update.effective_chat
        if press is None or card is None or chat is None or card.chat != chat.id or not _fits(press, card):
            return self._messages.telegram_button_old
        if card.owner != sender_of(update):
            return self._messages.telegram_button_other
        if press.verb in {GOOD, BAD}:
            return await self._judge(update, card, press.verb == GOOD)
        if press.verb == WHY:
            return await self._reason(update, card, press.number)
        refusal = await self._reception.refusal(update)
        return await self._served(update, card, press) if refusal is None else refusal

    async def _served(self, update: Update, card: Card, press: Press) -> str:
        if press.verb == PAGE:
            await self._browser.turn_page(update, card, press.number)
            return ""
        if press.verb == CHART:
            return await self._browser.chart(update, card)
        if press.verb == MORE:
            return await self._show_further(update, card, press.number)
        source = next((one for one in (*card.sources, *card.further) if one.n == press.number), None)
        return await self._show(update, source) if source else self._messages.telegram_button_old

    async def _judge(self, update: Update, card: Card, good: bool) -> str:
        if not self._reception.serves(update):
            return self._messages.telegram_stranger
        if not await self._records.judge(update.update_id, card, good, time.time()):
            return self._messages.telegram_feedback_withdrawn
        if good:
            return self._messages.telegram_thanks_good
        texts = render_text(self._messages.telegram_reason_which)
        await self._reception.reply(update, texts, reason_keyboard(card, self._messages))
        return self._messages.telegram_thanks_bad

    async def _reason(self, update: Update, card: Card, number: int) -> str:
        if not self._reception.serves(update):
            return self._messages.telegram_stranger
        if number >= len(REASONS):
            return self._messages.telegram_button_old
        kept = await self._records.give_reason(update.update_id, card, REASONS[number], time.time())
        if kept is None:
            return self._messages.telegram_button_old
        # Words that would not be kept are not asked for.
        if kept and REASONS[number] == "other" and self._keep_texts:
            await self._reception.reply(update, render_text(self._messages.telegram_reason_words), asks=card.token)
        return self._messages.telegram_thanks_reason if kept else self._messages.telegram_reason_withdrawn

    async def _show_further(self, update: Update, card: Card, shown: int) -> str:
        """Show the next pieces of further evidence, as far as the articles still say so."""
        pieces = card.further[shown : shown + FURTHER_AT_ONCE]
        if not pieces:
            return self._messages.telegram_button_old
        loop = asyncio.get_running_loop()
        citations = await loop.run_in_executor(self._executor, citations_of, pieces, self._engine)
        if not citations:
            return self._messages.telegram_source_changed
        shown += len(pieces)
        texts = render_further(citations, self._messages, last=shown >= len(card.further))
        await self._reception.reply(update, texts, further_keyboard(card, shown, citations, self._messages))
        return ""

    async def _show(self, update: Update, source: Source) -> str:
        loop = asyncio.get_running_loop()
        article = await loop.run_in_executor(self._executor, self._engine.article, source.article_id)
        if article is None or not source.stands_in(article.body):
            return self._messages.telegram_source_changed
        citation = citation_of(source, article)
        keyboard = original_keyboard(article.url, citation.quote, self._messages)
        await self._reception.reply(update, render_passage(citation, article, self._messages), keyboard)
        return ""


def _fits(press: Press, card: Card) -> bool:
    """Return whether a button of ``card`` can have been pressed: lists have pages, funds a chart, answers all else."""
    if press.verb == CHART:
        return card.kind == FUNDS
    return (press.verb == PAGE) is (card.kind != ANSWER)


def citations_of(sources: Sequence[Source], engine: Engine) -> tuple[Citation, ...]:
    """Return the citations that ``sources`` were made of, those whose articles still hold them."""
    articles = {source.article_id: engine.article(source.article_id) for source in sources}
    found = ((source, articles[source.article_id]) for source in sources)
    return tuple(citation_of(one, article) for one, article in found if article and one.stands_in(article.body))


def citation_of(source: Source, article: Article) -> Citation:
    """Return the citation that ``source`` was made of, from the article as it stands in the index."""
    return Citation(
        n=source.n,
        article_id=article.id,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        author=article.author,
        url=article.url,
        quote=article.body[source.start : source.end],
        start=source.start,
        end=source.end,
        answers=source.spans,
    )
