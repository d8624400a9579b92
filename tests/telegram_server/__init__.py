"""A Bot API server on the loopback interface that is as strict as Telegram's; nothing in it knows our bot.

A test is the people who use the bot, and reads what became of it::

    with TelegramServer(limits=Limits(), chaos=Chaos(seed=1, bad_gateway=0.1)) as server:
        …  # a bot with base_url=f"{server.url}/bot" and base_file_url=f"{server.url}/file/bot"
        lan = server.person("Lan")
        group = server.group("Tổ dân phố 5", lan, administrators=(server.person("Minh"),))
        lan.say("@hoidap_test_bot quỹ nào?", to=group)
        (answer,) = server.wait_for_sent(1)
        lan.press(answer, "Xem thêm")
        assert server.record.limits_exceeded == 0

What is taken and refused, and the words of it, follow core.telegram.org/bots/api (version 10) and the answers of
Telegram's own server. Not built: Markdown, business accounts, topics, payments, stickers, albums, channels.
"""

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
