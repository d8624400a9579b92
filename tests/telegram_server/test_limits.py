"""How often the bot may write is enforced when it is asked for, by the server's clock, and counted."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.telegram_server import Limits, ManualClock, TelegramServer
from tests.telegram_server.calling import Caller

Send = Callable[..., int]


@pytest.fixture
def strict(clock: ManualClock, request: pytest.FixtureRequest) -> Iterator[TelegramServer]:
    with TelegramServer(limits=getattr(request, "param", Limits()), clock=clock) as running:
        yield running


@pytest.fixture
def send(strict: TelegramServer, client: httpx.Client) -> Send:
    """Return how many seconds the bot must wait, 0 when its message was taken."""

    def send_to(chat_id: int, method: str = "sendMessage", **parameters: object) -> int:
        values: dict[str, Any] = {"chat_id": chat_id, "text": "a"} | parameters
        answer = Caller(strict, client).answer(method, **values)
        if answer["ok"]:
            return 0
        wait = int(answer["parameters"]["retry_after"])
        assert answer["description"] == f"Too Many Requests: retry after {wait}"
        return wait

    return send_to


def test_a_chat_takes_one_message_a_second(strict: TelegramServer, send: Send, clock: ManualClock) -> None:
    strict.say("chào")
    strict.say("chào", chat_id=8)
    assert (send(7), send(8), send(7)) == (0, 0, 1)
    clock.advance(0.5)
    assert send(7) == 1
    clock.advance(0.5)
    assert send(7) == 0
    assert [refusal.limit for refusal in strict.record.refusals] == ["chat", "early"]
    assert strict.record.limits_exceeded == 2
    assert len(strict.state.sent) == 3


@pytest.mark.parametrize("strict", [Limits(chat_burst=3)], indirect=True)
def test_a_short_burst_may_be_allowed(strict: TelegramServer, send: Send, clock: ManualClock) -> None:
    strict.say("chào")
    assert [send(7) for _ in range(4)] == [0, 0, 0, 1]
    clock.advance(1)
    assert [send(7) for _ in range(2)] == [0, 1]


def test_all_chats_take_thirty_messages_a_second(strict: TelegramServer, send: Send, clock: ManualClock) -> None:
    for number in range(1, 33):
        strict.say("chào", chat_id=number)
    assert [send(number) for number in range(1, 32)] == [0] * 30 + [1]
    assert send(32) == 1
    clock.advance(1)
    assert send(31) == 0
    assert [refusal.limit for refusal in strict.record.refusals] == ["overall", "early"]


def test_a_group_takes_twenty_messages_a_minute(strict: TelegramServer, send: Send, clock: ManualClock) -> None:
    lan = strict.person("Lan")
    lan.start()
    group = strict.group("Tổ", lan)
    for _ in range(20):
        assert (send(group.id), send(lan.id)) == (0, 0)
        clock.advance(1)
    assert (send(group.id), send(lan.id)) == (40, 0)
    clock.advance(40)
    assert send(group.id) == 0
    assert [refusal.limit for refusal in strict.record.refusals] == ["group"]


def test_edits_count_and_actions_do_not(strict: TelegramServer, send: Send, clock: ManualClock) -> None:
    strict.say("chào")
    assert send(7) == 0
    number = strict.state.sent[0].message_id
    assert send(7, "sendChatAction", action="typing") == 0
    assert send(7, "editMessageText", message_id=number, text="b") == 1
    clock.advance(1)
    assert send(7, "editMessageText", message_id=number, text="b") == 0


def test_a_refused_request_is_not_counted(strict: TelegramServer, send: Send, client: httpx.Client) -> None:
    strict.say("chào")
    Caller(strict, client).refusal("sendMessage", chat_id=7, text="<x>", parse_mode="HTML")
    assert send(7) == 0


def test_a_little_haste_is_forgiven(strict: TelegramServer, send: Send, clock: ManualClock) -> None:
    strict.say("chào")
    assert send(7) == 0
    clock.advance(0.96)
    assert send(7) == 0


def test_there_are_no_limits_unless_asked_for(server: TelegramServer, caller: Caller) -> None:
    server.say("chào")
    for _ in range(40):
        caller("sendMessage", chat_id=7, text="a")
    assert server.record.limits_exceeded == 0
