"""The HTTP side: requests in, answers, files and resets out."""

import json
import re
import socket
import struct
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from aiohttp import web

from tests.telegram_server.api import call, check_token
from tests.telegram_server.errors import ApiError, DisconnectError
from tests.telegram_server.parameters import Parameters, Upload
from tests.telegram_server.state import State

_LARGEST_REQUEST = 60 << 20  # bytes


def application(state: State) -> web.Application:
    """Return the server's application: /bot<token>/<method> and /file/bot<token>/<path>."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await _answer(state, request)
        except DisconnectError:
            return _reset(request)
        except ApiError as error:
            return _refused(error)

    made = web.Application(client_max_size=_LARGEST_REQUEST)
    made.router.add_route("*", "/{path:.*}", answer)
    return made


async def _answer(state: State, request: web.Request) -> web.StreamResponse:
    download = re.fullmatch(r"/file/bot([^/]*)/(.+)", request.path)
    if download:
        return _file(state, *download.groups())
    match = re.fullmatch(r"/bot([^/]*)/(\w+)", request.path)
    if not match:
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")
    result = await call(state, match[1], match[2], await _parameters(request))
    return _json(HTTPStatus.OK, {"ok": True, "result": result})


async def _parameters(request: web.Request) -> Parameters:
    values = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= _from_json(await request.text())
    else:
        try:
            posted = await request.post()
        except (ValueError, web.HTTPRequestEntityTooLarge) as error:
            raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large") from error
        for name, value in posted.items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read(), value.content_type)
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode()
    return Parameters(values, files)


def _from_json(text: str) -> dict[str, str]:
    try:
        given = json.loads(text or "{}")
    except ValueError as error:
        words = "Bad Request: can't parse request: Can't parse JSON object"
        raise ApiError(HTTPStatus.BAD_REQUEST, words) from error
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in given.items()}


def _file(state: State, token: str, path: str) -> web.Response:
    if not state.reachable or state.closed:
        raise DisconnectError
    check_token(state, token)
    with state.changes:
        found = next((file for file in state.files.values() if file.path == path), None)
    if found is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")
    return web.Response(body=found.data, content_type="application/octet-stream")


def _refused(error: ApiError) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    headers = {}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
        headers["Retry-After"] = str(error.retry_after)
    if error.migrate_to_chat_id is not None:
        body["parameters"] = {"migrate_to_chat_id": error.migrate_to_chat_id}
    return _json(error.code, body, headers)


def _json(code: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=code, text=json.dumps(body), content_type="application/json", headers=headers)


def _reset(request: web.Request) -> web.Response:
    """Close with a TCP reset, as a broken line does."""
    transport = request.transport
    if transport is not None:
        line = transport.get_extra_info("socket")
        with suppress(OSError):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
