"""Figures of what the bot does, for Prometheus; none of them holds a text, a name or a number of a person."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from enum import StrEnum
from http import HTTPStatus
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.app import Engine
from bot.sections import MetricsSettings
from bot.telegram_app.polling import Watch
from bot.telegram_app.store import Store
from bot.telegram_app.web import Reply, Route, WebServer
from index import writer

_ANSWER_STEPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)  # seconds
_DELIVERY_STEPS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200)  # an outage is waited out
_CLOSING = 1.0  # seconds for requests that are under way at the end


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    FAILED = "failed"


class Metrics(Protocol):
    """Is told what happens, where it happens; times are in seconds."""

    def asked(self, outcome: Outcome) -> None:
        """A question came to an end; one refused was not let in, by its sender or by a limit."""

    def thought(self, seconds: float) -> None:
        """An answer was found, or that there is none."""

    def delivered(self, seconds: float) -> None:
        """A message has reached Telegram, so long after what it answers came in."""

    def flooded(self) -> None:
        """Telegram asked to wait (429)."""

    def retried(self) -> None:
        """A message that did not get through is tried again."""

    def failed(self, kind: str) -> None:
        """An error of ours, by the name of its class."""

    def phrased(self, outcome: writer.Outcome) -> None:
        """A request to the language model came to an end; called from any thread."""


class NoMetrics:
    """Counts nothing."""

    def asked(self, outcome: Outcome) -> None: ...

    def thought(self, seconds: float) -> None: ...

    def delivered(self, seconds: float) -> None: ...

    def flooded(self) -> None: ...

    def retried(self) -> None: ...

    def failed(self, kind: str) -> None: ...

    def phrased(self, outcome: writer.Outcome) -> None: ...


class PrometheusMetrics:
    """Counts in a registry of its own; safe across threads."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._questions = Counter("hoidap_questions", "Questions by outcome.", ["outcome"], registry=registry)
        for outcome in Outcome:
            self._questions.labels(outcome)
        self._thinking = Histogram(
            "hoidap_answer_seconds", "The time to find an answer.", buckets=_ANSWER_STEPS, registry=registry
        )
        self._delivery = Histogram(
            "hoidap_delivery_seconds",
            "The time from a message that came in to one delivered that answers it.",
            buckets=_DELIVERY_STEPS,
            registry=registry,
        )
        self._floods = Counter("hoidap_flood_waits", "Messages that Telegram asked to send later.", registry=registry)
        self._retries = Counter("hoidap_retries", "Tries of messages that failed for the network.", registry=registry)
        self._errors = Counter("hoidap_errors", "Errors of the program by kind.", ["kind"], registry=registry)
        self._phrasing = Counter(
            "hoidap_language_model_requests",
            "Requests to the language model by outcome.",
            ["outcome"],
            registry=registry,
        )
        for phrasing in writer.Outcome:
            self._phrasing.labels(phrasing)
        self._inbox = Gauge("hoidap_inbox_messages", "Messages that wait for an answer.", registry=registry)
        self._outbox = Gauge("hoidap_outbox_messages", "Messages that wait to be sent.", registry=registry)
        self._contact = Gauge(
            "hoidap_last_contact_timestamp_seconds", "When Telegram last answered, since 1970.", registry=registry
        )
        self._articles = Gauge("hoidap_index_articles", "Articles in the index.", registry=registry)
        self._passages = Gauge("hoidap_index_passages", "Passages in the index.", registry=registry)

    def asked(self, outcome: Outcome) -> None:
        self._questions.labels(outcome).inc()

    def thought(self, seconds: float) -> None:
        self._thinking.observe(seconds)

    def delivered(self, seconds: float) -> None:
        self._delivery.observe(seconds)

    def flooded(self) -> None:
        self._floods.inc()

    def retried(self) -> None:
        self._retries.inc()

    def failed(self, kind: str) -> None:
        self._errors.labels(kind).inc()

    def phrased(self, outcome: writer.Outcome) -> None:
        self._phrasing.labels(outcome).inc()

    def page(self, waiting: tuple[int, int], indexed: tuple[int, int], last_contact: float | None) -> str:
        """Return all figures as Prometheus reads them.

        ``waiting`` are the messages that wait for an answer and to be sent, ``indexed`` the articles and passages.
        """
        self._inbox.set(waiting[0])
        self._outbox.set(waiting[1])
        self._articles.set(indexed[0])
        self._passages.set(indexed[1])
        self._contact.set(last_contact or 0)
        return generate_latest(self._registry).decode()


def open_metrics(settings: MetricsSettings) -> Metrics:
    """Return what counts, where the settings ask for figures."""
    return PrometheusMetrics() if settings.port else NoMetrics()


@asynccontextmanager
async def exposed(
    settings: MetricsSettings, metrics: Metrics, engine: Engine, store: Store, watch: Watch
) -> AsyncIterator[None]:
    """Serve the figures, and the bot's health, where ``settings`` say; raises OperatorFault when that cannot be."""
    if not isinstance(metrics, PrometheusMetrics):
        yield
        return

    async def show(headers: Mapping[str, str], body: bytes) -> Reply:
        # A question that is being answered holds the engine, and must not hold the event loop.
        indexed = await asyncio.to_thread(engine.size)
        page = metrics.page(await store.waiting_counts(), indexed, watch.last_contact)
        return Reply(HTTPStatus.OK, page, CONTENT_TYPE_PLAIN_0_0_4)

    routes = [Route("GET", "/metrics", show), Route("GET", "/health", watch.report)]
    server = WebServer("metrics", settings.listen, settings.port, routes)
    server.open()
    try:
        yield
    finally:
        await server.close(_CLOSING)
