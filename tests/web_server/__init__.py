"""A site on the loopback interface that serves what a test sets, well or badly, and remembers who asked for what."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

__all__ = ["Asked", "Reply", "Site"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its path with the query, and its headers, names in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Reply:
    """What a path answers: a body with its length, a stream of pieces without one, or bytes in place of HTTP.

    With an ``etag``, who sends it back is told that nothing has changed.
    """

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    stream: Iterator[bytes] | None = None
    raw: Iterator[bytes] | None = None


class Site:
    """Serves ``pages`` (a path to its reply, or to replies one after the other) until it is left; over TLS if told."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Reply | list[Reply]] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """Return what was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def reply_to(self, path: str) -> Reply:
        """Return the reply of a path; the last of several stays."""
        found = self.pages.get(path, Reply(status=404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append(Asked(self.path, headers))
            with suppress(OSError):  # who asked has gone
                self._answer(site.reply_to(self.path), headers)

        def _answer(self, reply: Reply, headers: Mapping[str, str]) -> None:
            if reply.raw is not None:
                self._pour(reply.raw)
                return
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            is_known = reply.etag is not None and headers.get("if-none-match") == reply.etag
            self.send_response(304 if is_known else reply.status)
            if reply.etag is not None:
                self.send_header("ETag", reply.etag)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.stream is None and not is_known:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if is_known:
                return
            if reply.stream is None:
                self.wfile.write(body)
            else:
                self._pour(reply.stream)

        def _pour(self, pieces: Iterator[bytes]) -> None:
            for piece in pieces:
                if site.closing.is_set():
                    return
                self.wfile.write(piece)
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's own name
            pass

    return Handler
