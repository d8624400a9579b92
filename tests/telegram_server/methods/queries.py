"""Answers to what people press, and to what they ask inline."""

from collections.abc import Callable
from typing import Any

from tests.telegram_server.detection import detected
from tests.telegram_server.entities import units
from tests.telegram_server.errors import ApiError, bad
from tests.telegram_server.markup import checked_markup
from tests.telegram_server.parameters import CAPTION_UNITS, Parameters, formatted, message_text
from tests.telegram_server.state import Query, State

RESULTS = 50
_ID_BYTES = 64
_OFFSET_BYTES = 64
_ANSWER_CHARACTERS = 200
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_TYPES = {
    "article",
    "audio",
    "contact",
    "document",
    "game",
    "gif",
    "location",
    "mpeg4_gif",
    "photo",
    "sticker",
    "venue",
    "video",
    "voice",
}


def answer_callback_query(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery."""
    number = parameters.text("callback_query_id")
    _check_alive(state, state.callback_queries, number)
    if len(parameters.text("text")) > _ANSWER_CHARACTERS:
        raise bad("MESSAGE_TOO_LONG")
    if parameters.text("url"):
        raise bad("URL_INVALID")  # taken with a game, or as t.me/<bot>?start=…, which this bot does not use
    state.record.callback_answers[number].append(
        {"text": parameters.text("text"), "show_alert": parameters.flag("show_alert")}
    )
    return True


def answer_inline_query(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#answerinlinequery."""
    given = parameters.parsed("results", "encoded inline query results")
    if not isinstance(given or [], list):
        raise bad("expected an Array of inline query results")
    if len(given or []) > RESULTS:
        raise bad("too many inline query results specified")
    results = [_result(item) for item in given or []]
    numbers = [result["id"] for result in results]
    if any(not 1 <= len(number.encode()) <= _ID_BYTES for number in numbers):
        raise bad("RESULT_ID_INVALID")
    if len(set(numbers)) < len(numbers):
        raise bad("RESULT_ID_DUPLICATE")
    if len(parameters.text("next_offset").encode()) > _OFFSET_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    button = parameters.parsed("button", "inline query results button")
    number = parameters.text("inline_query_id")
    _check_alive(state, state.inline_queries, number)
    state.record.inline_answers[number].append(
        {
            "results": results,
            "next_offset": parameters.text("next_offset"),
            "cache_time": parameters.integer("cache_time", 300, 0, 24 * 3600),
            "is_personal": parameters.flag("is_personal"),
            "button": button,
        }
    )
    return True


METHODS: dict[str, Callable[[State, Parameters], Any]] = {
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
}


def _check_alive(state: State, queries: dict[str, Query], number: str) -> None:
    query = queries.get(number)
    if query is None or query.expires < state.now:
        raise bad(_TOO_OLD)


def _result(item: Any) -> dict[str, Any]:
    """Return a result with its content as it would be sent; raises ApiError."""
    if not isinstance(item, dict):
        raise bad("can't parse inline query result: Inline query result must be an object")
    for name in ("type", "id"):
        if not isinstance(item.get(name), str):
            raise bad(f"can't parse inline query result: Can't find field \"{name}\"")
    if item["type"] not in _TYPES:
        raise bad(f'can\'t parse inline query result: type "{item["type"]}" is unsupported for the inline query result')
    if item["type"] == "article" and not item.get("title"):
        raise bad("can't parse inline query result: Can't find field \"title\"")
    try:
        return item | {"content": _content(item), "reply_markup": checked_markup(item.get("reply_markup"))}
    except ApiError as error:
        words = error.description.removeprefix("Bad Request: ")
        raise bad(f"can't parse inline query result: {words}") from error


def _content(item: dict[str, Any]) -> dict[str, Any]:
    content = item.get("input_message_content")
    if isinstance(content, dict) and "message_text" in content:
        text, entities = message_text(content["message_text"], content.get("parse_mode", ""), content.get("entities"))
        return {"text": text, "entities": detected(text, entities)}
    if content is not None:
        return dict(content)
    if item["type"] == "article":
        raise bad("Input message content is not specified")
    text, entities = formatted(item.get("caption", ""), item.get("parse_mode", ""), item.get("caption_entities"))
    if units(text) > CAPTION_UNITS:
        raise bad("message caption is too long")
    return {"caption": text, "caption_entities": entities}
