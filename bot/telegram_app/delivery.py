"""Sends or edits one message: as HTML, else as plain text; and tells what a failure means."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.telegram_app.outgoing import Keyboard, Outgoing
from bot.telegram_app.pacing import ONCE

_log = logging.getLogger(__name__)
_PHOTO_NAME = "chart.png"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What Telegram says of what it knows no codes for; _GONE: that no message will ever reach a chat.
_SAME = ("message is not modified",)
_NOT_EDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NO_PICTURE = ("send photos", "send media", "send_photos", "send_media", "image_process_failed", "photo_invalid")
_GONE = ("chat not found", "user not found", "peer_id_invalid", "not enough rights to send", "chat_write_forbidden")


async def deliver(bot: ExtBot[Any], chat: int, outgoing: Outgoing, edited: int | None = None) -> int:
    """Send ``outgoing`` to ``chat`` once, or put it in the place of the message ``edited``; returns the message.

    Whatever Telegram finds wrong with the HTML or an address, the words are what matters, so they are then sent as they
    are. A message that cannot be edited any more is sent anew, and the caption alone of a picture that a chat does not
    take. Raises telegram.error.TelegramError.
    """
    try:
        return await _put(bot, chat, outgoing, edited, ParseMode.HTML)
    except BadRequest as error:
        if edited is not None and _says(error, _SAME):
            return edited  # it was put there before, and the word of it was lost
        if edited is not None and _says(error, _NOT_EDITABLE):
            return await deliver(bot, chat, outgoing)
        if outgoing.photo and _says(error, _NO_PICTURE):
            return await deliver(bot, chat, replace(outgoing, photo=b""))
        if is_gone(error):
            raise
        _log.warning("Telegram refused the HTML of a message; sent as plain text")  # its reason may quote the text
        return await _put(bot, chat, outgoing, edited, None)


def is_gone(error: TelegramError) -> bool:
    """Return whether ``error`` says that no message can reach its chat, now or later."""
    if isinstance(error, BadRequest):
        return _says(error, _GONE)
    return isinstance(error, Forbidden)


def is_refused(error: TelegramError) -> bool:
    """Return whether ``error`` says that this message can never be sent. BadRequest is a NetworkError in PTB."""
    return isinstance(error, BadRequest)


def successor(error: TelegramError) -> int | None:
    """Return the supergroup that the chat became, if that is what ``error`` says."""
    return error.new_chat_id if isinstance(error, ChatMigrated) else None


async def _put(
    bot: ExtBot[Any], chat: int, outgoing: Outgoing, edited: int | None, parse_mode: ParseMode | None
) -> int:
    text = outgoing.text.html if parse_mode else outgoing.text.plain
    # Only addresses can be refused: all else of a keyboard is ours.
    markup = _markup(outgoing.keyboard, with_addresses=parse_mode is not None)
    shared: dict[str, Any] = {"parse_mode": parse_mode, "reply_markup": markup, "rate_limit_args": ONCE}
    if edited is not None:
        await bot.edit_message_text(text, chat, edited, link_preview_options=_NO_PREVIEW, **shared)
        return edited
    if outgoing.reply_to:
        shared["reply_parameters"] = ReplyParameters(outgoing.reply_to, allow_sending_without_reply=True)
    if outgoing.photo:
        sent = await bot.send_photo(chat, outgoing.photo, caption=text, filename=_PHOTO_NAME, **shared)
    else:
        sent = await bot.send_message(chat, text, link_preview_options=_NO_PREVIEW, **shared)
    return sent.message_id


def _markup(keyboard: Keyboard, *, with_addresses: bool) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(one.label, url=one.url or None, callback_data=one.data or None) for one in row]
        for row in ([one for one in row if with_addresses or not one.url] for row in keyboard)
        if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _says(error: TelegramError, words: Sequence[str]) -> bool:
    return any(one in str(error).lower() for one in words)
