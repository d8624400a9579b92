"""A server, a bot to call it, and somebody who has written to the bot."""

from collections.abc import Iterator

import httpx
import pytest

from tests.telegram_server import ManualClock, Person, TelegramServer
from tests.telegram_server.calling import Caller


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


@pytest.fixture
def caller(server: TelegramServer, client: httpx.Client) -> Caller:
    return Caller(server, client)


@pytest.fixture
def lan(server: TelegramServer) -> Person:
    person = server.person("Lan", user_id=7, username="lan")
    person.start()
    return person


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def timed(clock: ManualClock) -> Iterator[TelegramServer]:
    """A server whose clock is turned by hand."""
    with TelegramServer(clock=clock) as running:
        yield running


@pytest.fixture
def timed_caller(timed: TelegramServer, client: httpx.Client) -> Caller:
    return Caller(timed, client)
