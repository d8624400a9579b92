"""What is done only after its button was pressed by the admin who asked for it."""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext

from bot.render.telegram import render_text
from bot.telegram_app.access import sender_of
from bot.telegram_app.cards import Card
from bot.telegram_app.outgoing import Button, Keyboard
from bot.telegram_app.reception import Reception
from bot.telegram_app.records import Records

ADDING, REMOVING = "adding", "removing"
PRESS = re.compile(r"(yes|no):([A-Za-z0-9_-]{16})")

Context = CallbackContext[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to say of what was confirmed; not ``done``, it can be confirmed again."""

    text: str
    done: bool = True


class Confirming:
    """Asks, and does what the answer says. Its memory is the card of the question, so a restart forgets nothing."""

    def __init__(
        self,
        reception: Reception,
        records: Records,
        admins: Collection[int],
        deeds: Mapping[str, Callable[[Card], Awaitable[Outcome]]],
    ) -> None:
        """``deeds`` is what a confirmation does, by the kind of the card; to do it twice does no more than once."""
        self._reception = reception
        self._records = records
        self._admins = frozenset(admins)
        self._deeds = deeds
        self._messages = reception.messages
        self._dropped = {ADDING: self._messages.admin_add_dropped, REMOVING: self._messages.admin_remove_dropped}

    async def press(self, update: Update, context: Context) -> None:
        """Do what a button says, and put what came of it in the place of the question."""
        query = update.callback_query
        match = PRESS.fullmatch((query.data if query is not None else None) or "")
        if query is None or match is None:
            return
        card = await self._records.card(match[2])
        barred = self._barred(update, card)
        # The wheel on the button turns until it is answered, and what was confirmed may take a while.
        with suppress(TelegramError):
            await query.answer(barred)
        if card is None or barred is not None:
            return
        refusal = await self._reception.refusal(update)
        if refusal is not None:
            await self._reception.reply(update, render_text(refusal))
            return
        outcome = await self._deeds[card.kind](card) if match[1] == "yes" else Outcome(self._dropped[card.kind])
        message = query.message.message_id if outcome.done and query.message is not None else None
        await self._reception.reply(update, render_text(outcome.text), edits=message)
        if outcome.done:
            await self._records.spend(card)

    def _barred(self, update: Update, card: Card | None) -> str | None:
        """Return why a press does nothing."""
        chat, sender = update.effective_chat, sender_of(update)
        if card is None or chat is None or card.chat != chat.id or card.kind not in self._deeds:
            return self._messages.telegram_button_old
        if sender not in self._admins:
            return self._messages.telegram_button_old
        return self._messages.telegram_button_other if card.owner != sender else None


def confirmation(card: Card, yes: str, no: str) -> Keyboard:
    """Return the two buttons under the question of ``card``."""
    return ((Button(yes, f"yes:{card.token}"), Button(no, f"no:{card.token}")),)
