"""A small HTTP server on the bot's own event loop: tornado's, which python-telegram-bot brings along."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import OperatorFault

_log = logging.getLogger(__name__)
_LONGEST_BODY = 1 << 20  # bytes; the longest update is some tens of thousands
_WAITING = 128  # connections
_PATIENCE = 30.0  # seconds that a connection may be silent, or take for a body


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request is answered with."""

    status: HTTPStatus
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


Answer = Callable[[Mapping[str, str], bytes], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Route:
    """What answers requests of a method to a path, given their headers and body."""

    method: str
    path: str
    answer: Answer


class WebServer:
    """Answers ``routes`` at an address; ``key`` is the section of the config that names it."""

    def __init__(self, key: str, listen: str, port: int, routes: Sequence[Route]) -> None:
        self._key = key
        self._listen = listen
        self._port = port
        self._under_way: set[asyncio.Task[object]] = set()
        answers: dict[str, dict[str, Answer]] = {}
        for route in routes:
            answers.setdefault(route.path, {})[route.method] = route.answer
        parts = {"answers": answers, "under_way": self._under_way}
        application = Application(default_handler_class=_Handler, default_handler_args=parts, log_function=_log_nothing)
        self._server = HTTPServer(
            application,
            max_body_size=_LONGEST_BODY,
            max_buffer_size=2 * _LONGEST_BODY,
            idle_connection_timeout=_PATIENCE,
            body_timeout=_PATIENCE,
        )

    @property
    def port(self) -> int:
        """The port that it listens at, once it is open."""
        return self._port

    def open(self) -> None:
        """Listen from now on; raises OperatorFault when that cannot be."""
        try:
            # Tornado's own way to bind leaves the socket open where it fails.
            bound = _bound(self._listen, self._port)
        except OSError as error:
            raise OperatorFault(
                f"{self._key}.listen, {self._key}.port = {self._listen}:{self._port}: cannot listen there "
                f"({error.strerror or error}); stop what does, or name another port"
            ) from error
        self._port = bound.getsockname()[1]
        self._server.add_socket(bound)

    async def close(self, seconds: float) -> None:
        """Take no more connections, and let the requests that are under way end within ``seconds``."""
        self._server.stop()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        await self._server.close_all_connections()


def _bound(address: str, port: int) -> socket.socket:
    """Return a socket that listens at an address, by name or number; raises OSError when that cannot be."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    bound = socket.create_server((address, port), family=family, backlog=_WAITING)
    bound.setblocking(False)
    return bound


class _Handler(RequestHandler):
    """Finds the answer to a request."""

    def initialize(self, answers: Mapping[str, Mapping[str, Answer]], under_way: set[asyncio.Task[object]]) -> None:
        self._answers = answers
        self._requests = under_way

    async def prepare(self) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._requests.add(task)
            task.add_done_callback(self._requests.discard)
        self.clear_header("Server")
        answers = self._answers.get(self.request.path)
        if answers is None:
            self._send(Reply(HTTPStatus.NOT_FOUND))
        elif self.request.method not in answers:
            self.set_header("Allow", ", ".join(answers))
            self._send(Reply(HTTPStatus.METHOD_NOT_ALLOWED))
        else:
            self._send(await self._reply(answers[self.request.method]))

    async def _reply(self, answer: Answer) -> Reply:
        try:
            return await answer(self.request.headers, self.request.body)
        except Exception as error:  # of ours; tornado would write it with its text, which may quote a person
            _log.error("a request failed: %s", type(error).__name__)
            return Reply(HTTPStatus.INTERNAL_SERVER_ERROR)

    def _send(self, reply: Reply) -> None:
        self.set_status(reply.status)
        self.set_header("Content-Type", reply.content_type)
        self.finish(reply.body)


def _log_nothing(handler: RequestHandler) -> None:
    """Requests are counted and not logged: there is one for each message."""
