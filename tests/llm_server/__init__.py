"""An OpenAI-compatible chat server on loopback that says what a test has scripted; real HTTP, streamed.

``python -m tests.llm_server PORT`` serves one that answers with the evidence it is shown, sentence by sentence.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from index.vietnamese.sentences import split_sentences

_SPAN = re.compile(r'<bang_chung so="(\d+)"[^>]*>(.*?)</bang_chung>', re.DOTALL)


@dataclass(frozen=True)
class Reply:
    """What the server does with one request: pieces of text, in its own way of ending them.

    ``status`` other than 200 is answered without a stream; ``raw`` is sent as the body as it is; ``end`` is "done",
    "length", "cut" (the connection is broken in the middle), "silent" (closed in good order, without a word) or "hang".
    """

    pieces: Iterable[str] = ()
    status: int = 200
    raw: bytes | None = None
    pause: float = 0.0
    wait: float = 0.0
    endless: bool = False
    end: str = "done"


Script = Callable[[dict[str, Any]], Reply]


def say(text: str, size: int = 7) -> Script:
    """Return a script that says a text in pieces of a few characters."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return lambda request: Reply(pieces)


def echo(request: dict[str, Any]) -> Reply:
    """Say the evidence, sentence by sentence, each with its mark."""
    spans = _SPAN.findall(request["messages"][-1]["content"])
    parts = [
        (quote[span.start : span.end].rstrip(".;,: "), number)
        for number, quote in spans
        for span in split_sentences(quote)
    ]
    return Reply([f"{part} [{number}]. " for part, number in parts] or ["Không rõ."])


@dataclass
class LlmServer:
    """A running server: its address, what it was asked, and what it says next."""

    script: Script
    address: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(script: Script, port: int = 0) -> Iterator[LlmServer]:
    """Serve on loopback until the block is left."""
    server = LlmServer(script)
    http = ThreadingHTTPServer(("127.0.0.1", port), _handler(server))
    http.daemon_threads = True
    server.address = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        http.shutdown()
        http.server_close()


def _handler(server: LlmServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the name is http.server's)
            """Say nothing."""

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append(request)
            server.keys.append(self.headers.get("Authorization", ""))
            reply = server.script(request)
            server.stopping.wait(reply.wait)
            try:
                self._answer(reply)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the reader had enough

        def _answer(self, reply: Reply) -> None:
            self.close_connection = True
            if reply.status != 200:
                body = json.dumps({"error": {"message": "scripted"}}).encode()
                self._head(reply.status, "application/json", len(body))
                self.wfile.write(body)
                return
            if reply.raw is not None:
                self._head(200, "text/event-stream", len(reply.raw))
                self.wfile.write(reply.raw)
                return
            self._head(200, "text/event-stream", None)
            self._stream(reply)

        def _head(self, status: int, kind: str, length: int | None) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if length is None:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(length))
            self.end_headers()

        def _stream(self, reply: Reply) -> None:
            self._event({"role": "assistant", "content": ""}, None)
            while True:
                for piece in reply.pieces:
                    self._event({"content": piece}, None)
                    if reply.pause:
                        time.sleep(reply.pause)
                if not reply.endless or server.stopping.is_set():
                    break
            if reply.end == "hang":
                server.stopping.wait(30)
            if reply.end in {"cut", "hang"}:
                return  # without the last chunk
            if reply.end != "silent":
                self._event({}, "length" if reply.end == "length" else "stop")
                self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _event(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            event = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
            self._chunk(f"data: {json.dumps(event)}\n\n".encode())

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

    return Handler
