"""Sends messages so that they arrive: as HTML, else as plain text; again when the network fails."""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError

from bot.render.telegram import TelegramText

_log = logging.getLogger(__name__)
_FIRST_PAUSE = 1.0  # seconds; doubled after each failure
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def deliver(bot: Bot, chat: int, texts: Sequence[TelegramText], attempts: int) -> None:
    """Send ``texts`` to ``chat`` in order, each tried at most ``attempts`` times.

    Raises telegram.error.TelegramError when one cannot be sent.
    """
    for text in texts:
        try:
            await _send(bot, chat, text.html, ParseMode.HTML, attempts)
        except BadRequest as error:
            if "can't parse entities" not in str(error).lower():
                raise
            _log.warning("Telegram refused the HTML of a message (%s); sent as plain text", error)
            await _send(bot, chat, text.plain, None, attempts)


async def _send(bot: Bot, chat: int, text: str, parse_mode: ParseMode | None, attempts: int) -> None:
    """Send one message. A refusal (BadRequest, a NetworkError in PTB) is final; trouble on the way is not."""
    for attempt in range(1, attempts + 1):
        try:
            await bot.send_message(chat, text, parse_mode=parse_mode, link_preview_options=_NO_PREVIEW)
        except BadRequest:
            raise
        except NetworkError:
            if attempt == attempts:
                raise
            await asyncio.sleep(_FIRST_PAUSE * 2 ** (attempt - 1))
        else:
            return
