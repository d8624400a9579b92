"""A document or a link from an admin: read, shown, and put into the corpus once that is confirmed."""

import asyncio
import logging
import re
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

from telegram import Document, Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext

from bot.app import App
from bot.messages import Messages
from bot.render.passage import opening_of
from bot.render.source import day
from bot.render.telegram import Piece, TelegramText, pack, plain_text, render_text
from bot.telegram_app.admin.confirming import ADDING, Outcome, confirmation
from bot.telegram_app.admin.upkeep import Upkeep
from bot.telegram_app.cards import Card
from bot.telegram_app.reception import Reception, card_for
from corpus.article import Article, parse_article, render_article
from corpus.errors import CorpusFault
from index.errors import IndexFault

_log = logging.getLogger(__name__)
_MEGABYTE = 1_000_000
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60  # characters, of four bytes at most, where a name has 255
_LONGEST_TITLE = 500

Context = CallbackContext[Any, Any, Any, Any]


class Unfit(Exception):
    """What was sent becomes no article; its text is the sentence that says why."""


class Adding:
    """Reads what admins send; nothing of it is kept but the card of its preview until it is confirmed."""

    def __init__(self, app: App, upkeep: Upkeep, reception: Reception) -> None:
        self._app = app
        self._upkeep = upkeep
        self._reception = reception
        self._messages = app.messages
        self._megabytes = app.settings.telegram.upload_megabytes

    async def document(self, update: Update, context: Context) -> None:
        """Show the article in a file that was sent."""
        message = update.effective_message
        if message is None or message.document is None or not await self._reception.admits(update):
            return
        try:
            article = await self._read(message.document)
        except Unfit as unfit:
            await self._reception.reply(update, render_text(str(unfit)))
        else:
            await self._preview(update, article)

    async def link(self, update: Update, context: Context) -> None:
        """Show the article at an address that was sent."""
        message = update.effective_message
        if message is None or message.text is None or not await self._reception.admits(update):
            return
        try:
            article = await asyncio.to_thread(self._app.parts.import_link, message.text.strip())
        except CorpusFault as fault:
            _log.info("a link became no article: %s", fault)
            await self._reception.reply(update, render_text(self._messages.admin_link_unread))
        else:
            await self._preview(update, article)

    async def confirmed(self, card: Card) -> Outcome:
        """Put the article of ``card`` into the corpus and the index."""
        article = parse_article(card.words, Path(f"{card.token}.md"))
        try:
            await self._upkeep.add(article)
        except (CorpusFault, IndexFault) as fault:
            _log.warning("%s: not added: %s", article.id, fault)
            return Outcome(self._messages.admin_add_failed, done=False)
        return Outcome(self._messages.admin_added.format(title=article.title))

    async def _read(self, document: Document) -> Article:
        """Return the article in ``document``; raises Unfit."""
        kinds = await asyncio.to_thread(self._app.parts.page_kinds)
        name = safe_name(document.file_name or "")
        if PurePosixPath(name).suffix not in kinds:
            raise Unfit(self._messages.admin_upload_kind.format(kinds=", ".join(kinds)))
        too_large = Unfit(self._messages.admin_upload_large.format(megabytes=self._megabytes))
        if (document.file_size or 0) > self._megabytes * _MEGABYTE:
            raise too_large
        try:
            data = await (await document.get_file()).download_as_bytearray()
        except TelegramError as error:
            _log.info("a document was not downloaded: %s", type(error).__name__)
            raise Unfit(self._messages.admin_upload_failed) from error
        if len(data) > self._megabytes * _MEGABYTE:
            raise too_large
        try:
            return await asyncio.to_thread(self._import, name, data)
        except CorpusFault as fault:
            _log.info("a document became no article: %s", fault)
            raise Unfit(self._messages.admin_upload_unread) from fault

    def _import(self, name: str, data: bytearray) -> Article:
        with tempfile.TemporaryDirectory(prefix="hoidap-") as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            return self._app.parts.import_page(path, None, None)

    async def _preview(self, update: Update, article: Article) -> None:
        try:
            kept = await asyncio.to_thread(self._app.parts.kept_article, self._app.settings, article.id)
        except CorpusFault as fault:
            _log.warning("the corpus could not be searched: %s", fault)
            kept = None  # writing it tells what is the matter
        if kept is not None:
            known = self._messages.admin_duplicate if kept.body == article.body else self._messages.admin_namesake
            await self._reception.reply(update, render_text(known.format(title=kept.title, id=kept.id)))
            return
        card = card_for(update, ADDING, render_article(article))
        keyboard = confirmation(card, self._messages.button_add, self._messages.button_drop)
        await self._reception.reply(update, render_preview(article, self._messages), keyboard, card)


def render_preview(article: Article, messages: Messages) -> list[TelegramText]:
    """Return what an article is and how it begins, with the question whether to add it."""
    title = plain_text(article.title)[:_LONGEST_TITLE]
    details = messages.admin_preview_details.format(
        published=day(article.published) or messages.admin_unknown,
        publisher=article.publisher or messages.admin_unknown,
    )
    return pack(
        [
            (
                Piece(f"{messages.admin_preview}\n\n"),
                Piece(title, bold=((0, len(title)),)),
                Piece(f"\n{details}\n\n"),
                Piece(opening_of(article)),
                Piece(f"\n\n{messages.admin_preview_question}"),
            )
        ]
    )


def safe_name(name: str) -> str:
    """Return the last part of a file name that anybody may have made up, with nothing in it that a path could mean."""
    last = _UNSAFE.sub("_", normalize("NFC", re.split(r"[/\\]", name)[-1]))
    stem, dot, suffix = last.rpartition(".")
    kept = (stem or suffix).strip("._-")[:_LONGEST_NAME] or "_"
    return f"{kept}.{suffix.lower()}" if dot and stem else kept
