"""Figures for Prometheus: off by default, on this machine alone, of what happened and of nobody in particular."""

import gc
import re
import socket
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import httpx
import pytest

from bot.app import App
from bot.errors import OperatorFault
from bot.sections import MetricsSettings
from bot.telegram_app.web import WebServer
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import running, with_telegram
from tests.bot.telegram_app.test_webhook import free_port
from tests.telegram_server import Fault, TelegramServer


@pytest.fixture
def measured(app: App) -> App:
    metrics = MetricsSettings(port=free_port())
    return replace(app, settings=app.settings.model_copy(update={"metrics": metrics}))


def fetch(app: App, path: str = "/metrics") -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=20) as client:
        return client.get(f"http://127.0.0.1:{app.settings.metrics.port}{path}")


@pytest.fixture
def figure(measured: App) -> Callable[[str], float]:
    def read(name: str) -> float:
        found = re.search(rf"^{re.escape(name)} (\S+)$", fetch(measured).text, re.MULTILINE)
        assert found, f"{name} is not told"
        return float(found[1])

    return read


def test_what_happened_is_counted(
    measured: App, engine: FakeEngine, server: TelegramServer, figure: Callable[[str], float]
) -> None:
    measured = with_telegram(measured, limits={"user_per_minute": 3}, longest_pause=0.1)
    engine.answers["hỏng"] = RuntimeError("bí mật")
    server.fail("sendMessage", Fault(500, "Internal Server Error"), Fault(429, "Too Many Requests", retry_after=1))
    with running(measured, engine, server):
        for text in ("một", "không có", "hỏng", "quá nhiều"):
            server.say(text)
        server.wait_for_sent(4)
        page = fetch(measured).text
        expected = {"answered": 1, "not_found": 1, "failed": 1, "refused": 1}
        told = {name: figure(f'hoidap_questions_total{{outcome="{name}"}}') for name in expected}
        assert told == expected
        assert figure("hoidap_answer_seconds_count") == 3
        assert figure('hoidap_errors_total{kind="RuntimeError"}') == 1
        assert figure("hoidap_retries_total") == 1
        assert figure("hoidap_flood_waits_total") == 1
        assert figure("hoidap_last_contact_timestamp_seconds") > 1e9
        assert (figure("hoidap_index_articles"), figure("hoidap_index_passages")) == (2, 20)
        assert figure("process_resident_memory_bytes") > 1e6
        for private in ("bí mật", "một", "quá nhiều"):
            assert private not in page


def test_what_waits_and_how_long_it_took_is_told(
    measured: App, engine: FakeEngine, server: TelegramServer, figure: Callable[[str], float]
) -> None:
    measured = with_telegram(measured, longest_pause=0.2)
    server.fail("sendMessage", *[Fault(500, "Internal Server Error")] * 2)
    with running(measured, engine, server):
        server.say("một")
        server.wait_for_call("sendMessage")
        assert (figure("hoidap_inbox_messages"), figure("hoidap_outbox_messages")) == (0, 1)
        server.wait_for_sent(1)
        server.say("hai")
        server.wait_for_sent(2)
        assert figure("hoidap_delivery_seconds_count") >= 1
        assert figure("hoidap_delivery_seconds_sum") > 0


def test_its_health_is_told_beside(measured: App, engine: FakeEngine, server: TelegramServer) -> None:
    with running(measured, engine, server):
        server.wait_for_call("setMyShortDescription")
        assert fetch(measured, "/health").text == "ok"


def test_each_bot_counts_for_itself(
    measured: App, engine: FakeEngine, server: TelegramServer, figure: Callable[[str], float]
) -> None:
    for _ in range(2):
        with running(measured, engine, server):
            server.say("một")
            server.wait_for_sent(1)
            assert figure("hoidap_answer_seconds_count") == 1
        server.record.sent.clear()


def test_by_default_nothing_listens(app: App) -> None:
    assert app.settings.metrics == MetricsSettings(listen="127.0.0.1", port=0)


def test_a_port_in_use_is_told(measured: App, engine: FakeEngine, server: TelegramServer) -> None:
    with socket.socket() as rival:
        rival.bind(("127.0.0.1", measured.settings.metrics.port))
        rival.listen()
        with (
            pytest.raises(OperatorFault, match=r"metrics\.port = 127.*cannot listen"),
            running(measured, engine, server) as bot,
        ):
            bot.join()


def test_a_port_in_use_leaves_no_socket_open() -> None:
    with socket.socket() as rival, warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        rival.bind(("127.0.0.1", 0))
        rival.listen()
        with suppress(OperatorFault):
            WebServer("metrics", "127.0.0.1", rival.getsockname()[1], ()).open()
        gc.collect()
    assert not [one for one in told if one.category is ResourceWarning]
