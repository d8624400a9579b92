"""A webhook is checked, and gets updates with its secret, in order, again when it fails."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from tests.telegram_server import Chaos, TelegramServer
from tests.telegram_server.calling import Caller
from tests.telegram_server.test_updates import beside, texts


class Hook(ThreadingHTTPServer):
    """Takes what is posted to it; answers with ``codes``, then with 200."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.codes: list[int] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/telegram"


class _Handler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.updates.append(json.loads(body))
        self.server.secrets.append(self.headers["X-Telegram-Bot-Api-Secret-Token"])
        self.send_response(self.server.codes.pop(0) if self.server.codes else 200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer(webhook_pause=0.01) as running:
        yield running


@pytest.fixture
def caller(server: TelegramServer, client: httpx.Client) -> Caller:
    return Caller(server, client)


def test_updates_are_posted_with_the_secret(server: TelegramServer, caller: Caller, hook: Hook) -> None:
    server.say("một")
    assert caller("setWebhook", url=hook.url, secret_token="bi-mat_1") is True
    server.say("hai")
    server.wait_until_fetched()
    assert texts(hook.updates) == ["một", "hai"]
    assert hook.secrets == ["bi-mat_1"] * 2
    info = caller("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook.url, 0, 40)
    assert "last_error_message" not in info


def test_a_failed_update_comes_again_and_holds_up_its_chat_alone(
    server: TelegramServer, caller: Caller, hook: Hook
) -> None:
    hook.codes = [500, 503]
    caller("setWebhook", url=hook.url)
    server.say("một")
    server.say("hai")
    server.wait_until_fetched()
    assert texts(hook.updates) == ["một", "một", "một", "hai"]
    assert [delivery.code for delivery in server.record.deliveries] == [500, 503, 200, 200]
    assert caller("getWebhookInfo")["last_error_message"] == "Wrong response from the webhook: 503"


def test_an_update_may_come_twice(server: TelegramServer, caller: Caller, hook: Hook) -> None:
    server.unleash(Chaos(duplicate=1))
    caller("setWebhook", url=hook.url)
    server.say("một")
    server.wait_until(lambda: len(hook.updates) == 2 and not server.state.updates, "the update twice")
    assert hook.updates[0] == hook.updates[1]


def test_a_webhook_out_of_reach_is_told_of(server: TelegramServer, caller: Caller) -> None:
    caller("setWebhook", url="http://127.0.0.1:9/")
    server.say("một")
    server.wait_until(lambda: len(server.record.deliveries) > 1, "two attempts")
    info = caller("getWebhookInfo")
    assert info["pending_update_count"] == 1
    assert info["last_error_message"] == "Connection refused"
    assert caller("deleteWebhook", drop_pending_updates=True) is True
    assert caller("getWebhookInfo")["pending_update_count"] == 0


def test_there_is_no_polling_beside_a_webhook(server: TelegramServer, caller: Caller, hook: Hook) -> None:
    found = beside(lambda: caller.refusal("getUpdates", timeout=20))
    server.wait_until(lambda: server.state.poll == 1, "a poller")
    caller("setWebhook", url=hook.url, allowed_updates=["message"])
    assert found() == "409 Conflict: terminated by setWebhook request"
    assert caller.refusal("getUpdates").startswith("409 Conflict: can't use getUpdates method while webhook is active")
    assert caller("getWebhookInfo")["allowed_updates"] == ["message"]
    caller("deleteWebhook")
    assert caller("getUpdates") == []


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "không"}, "invalid webhook URL specified"),
        ({"url": "http://bao.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://bao.example:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://bao.example/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://bao.example/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
def test_a_webhook_is_checked(caller: Caller, parameters: dict[str, Any], words: str) -> None:
    assert caller.refusal("setWebhook", **parameters) == f"400 Bad Request: {words}"
