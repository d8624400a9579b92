"""Updates come in order until they are confirmed, as the documentation of getUpdates says."""

import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.telegram_server import Fault, ManualClock, Person, TelegramServer
from tests.telegram_server.calling import Caller


def beside(work: Callable[[], Any]) -> Callable[[], Any]:
    """Start ``work`` in a thread; the function returned waits for what it brings."""
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()

    def result() -> Any:
        thread.join(10)
        return results[0]

    return result


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def test_a_token_must_be_known(caller: Caller) -> None:
    assert caller("getMe")["username"] == "hoidap_test_bot"
    assert caller.refusal("getMe", token="1:x") == "401 Unauthorized"
    assert caller.refusal("getMe", token="x") == "404 Not Found"
    assert caller.refusal("getMee") == "404 Not Found: method not found"


def test_parameters_come_in_the_address_a_form_or_json(server: TelegramServer, client: httpx.Client) -> None:
    server.say("chào")
    address = f"{server.url}/bot{server.token}/sendMessage"
    assert client.get(address, params={"chat_id": 7, "text": "a"}).json()["ok"]
    assert client.post(address, json={"chat_id": 7, "text": "b", "reply_parameters": {"message_id": 1}}).json()["ok"]
    assert client.post(address.lower(), data={"chat_id": "7", "text": "c"}).json()["ok"]
    assert client.post(address, content="{", headers={"Content-Type": "application/json"}).status_code == 400
    assert [sent.text for sent in server.state.sent] == ["a", "b", "c"]


def test_updates_come_until_they_are_confirmed(server: TelegramServer, caller: Caller) -> None:
    server.say("một")
    server.say("hai")
    first, second = caller("getUpdates")
    assert texts([first, second]) == ["một", "hai"]
    assert caller("getUpdates", offset=second["update_id"]) == [second]
    assert caller("getUpdates", offset=second["update_id"] + 1) == []


def test_a_negative_offset_forgets_all_but_the_last(server: TelegramServer, caller: Caller) -> None:
    for text in ("một", "hai", "ba"):
        server.say(text)
    assert texts(caller("getUpdates", offset=-2)) == ["hai", "ba"]
    assert texts(caller("getUpdates")) == ["hai", "ba"]


def test_no_more_come_than_were_asked_for(server: TelegramServer, caller: Caller) -> None:
    for number in range(101):
        server.say(str(number))
    assert len(caller("getUpdates")) == 100
    assert len(caller("getUpdates", limit=1000)) == 100
    assert texts(caller("getUpdates", limit=1)) == ["0"]


def test_updates_are_kept_for_a_day(timed: TelegramServer, timed_caller: Caller, clock: ManualClock) -> None:
    timed.say("một")
    clock.advance(23 * 3600)
    timed.say("hai")
    assert texts(timed_caller("getUpdates")) == ["một", "hai"]
    clock.advance(3600)
    assert texts(timed_caller("getUpdates")) == ["hai"]


def test_updates_are_of_the_kinds_allowed_when_they_came(server: TelegramServer, caller: Caller) -> None:
    number = server.say("một")
    (before,) = caller("getUpdates", allowed_updates=["edited_message"])
    assert texts([before]) == ["một"]
    server.say("hai")
    server.edit(number, "ba")
    (update,) = caller("getUpdates", offset=before["update_id"] + 1)
    assert update["edited_message"]["text"] == "ba"
    caller("getUpdates", offset=update["update_id"] + 1, allowed_updates=[])
    server.say("bốn")
    assert texts(caller("getUpdates")) == ["bốn"]


def test_a_long_poll_waits_for_an_update(server: TelegramServer, caller: Caller) -> None:
    found = beside(lambda: caller("getUpdates", timeout=20))
    server.wait_until(lambda: server.state.poll == 1, "a poller")
    server.say("một")
    assert texts(found()) == ["một"]


def test_a_long_poll_ends_when_its_time_is_up(timed: TelegramServer, timed_caller: Caller, clock: ManualClock) -> None:
    found = beside(lambda: timed_caller("getUpdates", timeout=20))
    timed.wait_until(lambda: timed.state.poll == 1, "a poller")
    clock.advance(20)
    assert found() == []


def test_a_second_poller_ends_the_first(server: TelegramServer, caller: Caller) -> None:
    found = beside(lambda: caller.refusal("getUpdates", timeout=20))
    server.wait_until(lambda: server.state.poll == 1, "the first poller")
    assert caller("getUpdates") == []
    assert found().startswith("409 Conflict: terminated by other getUpdates request; make sure that only one bot")


def test_ids_may_leave_gaps(server: TelegramServer, caller: Caller) -> None:
    server.say("một")
    server.skip_updates(50)
    server.say("hai")
    first, second = caller("getUpdates")
    assert second["update_id"] == first["update_id"] + 51


def test_a_cut_line_ends_a_long_poll(server: TelegramServer, caller: Caller) -> None:
    def poll() -> str:
        with pytest.raises(httpx.TransportError) as caught:
            caller("getUpdates", timeout=20)
        return type(caught.value).__name__

    ended = beside(poll)
    server.wait_until(lambda: server.state.poll == 1, "a poller")
    server.cut()
    assert ended() in {"ReadError", "RemoteProtocolError"}
    server.mend()
    assert caller("getMe")


def test_the_record_tells_what_became_of_each_call(server: TelegramServer, caller: Caller, lan: Person) -> None:
    server.fail("sendMessage", Fault(502, "Bad Gateway"), Fault(502, "Bad Gateway", after=True))
    for _ in range(3):
        caller.answer("sendMessage", chat_id=lan.id, text="a")
    caller.refusal("sendMessage", chat_id=lan.id, text="")
    outcomes = [(call.code, call.effect) for call in server.record.calls]
    assert outcomes == [(502, False), (502, True), (200, True), (400, False)]
    assert server.calls("sendmessage") == 4
    assert len(server.state.sent) == 2
