"""Inline mode: who writes «@bot question» in any chat is offered cited answers to send there."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackContext, ExtBot

from bot.render.inline import Offer, render_offers
from bot.telegram_app.metrics import Metrics, Outcome
from bot.telegram_app.pacing import ONCE
from bot.telegram_app.reception import Reception
from bot.telegram_app.thinking import Thinking
from index.errors import IndexUnreachable
from index.types import CHATTER

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_FEWEST_WORDS = 2
_PRIVATE_CHAT = "inline"
# Seconds that Telegram may give the same offers for the same words. An article that was removed is gone after them.
_KEPT = 10

Context = CallbackContext[Any, Any, Any, Any]


class Inline:
    """Answers inline queries. Telegram sends one at each pause in writing; only the last in ``pause`` seconds counts.

    Nothing of them is kept: an answer that comes late is of no use, so that none is made up for after a restart.
    """

    def __init__(
        self,
        bot: ExtBot[Any],
        thinking: Thinking,
        reception: Reception,
        *,
        metrics: Metrics,
        pause: float,
        is_personal: bool,
    ) -> None:
        self._bot = bot
        self._thinking = thinking
        self._reception = reception
        self._messages = reception.messages
        self._metrics = metrics
        self._pause = pause
        self._is_personal = is_personal
        self._newest: dict[int, str] = {}

    async def offer(self, update: Update, context: Context) -> None:
        """Offer what answers the words of a query, or say under which button to find help."""
        query = update.inline_query
        if query is None:
            return
        self._newest[query.from_user.id] = query.id
        await asyncio.sleep(self._pause)
        try:
            if self._is_newest(query):
                await self._answer(update, query)
        finally:
            if self._is_newest(query):
                del self._newest[query.from_user.id]

    async def _answer(self, update: Update, query: InlineQuery) -> None:
        words = query.query.split()
        if len(words) < _FEWEST_WORDS:
            await self._send(query, [], self._messages.inline_hint)
            return
        if await self._reception.refusal(update) is not None:
            self._metrics.asked(Outcome.REFUSED)
            await self._send(query, [], self._messages.inline_refused)
            return
        try:
            answer = await self._thinking.quote(" ".join(words))
        except IndexUnreachable as fault:
            _log.error("an inline query was not answered: %s", fault)
            await self._send(query, [], self._messages.inline_unreachable)
            return
        if not self._is_newest(query):
            return
        offers = render_offers(answer, self._messages, self._bot.username)
        is_question = answer.question.answer_type not in CHATTER
        button = "" if offers else self._messages.inline_none if is_question else self._messages.inline_hint
        await self._send(query, offers, button, kept=_KEPT)

    async def _send(self, query: InlineQuery, offers: Sequence[Offer], button: str, kept: int = 0) -> None:
        """Send ``offers``, or a ``button`` that leads to the private chat, once: what is late is not wanted."""
        try:
            try:
                await self._put(query, offers, button, kept, ParseMode.HTML)
            except BadRequest as error:
                if "query" in str(error).lower():  # too old: its writer has gone on, or away
                    raise
                _log.warning("Telegram refused the HTML of an inline answer; sent as plain text")
                await self._put(query, offers, button, kept, None)
        except TelegramError as error:
            _log.info("an inline query was not answered (%s)", type(error).__name__)

    async def _put(
        self, query: InlineQuery, offers: Sequence[Offer], button: str, kept: int, parse_mode: ParseMode | None
    ) -> None:
        results = [
            InlineQueryResultArticle(
                id=str(number),
                title=offer.title,
                description=offer.description,
                input_message_content=InputTextMessageContent(
                    offer.text.html if parse_mode else offer.text.plain,
                    parse_mode=parse_mode,
                    link_preview_options=_NO_PREVIEW,
                ),
            )
            for number, offer in enumerate(offers)
        ]
        await self._bot.answer_inline_query(
            query.id,
            results,
            cache_time=kept,
            is_personal=self._is_personal,
            button=InlineQueryResultsButton(button, start_parameter=_PRIVATE_CHAT) if button else None,
            rate_limit_args=ONCE,
        )

    def _is_newest(self, query: InlineQuery) -> bool:
        return self._newest.get(query.from_user.id) == query.id
