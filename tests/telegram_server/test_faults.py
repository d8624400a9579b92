"""Faults come as they were set, or by chance from a seed; each is counted."""

from collections import Counter

import httpx
import pytest

from tests.telegram_server import Chaos, Fault, ManualClock, Person, TelegramServer
from tests.telegram_server.calling import Caller


def outcome(caller: Caller, method: str = "sendMessage") -> int:
    """Return the status of a call, 0 when the connection was cut."""
    try:
        answer = caller.answer(method, chat_id=7, text="a")
    except httpx.TransportError:
        return 0
    return 200 if answer["ok"] else int(answer["error_code"])


def test_faults_come_as_set_and_once(server: TelegramServer, caller: Caller) -> None:
    server.fail("getMe", Fault(429, "Too Many Requests: retry after 3", retry_after=3), Fault(0))
    assert caller.answer("getMe")["parameters"] == {"retry_after": 3}
    with pytest.raises(httpx.TransportError):
        caller("getMe")
    assert caller("getMe")
    assert server.record.faults == {"set": 2}


def test_a_connection_is_cut_before_or_after_the_call_took_effect(
    server: TelegramServer, caller: Caller, lan: Person
) -> None:
    server.fail("sendMessage", Fault(0), Fault(0, after=True))
    assert outcome(caller) == 0
    assert len(server.state.sent) == 0
    assert outcome(caller) == 0
    assert len(server.state.sent) == 1


def test_an_update_whose_answer_was_lost_comes_again(server: TelegramServer, caller: Caller, lan: Person) -> None:
    server.fail("getUpdates", Fault(0, after=True))
    assert outcome(caller, "getUpdates") == 0
    assert len(caller("getUpdates")) == 1


def test_an_answer_comes_late(timed: TelegramServer, timed_caller: Caller, clock: ManualClock) -> None:
    timed.say("chào")
    timed.fail("sendMessage", Fault(200, delay=5))
    with pytest.raises(httpx.ReadTimeout), httpx.Client(trust_env=False, timeout=0.05) as hasty:
        Caller(timed, hasty)("sendMessage", chat_id=7, text="a")
    assert [sent.text for sent in timed.state.sent] == ["a"]
    clock.advance(5)
    timed.wait_until(lambda: timed.record.calls[0].code == 200, "the late answer")


@pytest.mark.parametrize(
    ("chaos", "code", "effect"),
    [
        (Chaos(flood=1), 429, False),
        (Chaos(internal=1), 500, False),
        (Chaos(bad_gateway=1), 502, False),
        (Chaos(reset_before=1), 0, False),
        (Chaos(reset_after=1), 0, True),
        (Chaos(slow=1, slow_seconds=(0, 0.01)), 200, True),
        (Chaos(stall=1, slow_seconds=(0, 0.01)), 0, False),
    ],
)
def test_each_kind_of_chance_has_its_outcome(
    server: TelegramServer, caller: Caller, chaos: Chaos, code: int, effect: bool
) -> None:
    server.say("chào")
    server.unleash(chaos)
    assert outcome(caller) == code
    assert len(server.state.sent) == int(effect)
    assert outcome(caller, "getMe") == 200
    server.unleash(None)
    assert sum(server.record.faults.values()) == 1


def test_a_flood_closes_the_chat_for_a_while(timed: TelegramServer, timed_caller: Caller, clock: ManualClock) -> None:
    timed.say("chào")
    timed.unleash(Chaos(flood=1, flood_seconds=(3, 3)))
    assert outcome(timed_caller) == 429
    timed.unleash(None)
    assert timed_caller.answer("sendMessage", chat_id=7, text="a")["parameters"] == {"retry_after": 3}
    clock.advance(3)
    assert outcome(timed_caller) == 200
    assert [refusal.limit for refusal in timed.record.refusals] == ["injected", "early"]
    assert timed.record.limits_exceeded == 1


def test_chance_is_the_same_from_the_same_seed(server: TelegramServer, caller: Caller, lan: Person) -> None:
    chaos = Chaos(seed=5, internal=0.2, bad_gateway=0.2, reset_after=0.1)
    runs = []
    for _ in range(2):
        server.unleash(chaos)
        runs.append([outcome(caller) for _ in range(60)])
    assert runs[0] == runs[1]
    counts = Counter(runs[0])
    assert {0, 200, 500, 502} == set(counts)
    assert counts[200] == 60 - sum(server.record.faults.values()) // 2


def test_more_than_every_call_cannot_fail() -> None:
    with pytest.raises(ValueError, match="more than every call"):
        Chaos(flood=0.6, internal=0.6)


def test_updates_come_twice_and_leave_gaps(server: TelegramServer, caller: Caller) -> None:
    server.unleash(Chaos(seed=1, duplicate=0.5, gap=0.5))
    for number in range(20):
        server.say(str(number))
    offset, seen = 0, []
    while updates := caller("getUpdates", offset=offset, limit=3):
        seen += [update["update_id"] for update in updates]
        offset = updates[-1]["update_id"] + 1
    times = Counter(seen)
    assert len(times) == 20
    assert sum(count - 1 for count in times.values()) == server.record.faults["duplicate"] > 0
    assert server.record.faults["gap"] > 0
    assert max(times) - min(times) > 20
    assert server.state.updates == []


def test_a_message_is_held_until_it_is_released(server: TelegramServer, caller: Caller, lan: Person) -> None:
    server.hold(7)
    with pytest.raises(httpx.ReadTimeout), httpx.Client(trust_env=False, timeout=0.05) as hasty:
        Caller(server, hasty)("sendMessage", chat_id=7, text="a")
    assert server.state.sent == []
    server.release(7)
    assert server.wait_for_sent(1)
