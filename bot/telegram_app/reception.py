"""Takes messages in and gives answers out: who is let in, where an answer belongs, under whose name it is kept."""

from collections.abc import Hashable, Sequence

from telegram import Message, Update
from telegram.constants import ChatType

from bot.messages import Messages
from bot.render.telegram import TelegramText, render_text
from bot.telegram_app.access import Gate, sender_of
from bot.telegram_app.cards import Card
from bot.telegram_app.outbox import Outbox
from bot.telegram_app.outgoing import Keyboard, Outgoing
from bot.telegram_app.tallies import Tally
from index.types import Citation


class Reception:
    """What every handler needs to answer: the gate and the outbox."""

    def __init__(self, gate: Gate, outbox: Outbox, messages: Messages) -> None:
        self._gate = gate
        self._outbox = outbox
        self.messages = messages

    async def refusal(self, update: Update) -> str | None:
        """Return what to say instead of an answer, None when there may be one; see Gate."""
        return await self._gate.refusal(update)

    def serves(self, update: Update) -> bool:
        """Return whether the sender is among those served, whatever was asked before."""
        return self._gate.serves(update)

    async def admits(self, update: Update) -> bool:
        """Return whether ``update`` may be answered; if not, its sender is told."""
        refusal = await self._gate.refusal(update)
        if refusal is not None:
            await self.reply(update, render_text(refusal))
        return refusal is None

    async def say(self, update: Update, text: str) -> None:
        """Answer with a plain ``text``, if there may be an answer."""
        if await self.admits(update):
            await self.reply(update, render_text(text))

    async def reply(
        self,
        update: Update,
        texts: Sequence[TelegramText],
        keyboard: Keyboard = (),
        card: Card | None = None,
        *,
        edits: int | None = None,
        answers: bool = False,
        tally: Tally | None = None,
        asks: str = "",
        photo: bytes = b"",
    ) -> None:
        """Send ``texts``, the last with ``keyboard``, the first under ``photo``, and be done with the update.

        In a group they are a reply to the message. What ``answers`` a question is remembered as its answer, and takes
        the place of an earlier one when the question was edited; with ``edits``, that message of ours is changed.
        ``tally`` is how the answer counts in the statistics. The next reply to what ``asks`` is a reason for the card
        of that token.
        """
        chat, message = update.effective_chat, update.effective_message
        if chat is None:
            return
        number = message.message_id if message is not None else None
        is_reply = (
            chat.type != ChatType.PRIVATE or update.edited_message is not None or update.callback_query is not None
        )
        outgoing = [
            Outgoing(
                text,
                keyboard if position == len(texts) - 1 else (),
                reply_to=number if is_reply and position == 0 else None,
                edits=edits if position == 0 else None,
                question=number if answers else None,
                asker=sender_of(update) if answers or asks else None,
                asks=asks,
                photo=photo if position == 0 else b"",
                replaces=answers and update.edited_message is not None and len(texts) == 1,
            )
            for position, text in enumerate(texts)
        ]
        await self._outbox.answer(update.update_id, chat.id, outgoing, card=card, tally=tally)


def card_for(
    update: Update,
    kind: str,
    words: str = "",
    citations: Sequence[Citation] = (),
    further: Sequence[Citation] = (),
) -> Card:
    """Return a new card of the sender's."""
    chat = update.effective_chat.id if update.effective_chat is not None else 0
    return Card.new(chat, sender_of(update), kind, words, citations, further=further)


def conversation_of(update: Update) -> Hashable:
    """Return the conversation that a message belongs to.

    In a group everybody has one of their own: people ask there across each other, and "còn năm 2020?" means what its
    writer asked before. Who replies to an answer, their own or another's, goes on from there.
    """
    return conversation_with(update, sender_of(update))


def conversation_with(update: Update, asker: int) -> Hashable:
    """Return the conversation of ``asker`` in the chat of a message."""
    chat = update.effective_chat
    if chat is None or chat.type == ChatType.PRIVATE:
        return chat.id if chat is not None else None
    return chat.id, asker


def words_after_command(message: Message | None) -> str:
    """Return what stands after the command of a message."""
    _, _, words = ((message.text if message is not None else None) or "").strip().partition(" ")
    return " ".join(words.split())
