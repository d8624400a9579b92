"""Calls the server as a bot does, over HTTP."""

import json
from typing import Any

import httpx

from tests.telegram_server.server import TelegramServer

Files = dict[str, tuple[str, bytes]]


class Caller:
    """``caller("getMe")`` returns the result; ``refusal`` the status and the words of one that must be refused."""

    def __init__(self, server: TelegramServer, client: httpx.Client) -> None:
        self._server = server
        self._client = client

    def __call__(self, method: str, *, files: Files | None = None, **parameters: Any) -> Any:
        answer = self.answer(method, files=files, **parameters)
        assert answer["ok"], f"{method}: {answer}"
        return answer["result"]

    def refusal(self, method: str, *, files: Files | None = None, **parameters: Any) -> str:
        """Return such as "400 Bad Request: chat not found"."""
        answer = self.answer(method, files=files, **parameters)
        assert not answer["ok"], f"{method}: {answer}"
        return f"{answer['error_code']} {answer['description']}"

    def answer(self, method: str, *, files: Files | None = None, **parameters: Any) -> dict[str, Any]:
        """Return the whole answer; raises httpx.TransportError when the connection is cut."""
        values = {key: _string(value) for key, value in parameters.items()}
        token = values.pop("token", self._server.token)
        response = self._client.post(f"{self._server.url}/bot{token}/{method}", data=values, files=files)
        body = dict(response.json())
        assert body["ok"] or body["error_code"] == response.status_code
        return body

    def download(self, path: str, token: str = "") -> httpx.Response:
        """Fetch a file by the path that getFile told."""
        return self._client.get(f"{self._server.url}/file/bot{token or self._server.token}/{path}")


def _string(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
