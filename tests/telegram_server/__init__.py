"""A Bot API server on the loopback interface that is as strict as Telegram's; nothing in it knows our bot."""

from tests.telegram_server.clock import ManualClock
from tests.telegram_server.errors import ApiError
from tests.telegram_server.faults import Chaos, Fault
from tests.telegram_server.limits import Limits
from tests.telegram_server.people import Group, Person
from tests.telegram_server.record import Call, Record, Refusal, Sent
from tests.telegram_server.server import TelegramServer

__all__ = [
    "ApiError",
    "Call",
    "Chaos",
    "Fault",
    "Group",
    "Limits",
    "ManualClock",
    "Person",
    "Record",
    "Refusal",
    "Sent",
    "TelegramServer",
]
