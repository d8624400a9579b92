"""The lists that people leaf through: articles, meetings, funds; and one article opened from a link."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext

from bot.app import Engine
from bot.filter_words import FilterWords, read_filter_words
from bot.render.as_json import VIETNAM_TIME
from bot.render.facts import FundRow
from bot.render.lists import ListRenderer, Row
from bot.render.passage import render_opening
from bot.render.sums import FEWEST_BARS, Chart, chart_of, with_amounts
from bot.render.telegram import render_text
from bot.telegram_app.cards import Card
from bot.telegram_app.keyboards import original_keyboard, page_keyboard
from bot.telegram_app.reception import Reception, card_for, words_after_command
from corpus.article import Article
from index.errors import FilterUnread

ARTICLES, MEETINGS, FUNDS = "articles", "meetings", "funds"
_ROWS = {ARTICLES: 8, MEETINGS: 5, FUNDS: 5}

Context = CallbackContext[Any, Any, Any, Any]


class Browser:
    """Shows lists page by page; reads them in ``executor``, so that the event loop stays free."""

    def __init__(self, engine: Engine, executor: Executor, reception: Reception) -> None:
        self._engine = engine
        self._executor = executor
        self._reception = reception
        self._messages = reception.messages
        self._drawing = asyncio.Lock()  # matplotlib draws one picture at a time

    async def articles(self, update: Update, context: Context) -> None:
        """List the articles, newest first."""
        await self._begin(update, ARTICLES)

    async def meetings(self, update: Update, context: Context) -> None:
        """List the meetings that articles report."""
        await self._begin(update, MEETINGS)

    async def funds(self, update: Update, context: Context) -> None:
        """List the sums that articles tell of funds."""
        await self._begin(update, FUNDS)

    async def open(self, update: Update, article_id: str) -> None:
        """Show one article: what it is, how it begins, where it stands."""
        if not await self._reception.admits(update):
            return
        article = await self._off_the_loop(lambda: self._engine.article(article_id))
        if article is None:
            await self._reception.reply(update, render_text(self._messages.telegram_article_unknown))
            return
        keyboard = original_keyboard(article.url, "", self._messages)
        await self._reception.reply(update, render_opening(article, self._messages), keyboard)

    async def turn_page(self, update: Update, card: Card, page: int) -> None:
        """Show another page in the place of the one whose button was pressed."""
        message = update.callback_query.message if update.callback_query is not None else None
        await self._show(update, card, page, message.message_id if message is not None else None)

    async def chart(self, update: Update, card: Card) -> str:
        """Send the sums of a list as a picture under it; returns the notice to show where that cannot be."""
        username = update.get_bot().username
        try:
            chart = await self._off_the_loop(lambda: chart_of(self._sums(card), card.words, username, self._messages))
        except FilterUnread:
            return self._messages.telegram_filter_unread
        if chart is None:
            return self._messages.telegram_chart_few
        async with self._drawing:
            photo = await asyncio.to_thread(_drawn, chart)  # and not in the executor: questions go on meanwhile
        await self._reception.reply(update, [chart.caption], photo=photo)
        return ""

    async def _begin(self, update: Update, kind: str) -> None:
        if await self._reception.admits(update):
            await self._show(update, card_for(update, kind, words_after_command(update.effective_message)), 0, None)

    async def _show(self, update: Update, card: Card, page: int, edits: int | None) -> None:
        renderer = ListRenderer(self._messages, update.get_bot().username)
        try:
            rows, drawable = await self._off_the_loop(lambda: self._rows(card, renderer))
        except FilterUnread:
            await self._reception.reply(update, render_text(self._messages.telegram_filter_unread))
            return
        if not rows:
            nothing = {MEETINGS: self._messages.meetings_none, FUNDS: self._messages.funds_none}
            text = nothing.get(card.kind, self._messages.telegram_articles_none)
            await self._reception.reply(update, render_text(text))
            return
        size = _ROWS[card.kind]
        pages = -(-len(rows) // size)
        page = min(page, pages - 1)
        heading = self._heading(card, len(rows), page, pages)
        texts = renderer.page(heading, rows[page * size : (page + 1) * size])
        keyboard = page_keyboard(card, page, pages, self._messages, chart=drawable)
        await self._reception.reply(update, texts, keyboard, None if edits else card, edits=edits)

    def _rows(self, card: Card, renderer: ListRenderer) -> tuple[Sequence[Row], bool]:
        """Return the rows of a list, and whether a chart can be drawn of them."""
        if card.kind == FUNDS:
            sums = self._sums(card)
            return [renderer.fund(row) for row in sums], len(with_amounts(sums)) >= FEWEST_BARS
        words = _filter_of(card)
        if card.kind == MEETINGS:
            met = self._engine.meetings(place=f"{words.fund} {words.place}".strip(), period=words.period)
            return [renderer.meeting(row) for row in met], False
        found = self._engine.articles(place=f"{words.fund} {words.place}".strip(), period=words.period)
        return [renderer.article(article) for article in sorted(found, key=_moment, reverse=True)], False

    def _sums(self, card: Card) -> Sequence[FundRow]:
        words = _filter_of(card)
        sums = self._engine.funds(place=words.place, period=words.period, fund=words.fund)
        if not sums and words.loose:
            sums = self._engine.funds(period=words.period, fund=words.place)
        return sums

    def _heading(self, card: Card, count: int, page: int, pages: int) -> str:
        headings = {MEETINGS: self._messages.telegram_meetings, FUNDS: self._messages.telegram_funds}
        heading = headings.get(card.kind, self._messages.telegram_articles).format(count=count)
        if card.words:
            heading += self._messages.list_filtered.format(words=card.words)
        return heading + (self._messages.list_page.format(page=page + 1, pages=pages) if pages > 1 else "")

    async def _off_the_loop(self, work: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _filter_of(card: Card) -> FilterWords:
    return read_filter_words(card.words, datetime.now(VIETNAM_TIME).date())


def _drawn(chart: Chart) -> bytes:
    """Return ``chart`` as a PNG."""
    from bot.render.chart import draw_chart  # noqa: PLC0415  (slow to import: only who draws waits for it)

    return draw_chart(chart)


def _moment(article: Article) -> float:
    return article.published.timestamp() if article.published else float("-inf")
