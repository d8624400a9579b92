"""Sends one message: as HTML, else as plain text; and tells what a failure means."""

import logging
from typing import Any

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.render.telegram import TelegramText
from bot.telegram_app.pacing import ONCE

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What Telegram says when no message will ever reach a chat; it knows no codes for it.
_GONE = ("chat not found", "user not found", "peer_id_invalid", "not enough rights to send", "chat_write_forbidden")


async def deliver(bot: ExtBot[Any], chat: int, text: TelegramText) -> None:
    """Send ``text`` to ``chat`` once; raises telegram.error.TelegramError.

    Whatever Telegram finds wrong with the HTML, the words are what matters, so they are then sent as they are.
    """
    try:
        await _send(bot, chat, text.html, ParseMode.HTML)
    except BadRequest as error:
        if is_gone(error):
            raise
        _log.warning("Telegram refused the HTML of a message; sent as plain text")  # its reason may quote the text
        await _send(bot, chat, text.plain, None)


def is_gone(error: TelegramError) -> bool:
    """Return whether ``error`` says that no message can reach its chat, now or later."""
    if isinstance(error, BadRequest):
        return any(words in str(error).lower() for words in _GONE)
    return isinstance(error, Forbidden)


def is_refused(error: TelegramError) -> bool:
    """Return whether ``error`` says that this message can never be sent. BadRequest is a NetworkError in PTB."""
    return isinstance(error, BadRequest)


def successor(error: TelegramError) -> int | None:
    """Return the supergroup that the chat became, if that is what ``error`` says."""
    return error.new_chat_id if isinstance(error, ChatMigrated) else None


async def _send(bot: ExtBot[Any], chat: int, text: str, parse_mode: ParseMode | None) -> None:
    await bot.send_message(
        chat,
        text,
        parse_mode=parse_mode,
        link_preview_options=_NO_PREVIEW,
        rate_limit_args=ONCE,
    )
