"""The loopback server refuses what Telegram refuses, in Telegram's words."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram_server import Fault, TelegramServer
from tests.telegram_server.entities import EntityError, parse_html, units


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


def post(server: TelegramServer, method: str, token: str = "", **parameters: Any) -> dict[str, Any]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    address = f"{server.url}/bot{token or server.token}/{method}"
    try:
        with opener.open(address, data=urlencode(parameters).encode(), timeout=20) as response:
            return dict(json.load(response))
    except urllib.error.HTTPError as error:
        body = dict(json.load(error))
        assert body["error_code"] == error.code
        return body


def refusal(server: TelegramServer, method: str, **parameters: Any) -> tuple[int, str]:
    body = post(server, method, **parameters)
    assert body["ok"] is False
    return body["error_code"], body["description"]


def test_a_token_must_be_known(server: TelegramServer) -> None:
    assert post(server, "getMe")["result"]["username"] == "hoidap_test_bot"
    assert refusal(server, "getMe", token="1:x") == (401, "Unauthorized")
    assert refusal(server, "getMe", token="x") == (404, "Not Found")
    assert refusal(server, "getMee") == (404, "Not Found: method not found")


def test_updates_come_until_they_are_confirmed(server: TelegramServer) -> None:
    server.say("một")
    server.say("hai")
    first, second = post(server, "getUpdates")["result"]
    assert [update["message"]["text"] for update in (first, second)] == ["một", "hai"]
    assert post(server, "getUpdates", offset=second["update_id"])["result"] == [second]
    assert post(server, "getUpdates", offset=second["update_id"] + 1)["result"] == []


def test_updates_are_of_the_kinds_allowed_when_they_came(server: TelegramServer) -> None:
    number = server.say("một")
    (before,) = post(server, "getUpdates", allowed_updates='["edited_message"]')["result"]
    assert before["message"]["text"] == "một"
    server.say("hai")
    server.edit(number, "ba")
    (update,) = post(server, "getUpdates", offset=before["update_id"] + 1)["result"]
    assert update["edited_message"]["text"] == "ba"


def test_a_long_poll_waits_for_an_update(server: TelegramServer) -> None:
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.extend(post(server, "getUpdates", timeout=20)["result"]))
    thread.start()
    server.wait_for_call("getUpdates")
    server.say("một")
    thread.join(10)
    assert [update["message"]["text"] for update in found] == ["một"]


def test_a_second_poller_ends_the_first(server: TelegramServer) -> None:
    found: list[tuple[int, str]] = []
    thread = threading.Thread(target=lambda: found.append(refusal(server, "getUpdates", timeout=20)))
    thread.start()
    server.wait_for_call("getUpdates")
    server.wait_until(lambda: server.state.poll == 1, "the first poller")
    assert post(server, "getUpdates")["ok"]
    thread.join(10)
    assert found[0][0] == 409
    assert found[0][1].startswith("Conflict: terminated by other getUpdates request")


@pytest.mark.parametrize(
    ("text", "parsed", "error"),
    [
        ("a &lt;b&gt; &amp; &#x1F600; &nbsp; > <b>c</b>", "a <b> & 😀 &nbsp; > c", None),
        ("<x>a</x>", None, 'Unsupported start tag "x" at byte offset 0'),
        ("ạ<x>", None, 'Unsupported start tag "x" at byte offset 3'),
        ("a < b", None, 'Unsupported start tag "" at byte offset 2'),
        ("a <b", None, "Unclosed start tag at byte offset 2"),
        ("a < b>", None, 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", None, 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", None, "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", None, 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", None, "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", None, 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_is_read_as_telegram_reads_it(text: str, parsed: str | None, error: str | None) -> None:
    if error is None:
        assert parse_html(text)[0] == parsed
        return
    with pytest.raises(EntityError) as caught:
        parse_html(text)
    assert str(caught.value) == error


def test_entities_are_measured_in_utf16() -> None:
    source = '😀<blockquote expandable>a😀</blockquote> <a href="https://x.example/?a=1&amp;b=2">b</a>'
    text, entities = parse_html(source)
    assert text == "😀a😀 b"
    assert entities == [
        {"type": "expandable_blockquote", "offset": 2, "length": 3},
        {"type": "text_link", "offset": 6, "length": 1, "url": "https://x.example/?a=1&b=2"},
    ]


@given(st.text(alphabet="<>/ab&;= \"'ạ😀", max_size=30))
def test_any_html_is_parsed_or_refused(text: str) -> None:
    try:
        parsed, entities = parse_html(text)
    except EntityError:
        return
    assert all(entity["offset"] + entity["length"] <= units(parsed) for entity in entities)


def test_a_message_is_checked(server: TelegramServer) -> None:
    server.say("chào")
    assert refusal(server, "sendMessage", chat_id=99, text="a") == (400, "Bad Request: chat not found")
    assert refusal(server, "sendMessage", text="a") == (400, "Bad Request: chat_id is empty")
    assert refusal(server, "sendMessage", chat_id=7, text=" \n") == (400, "Bad Request: message text is empty")
    long = "😀" * 2049
    assert refusal(server, "sendMessage", chat_id=7, text=long) == (400, "Bad Request: message is too long")
    assert post(server, "sendMessage", chat_id=7, text=long[1:])["ok"]
    code, words = refusal(server, "sendMessage", chat_id=7, text="<x>", parse_mode="HTML")
    assert (code, words.startswith("Bad Request: can't parse entities: Unsupported")) == (400, True)
    server.state.blocked.add(7)
    assert refusal(server, "sendMessage", chat_id=7, text="a")[0] == 403


def test_actions_and_commands_are_checked(server: TelegramServer) -> None:
    server.say("chào")
    assert post(server, "sendChatAction", chat_id=7, action="typing")["result"] is True
    assert refusal(server, "sendChatAction", chat_id=7, action="dance")[0] == 400
    assert refusal(server, "setMyCommands", commands='[{"command": "Xoá", "description": "d"}]')[0] == 400
    assert refusal(server, "setMyCommands", commands='[{"command": "xoa", "description": ""}]')[0] == 400


def test_faults_come_as_set_and_once(server: TelegramServer) -> None:
    server.fail("getMe", Fault(429, "Too Many Requests: retry after 3", retry_after=3), Fault(0))
    assert post(server, "getMe")["parameters"] == {"retry_after": 3}
    with pytest.raises((urllib.error.URLError, OSError)):
        post(server, "getMe")
    assert post(server, "getMe")["ok"]


def test_a_cut_line_ends_a_long_poll(server: TelegramServer) -> None:
    ended = threading.Event()

    def poll() -> None:
        with pytest.raises((urllib.error.URLError, OSError)):
            post(server, "getUpdates", timeout=20)
        ended.set()

    thread = threading.Thread(target=poll)
    thread.start()
    server.wait_for_call("getUpdates")
    server.cut()
    assert ended.wait(10)
    server.mend()
    assert post(server, "getMe")["ok"]
    thread.join(5)
