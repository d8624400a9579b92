"""The methods of the Bot API, each with the checks and the words of Telegram's server."""

from collections.abc import Callable
from typing import Any

from tests.telegram_server.methods import chats, media, messages, profile, queries, receiving
from tests.telegram_server.parameters import Parameters
from tests.telegram_server.state import State

Method = Callable[[State, Parameters], Any]

METHODS: dict[str, Method] = {
    **receiving.METHODS,
    **messages.METHODS,
    **media.METHODS,
    **queries.METHODS,
    **chats.METHODS,
    **profile.METHODS,
}

__all__ = ["METHODS", "Method"]
