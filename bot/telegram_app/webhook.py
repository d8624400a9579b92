"""The other way in: Telegram brings the messages, and is told that one has arrived once it is on the disk."""

import asyncio
import hmac
import json
import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import SecretStr
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.errors import OperatorFault
from bot.sections import TelegramSettings, WebhookSettings
from bot.settings import WEBHOOK_SECRET_VARIABLE
from bot.telegram_app.inbox import Inbox
from bot.telegram_app.polling import ALLOWED_UPDATES, Watch, token_refused
from bot.telegram_app.web import Reply, Route, WebServer

_log = logging.getLogger(__name__)
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_PORTS = (443, 80, 88, 8443)  # to which Telegram connects
_SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds between attempts to set the webhook
_UNDER_WAY = 5.0  # seconds for requests that are under way when the server closes


def check_webhook(settings: TelegramSettings, secret: SecretStr) -> None:
    """Raise OperatorFault when Telegram would not take the webhook of ``settings`` or its secret.

    A Bot API server of one's own, in the local mode, takes any address.
    """
    url = settings.webhook.url
    if url is None:
        return
    if not _SECRET_FORM.fullmatch(secret.get_secret_value()):
        raise OperatorFault(
            f"{WEBHOOK_SECRET_VARIABLE}: must be 1 to 256 of A-Z, a-z, 0-9, _ and -; "
            "or leave it unset, and one is made from the token"
        )
    if settings.base_url is None and url.scheme != "https":
        raise OperatorFault(f"telegram.webhook.url = {url}: Telegram calls only https; put a proxy with TLS before it")
    if settings.base_url is None and url.port not in _PORTS:
        ports = ", ".join(map(str, _PORTS))
        raise OperatorFault(f"telegram.webhook.url = {url}: Telegram calls only the ports {ports}; name one of them")


class Webhook:
    """Takes updates in over HTTP, and watches whether Telegram still brings them here."""

    def __init__(self, settings: WebhookSettings, secret: SecretStr, inbox: Inbox, bot: ExtBot[Any], watch: Watch):
        self._url = str(settings.url)
        self._check_seconds = settings.check_seconds
        self._secret = secret
        self._inbox = inbox
        self._bot = bot
        self._watch = watch
        self._watching: asyncio.Task[None] | None = None
        self._last_error = 0
        path = settings.path or (settings.url.path if settings.url is not None else None) or "/"
        routes = [Route("POST", path, self._take), Route("GET", "/health", watch.report)]
        self._server = WebServer("telegram.webhook", settings.listen, settings.port, routes)

    async def open(self) -> None:
        """Listen, and tell Telegram where; tried until it answers. Raises OperatorFault when it refuses."""
        self._server.open()
        _log.debug("listening for Telegram at port %d", self._server.port)
        await self._announce()
        self._watching = asyncio.create_task(self._keep_watch())

    async def close(self) -> None:
        """Take nothing more in. Telegram keeps what comes now until the next start, so the webhook stays set."""
        if self._watching is not None:
            self._watching.cancel()
        await self._server.close(_UNDER_WAY)

    async def _take(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Take in one update."""
        given = headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.get_secret_value().encode()):
            return Reply(HTTPStatus.FORBIDDEN, "not from Telegram")
        try:
            values = json.loads(body)
            known = isinstance(values, dict) and isinstance(values["update_id"], int)
        except (ValueError, KeyError, RecursionError):
            known = False
        if not known:
            return Reply(HTTPStatus.BAD_REQUEST, "no update")
        self._watch.responded(HTTPStatus.OK)
        try:
            update = Update.de_json(values, self._bot)
        except Exception as error:  # whatever PTB raises at what it does not understand: it never will, so it is let go
            _log.error("an update was not understood: %s", type(error).__name__)
            return Reply(HTTPStatus.OK)
        try:
            await self._inbox.put(update)
        except TelegramError:  # it could not be kept, and the store has told of it; Telegram brings it again
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, "cannot be kept")
        return Reply(HTTPStatus.OK)

    async def _announce(self) -> None:
        pause = _PAUSE
        while True:
            try:
                await self._bot.set_webhook(
                    self._url, allowed_updates=ALLOWED_UPDATES, secret_token=self._secret.get_secret_value()
                )
            except BadRequest as error:  # a NetworkError in PTB, though it is an answer
                raise OperatorFault(f"telegram.webhook.url = {self._url}: Telegram refuses it ({error})") from None
            except NetworkError:
                self._watch.unreachable()
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, 2 * pause)
            else:
                self._watch.responded(HTTPStatus.OK)
                return

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(self._check_seconds)
            try:
                await self._check()
            except InvalidToken:
                self._watch.give_up(token_refused())
            except NetworkError:
                self._watch.unreachable()
            except TelegramError as error:
                _log.debug("the webhook was not looked at: %s", type(error).__name__)

    async def _check(self) -> None:
        """Ask Telegram where it brings the messages, and what went wrong with that."""
        info = await self._bot.get_webhook_info()
        self._watch.responded(HTTPStatus.OK)
        if info.url != self._url:
            now = f"its messages go to {info.url}" if info.url else "its webhook was taken away"
            self._watch.give_up(
                OperatorFault(
                    f"telegram.webhook.url = {self._url}: another program uses this bot ({now}); "
                    "stop it, or make a bot of your own with @BotFather"
                )
            )
        failed = info.last_error_date.timestamp() if info.last_error_date is not None else 0
        if failed > self._last_error:
            self._last_error = int(failed)
            _log.warning(
                "Telegram could not bring a message to %s (%s); %d wait there",
                self._url,
                info.last_error_message,
                info.pending_update_count,
            )
