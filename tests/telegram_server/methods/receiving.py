"""How the bot gets its updates: getUpdates, and the webhook."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from tests.telegram_server.errors import ApiError, DisconnectError, bad
from tests.telegram_server.parameters import Parameters
from tests.telegram_server.state import State, Webhook
from tests.telegram_server.updates import Update

_LONGEST_POLL = 50  # seconds
_RIVAL = "terminated by other getUpdates request; make sure that only one bot instance is running"
_SET_WEBHOOK = "terminated by setWebhook request"
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(state: State, parameters: Parameters) -> list[Update]:
    """https://core.telegram.org/bots/api#getupdates: long polling, one poller at a time."""
    limit = parameters.integer("limit", 100, 1, 100)
    with state.changes:
        deadline = state.now + parameters.integer("timeout", 0, 0, _LONGEST_POLL)
        if state.webhook.url:
            raise _conflict(_WEBHOOK_ACTIVE)
        state.poll += 1
        mine = state.poll
        _allow(state, parameters)
        state.queue.seek(parameters.integer("offset"))
        state.changes.tell()
    await state.changes.until(lambda: bool(state.queue.pending) or not _still_mine(state, mine), deadline)
    with state.changes:
        if state.closed or not state.reachable:
            raise DisconnectError
        if state.webhook.url:
            raise _conflict(_SET_WEBHOOK)
        if state.poll != mine:
            raise _conflict(_RIVAL)
        return state.queue.take(limit, state.now)


def set_webhook(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#setwebhook; plain HTTP is taken on the loopback interface alone."""
    url = parameters.text("url")
    if not url:
        return delete_webhook(state, parameters)
    parts = urlsplit(url)
    loopback = parts.hostname in {"127.0.0.1", "localhost"}
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise bad("invalid webhook URL specified")
    if parts.scheme != "https" and not loopback:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in {80, 88, 443, 8443} and not loopback:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = parameters.text("secret_token")
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    _allow(state, parameters)
    if parameters.flag("drop_pending_updates"):
        state.queue.clear()
    state.webhook = Webhook(url, secret, parameters.integer("max_connections", 40, 1, 100))
    return True


def delete_webhook(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook."""
    state.webhook = Webhook()
    if parameters.flag("drop_pending_updates"):
        state.queue.clear()
    return True


def get_webhook_info(state: State, parameters: Parameters) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getwebhookinfo."""
    webhook = state.webhook
    shown: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.queue.pending),
    }
    if webhook.url:
        shown |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
    if webhook.last_error_date:
        shown |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error_message}
    if state.queue.allowed is not None:
        shown["allowed_updates"] = sorted(state.queue.allowed)
    return shown


METHODS: dict[str, Callable[[State, Parameters], Any]] = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}


def _allow(state: State, parameters: Parameters) -> None:
    kinds = parameters.parsed("allowed_updates", "allowed updates")
    if isinstance(kinds, list):
        state.queue.allow(str(kind).lower() for kind in kinds)


def _still_mine(state: State, mine: int) -> bool:
    return state.reachable and not state.closed and state.poll == mine and not state.webhook.url


def _conflict(words: str) -> ApiError:
    return ApiError(HTTPStatus.CONFLICT, f"Conflict: {words}")
