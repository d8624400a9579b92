"""Takes a call from the token to its answer: who may call, what goes wrong by design, what is noted."""

import inspect
import re
from http import HTTPStatus
from typing import Any

from tests.telegram_server.errors import ApiError, DisconnectError
from tests.telegram_server.faults import Fault
from tests.telegram_server.limits import EDITING, SENDING
from tests.telegram_server.methods import METHODS, Method
from tests.telegram_server.parameters import Parameters
from tests.telegram_server.record import Call, Refusal
from tests.telegram_server.state import State


async def call(state: State, token: str, method: str, parameters: Parameters) -> Any:
    """Do what a request asks and return its result; raises ApiError, or DisconnectError."""
    if not state.reachable or state.closed:
        raise DisconnectError
    check_token(state, token)
    with state.changes:
        entry = state.record.begin(state.now, method, parameters.values)
        state.changes.tell()
    try:
        result = await _faulty(state, entry, method, parameters)
    except ApiError as error:
        _end(state, entry, error.code, error.description)
        raise
    except DisconnectError:
        _end(state, entry, 0, "")
        raise
    _end(state, entry, HTTPStatus.OK, "")
    return result


def check_token(state: State, token: str) -> None:
    """Raise ApiError for a token that is malformed, or unknown."""
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")
    if token != state.token:
        raise ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized")


async def _faulty(state: State, entry: Call, method: str, parameters: Parameters) -> Any:
    """Carry a call out, with the fault that was set or drawn for it."""
    known = METHODS.get(method.lower())
    if known is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found: method not found")
    with state.changes:
        fault = state.plan.next(method.lower())
    if fault is None:
        return await _carried_out(state, entry, known, parameters)
    result = None
    if fault.after or fault.code == HTTPStatus.OK:
        result = await _carried_out(state, entry, known, parameters)
    if fault.delay:
        await state.changes.pause(fault.delay)
    if fault.code == HTTPStatus.OK:
        return result
    _raise(state, fault, method, parameters)
    return None


async def _carried_out(state: State, entry: Call, known: Method, parameters: Parameters) -> Any:
    chat_id = parameters.integer("chat_id")
    if entry.method.lower() in SENDING | EDITING and chat_id in state.held:
        await state.changes.until(lambda: chat_id not in state.held or state.closed, float("inf"))
    if inspect.iscoroutinefunction(known):
        result = await known(state, parameters)
    else:
        with state.changes:
            result = known(state, parameters)
            state.changes.tell()
    entry.effect = True
    return result


def _raise(state: State, fault: Fault, method: str, parameters: Parameters) -> None:
    if fault.code == 0:
        raise DisconnectError
    if fault.retry_after is not None and method.lower() in SENDING | EDITING:
        with state.changes:
            chat_id = parameters.integer("chat_id")
            refusal = Refusal(state.now, method, chat_id, "injected", fault.retry_after)
            state.record.refusals.append(refusal)
            if fault.name == "flood":
                state.limiter.close(chat_id, state.now + fault.retry_after)
    raise ApiError(fault.code, fault.description, fault.retry_after)


def _end(state: State, entry: Call, code: int, description: str) -> None:
    with state.changes:
        entry.code, entry.description = code, description
        state.changes.tell()
