"""The HTTP side of the server, and what a test does with it: write as a person, wait, break things."""

import json
import re
import socket
import struct
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.telegram_server.api import ApiError, DisconnectError, Parameters, call
from tests.telegram_server.entities import units
from tests.telegram_server.state import Fault, Sent, State

TOKEN = "424242:test-token_of-no-bot-at-all-000000"


class TelegramServer:
    """A Bot API server at ``url`` while entered; every chat is one that has written to the bot."""

    def __init__(self, token: str = TOKEN) -> None:
        self.state = State(token=token)
        self._http = _Listener(self.state)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def token(self) -> str:
        return self.state.token

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self.state.changed:
            self.state.closed = True
            self.state.changed.notify_all()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)

    def say(self, text: str, chat_id: int = 7, chat_type: str = "private") -> int:
        """Write ``text`` to the bot as the person of ``chat_id``; returns the message's id."""
        content: dict[str, Any] = {"text": text}
        command = re.match(r"/\w+(@\w+)?", text)
        if command:
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": units(command[0])}]
        return self.post(content, chat_id, chat_type)

    def post(self, content: dict[str, Any], chat_id: int = 7, chat_type: str = "private") -> int:
        """Send the bot a message of any kind, such as ``{"sticker": …}``; returns the message's id."""
        with self.state.changed:
            self.state.chats[chat_id] = chat_type
            message = self.state.message(chat_id, **{"from": _person(abs(chat_id))}, **content)
        self.state.add_update("message", message)
        return int(message["message_id"])

    def edit(self, message_id: int, text: str, chat_id: int = 7) -> None:
        """Change the text of a message that was sent to the bot."""
        message = self.state.message(chat_id, **{"from": _person(chat_id)}, text=text)
        self.state.add_update("edited_message", message | {"message_id": message_id, "edit_date": message["date"]})

    def fail(self, method: str, *faults: Fault) -> None:
        """Answer the next calls of ``method`` with ``faults``, one each."""
        with self.state.changed:
            self.state.faults[method].extend(faults)

    def hold(self, chat_id: int) -> None:
        """Keep messages to ``chat_id`` waiting, as a slow line does."""
        with self.state.changed:
            self.state.held.add(chat_id)

    def release(self, chat_id: int) -> None:
        """Let messages to ``chat_id`` through again."""
        with self.state.changed:
            self.state.held.discard(chat_id)
            self.state.changed.notify_all()

    def cut(self) -> None:
        """Reset every request from now on, the ones that wait included."""
        with self.state.changed:
            self.state.reachable = False
            self.state.changed.notify_all()

    def mend(self) -> None:
        """Answer requests again."""
        with self.state.changed:
            self.state.reachable = True
            self.state.changed.notify_all()

    def wait_for_sent(self, count: int, timeout: float = 15) -> list[Sent]:
        """Wait until the bot has sent ``count`` messages in all, and return them; raises AssertionError."""
        self._wait(lambda: len(self.state.sent) >= count, timeout, f"{count} messages")
        return list(self.state.sent)

    def wait_for_call(self, method: str, count: int = 1, timeout: float = 15) -> None:
        """Wait until ``method`` was called ``count`` times in all; raises AssertionError."""
        self._wait(lambda: self.calls(method) >= count, timeout, f"{count} calls of {method}")

    def wait_until_fetched(self, timeout: float = 15) -> None:
        """Wait until the bot has confirmed every update; raises AssertionError."""
        self._wait(lambda: not self.state.updates, timeout, "every update confirmed")

    def calls(self, method: str) -> int:
        """Return how often ``method`` was called."""
        return sum(name.lower() == method.lower() for name, _ in self.state.calls)

    def _wait(self, holds: Any, timeout: float, what: str) -> None:
        with self.state.changed:
            assert self.state.changed.wait_for(holds, timeout), (
                f"waited {timeout} s for {what}; sent: {[sent.text for sent in self.state.sent]}"
            )


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, state: State) -> None:
        self.state = state
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        parameters = dict(parse_qsl(parts.query, keep_blank_values=True)) | self._body()
        match = re.fullmatch(r"/bot([^/]*)/(\w+)", parts.path)
        token, method = match.groups() if match else ("", "")
        try:
            result = call(self.server.state, token, method, parameters)
        except DisconnectError:
            self._reset()
        except ApiError as error:
            body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
            if error.retry_after is not None:
                body["parameters"] = {"retry_after": error.retry_after}
            self._answer(error.code, body)
        else:
            self._answer(200, {"ok": True, "result": result})

    def _body(self) -> Parameters:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get_content_type() == "application/json":
            values = json.loads(data or b"{}")
            return {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
        return dict(parse_qsl(data.decode(), keep_blank_values=True))

    def _answer(self, code: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        with suppress(OSError):
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def _reset(self) -> None:
        """Close with a TCP reset, as a broken line does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
