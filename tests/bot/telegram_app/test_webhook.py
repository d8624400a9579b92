"""Messages that Telegram brings: taken only from Telegram, acknowledged once they are kept, answered as any others."""

import json
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.app import App
from bot.errors import OperatorFault
from bot.settings import Secrets
from bot.telegram_app.polling import ALLOWED_UPDATES
from bot.telegram_app.webhook import check_webhook
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import log_of, running, texts, with_telegram
from tests.telegram_server import Chaos, Fault, TelegramServer

SECRET = "bi-mat_cua-toi"


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer(webhook_pause=0.05) as running:
        yield running


@pytest.fixture(autouse=True)
def own_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", SECRET)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def hooked(app: App) -> App:
    port = free_port()
    return with_telegram(app, webhook={"url": f"http://127.0.0.1:{port}/goi-toi", "port": port})


def address(app: App, path: str = "") -> str:
    url = str(app.settings.telegram.webhook.url)
    return url if not path else url.rsplit("/", 1)[0] + path


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=20) as client:
        yield client


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for what the server cannot tell of, since it is not called then."""
    deadline = time.monotonic() + 15
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def update(number: int = 1, text: str = "ai hỏi đấy") -> dict[str, Any]:
    chat = {"id": 7, "type": "private", "first_name": "Lan"}
    sender = {"id": 7, "is_bot": False, "first_name": "Lan"}
    message = {"message_id": 900 + number, "date": 1_700_000_000, "chat": chat, "from": sender, "text": text}
    return {"update_id": number, "message": message}


def posted(client: httpx.Client, app: App, content: Any, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {b"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    return client.post(address(app), content=content, headers=headers).status_code


def test_questions_that_telegram_brings_are_answered_in_order(
    hooked: App, engine: FakeEngine, server: TelegramServer
) -> None:
    with running(hooked, engine, server):
        for number in range(5):
            server.say(f"câu {number}")
        sent = server.wait_for_sent(5)
    assert [one.text.split("»")[0] for one in sent] == [f"Về «câu {number}" for number in range(5)]
    assert server.calls("getUpdates") == 0
    assert server.state.webhook.url == address(hooked), "Telegram keeps what comes until the next start"
    assert server.state.webhook.secret_token == SECRET
    assert server.state.queue.allowed == frozenset(ALLOWED_UPDATES)


def test_what_comes_twice_is_answered_once(hooked: App, engine: FakeEngine, server: TelegramServer) -> None:
    server.unleash(Chaos(duplicate=1))
    with running(hooked, engine, server):
        server.say("một")
        server.wait_until_fetched()
        server.wait_for_sent(1)
    assert len(server.state.sent) == 1


def test_what_waited_while_the_bot_was_away_is_answered(
    hooked: App, engine: FakeEngine, server: TelegramServer
) -> None:
    with running(hooked, engine, server):
        server.say("một")
        server.wait_for_sent(1)
    server.say("hai")
    with running(hooked, engine, server):
        sent = server.wait_for_sent(2)
    assert "«hai»" in texts(sent)[1]


def test_a_stop_finishes_what_was_begun(hooked: App, engine: FakeEngine, server: TelegramServer) -> None:
    engine.delays["chậm"] = 0.5
    with running(hooked, engine, server):
        server.say("chậm")
        server.wait_for_call("sendChatAction")
    assert [one.text.split("»")[0] for one in server.state.sent] == ["Về «chậm"]
    assert server.state.updates == []


@pytest.mark.parametrize("secret", [SECRET, "falsch", "", None, "ế"])
def test_only_who_knows_the_secret_is_heard(
    hooked: App, engine: FakeEngine, server: TelegramServer, client: httpx.Client, secret: str | None
) -> None:
    with running(hooked, engine, server):
        server.wait_for_call("setMyShortDescription")
        assert posted(client, hooked, json.dumps(update()), secret) == (200 if secret == SECRET else 403)
    assert [text for text, _ in engine.asked if text == "ai hỏi đấy"] == ["ai hỏi đấy"] * (secret == SECRET)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b"{}", b'{"update_id": "x"}', b"[" * 9000, b"\xff"])
def test_what_is_no_update_is_refused(
    hooked: App, engine: FakeEngine, server: TelegramServer, client: httpx.Client, body: bytes
) -> None:
    with running(hooked, engine, server):
        server.wait_for_call("setMyShortDescription")
        assert posted(client, hooked, body) == 400


def test_an_update_that_is_not_understood_is_let_go(
    hooked: App, engine: FakeEngine, server: TelegramServer, client: httpx.Client
) -> None:
    with running(hooked, engine, server):
        server.wait_for_call("setMyShortDescription")
        assert posted(client, hooked, json.dumps({"update_id": 5, "message": {"text": "bí mật"}})) == 200
    assert "an update was not understood" in log_of(hooked)
    assert "bí mật" not in log_of(hooked)


def test_a_body_without_end_is_cut_off(
    hooked: App, engine: FakeEngine, server: TelegramServer, client: httpx.Client
) -> None:
    with running(hooked, engine, server):
        server.wait_for_call("setMyShortDescription")
        try:
            code = posted(client, hooked, b" " * (2 << 20))
        except httpx.TransportError:  # the line may be cut before all is sent
            code = 400
        assert code == 400
        assert posted(client, hooked, json.dumps(update())) == 200


def test_other_paths_and_methods_are_none(
    hooked: App, engine: FakeEngine, server: TelegramServer, client: httpx.Client
) -> None:
    with running(hooked, engine, server):
        server.wait_for_call("setMyShortDescription")
        assert client.get(address(hooked)).status_code == 405
        assert client.get(address(hooked, "/")).status_code == 404
        assert client.post(address(hooked, "/health")).status_code == 405


def test_its_health_is_told_with_a_reason(
    hooked: App, engine: FakeEngine, server: TelegramServer, client: httpx.Client
) -> None:
    hooked = with_telegram(hooked, webhook=hooked.settings.telegram.webhook.model_dump() | {"check_seconds": 0.05})
    server.fail("setWebhook", Fault(502, "Bad Gateway"))

    def health() -> tuple[int, str]:
        reply = client.get(address(hooked, "/health"))
        return reply.status_code, reply.text

    with running(hooked, engine, server):
        server.wait_for_call("setWebhook")
        assert health() in {(503, "starting"), (503, "telegram-out-of-reach")}
        server.wait_for_call("setMyShortDescription")
        assert health() == (200, "ok")
        server.cut()
        wait_until(lambda: health() == (503, "telegram-out-of-reach"))
        server.mend()
        wait_until(lambda: health() == (200, "ok"))


def test_an_update_that_cannot_be_kept_is_not_acknowledged(
    hooked: App, engine: FakeEngine, server: TelegramServer, client: httpx.Client
) -> None:
    store = hooked.settings.telegram.store
    with pytest.raises(OperatorFault, match=r"telegram\.store"), running(hooked, engine, server) as bot:
        server.wait_for_call("setMyShortDescription")
        with sqlite3.connect(store) as other:
            other.execute("ALTER TABLE inbox RENAME TO gone")
        assert posted(client, hooked, json.dumps(update())) == 503
        bot.join()


def test_another_program_that_takes_the_messages_stops_the_bot(
    hooked: App, engine: FakeEngine, server: TelegramServer, client: httpx.Client
) -> None:
    hooked = with_telegram(hooked, webhook=hooked.settings.telegram.webhook.model_dump() | {"check_seconds": 0.05})
    with (
        pytest.raises(OperatorFault, match=r"another program uses this bot.*taken away"),
        running(hooked, engine, server) as bot,
    ):
        server.wait_for_call("setMyShortDescription")
        client.post(f"{server.url}/bot{server.token}/deleteWebhook")
        bot.join()


def test_a_message_that_could_not_be_brought_is_told_of(
    hooked: App, engine: FakeEngine, server: TelegramServer
) -> None:
    webhook = hooked.settings.telegram.webhook.model_dump() | {"check_seconds": 0.05, "path": "/elsewhere"}
    hooked = with_telegram(hooked, webhook=webhook)
    with running(hooked, engine, server):
        server.say("một")
        wait_until(lambda: "could not bring a message" in log_of(hooked))
    assert "Wrong response from the webhook: 404" in log_of(hooked)


def test_polling_takes_a_webhook_away_that_was_left(
    app: App, hooked: App, engine: FakeEngine, server: TelegramServer
) -> None:
    with running(hooked, engine, server):
        server.wait_for_call("setMyShortDescription")
    server.say("một")
    with running(app, engine, server):
        server.wait_for_sent(1)
    assert server.state.webhook.url == ""


def test_a_port_in_use_is_told(hooked: App, engine: FakeEngine, server: TelegramServer) -> None:
    with socket.socket() as rival:
        rival.bind(("127.0.0.1", hooked.settings.telegram.webhook.port))
        rival.listen()
        with (
            pytest.raises(OperatorFault, match=r"telegram\.webhook\.port = 127.*cannot listen"),
            running(hooked, engine, server) as bot,
        ):
            bot.join()


def test_what_telegram_refuses_is_told(hooked: App, engine: FakeEngine, server: TelegramServer) -> None:
    server.fail("setWebhook", Fault(400, "Bad Request: bad webhook: IP address 10.0.0.1 is reserved"))
    with (
        pytest.raises(OperatorFault, match=r"telegram\.webhook\.url = .*is reserved"),
        running(hooked, engine, server) as bot,
    ):
        bot.join()


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://bot.example/", SECRET, "only https"),
        ("https://bot.example:8080/", SECRET, "only the ports 443, 80, 88, 8443"),
        ("https://bot.example/", "có dấu", "TELEGRAM_WEBHOOK_SECRET"),
        ("https://bot.example/", "a" * 257, "TELEGRAM_WEBHOOK_SECRET"),
    ],
)
def test_what_telegram_would_refuse_is_told_before_it_is_asked(app: App, url: str, secret: str, words: str) -> None:
    settings = with_telegram(app, base_url=None, webhook={"url": url}).settings.telegram
    with pytest.raises(OperatorFault, match=words) as caught:
        check_webhook(settings, SecretStr(secret))
    assert secret not in str(caught.value)


def test_without_a_secret_one_follows_from_the_token() -> None:
    token, other = SecretStr("1:a"), SecretStr("1:b")
    made = Secrets(telegram_webhook_secret=None).webhook_secret(token)
    assert made == Secrets(telegram_webhook_secret=None).webhook_secret(token)
    assert made != Secrets(telegram_webhook_secret=None).webhook_secret(other)
    assert Secrets(telegram_webhook_secret=SecretStr("x")).webhook_secret(token) == SecretStr("x")

    assert len(made.get_secret_value()) == 64
