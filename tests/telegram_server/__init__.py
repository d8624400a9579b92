"""A Bot API server on the loopback interface that is as strict as Telegram's; nothing in it knows our bot."""

from tests.telegram_server.api import ApiError
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.state import Fault, Sent

__all__ = ["ApiError", "Fault", "Sent", "TelegramServer"]
