"""Photos and documents: uploaded, kept, sent again by their id, downloaded."""

import mimetypes
import re
import struct
from collections.abc import Callable
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from tests.telegram_server.detection import detected
from tests.telegram_server.errors import ApiError, bad
from tests.telegram_server.methods.access import chat_of
from tests.telegram_server.methods.messages import deliver
from tests.telegram_server.parameters import Parameters, Upload, caption
from tests.telegram_server.state import Message, State, StoredFile

_MEGABYTE = 1 << 20
_LARGEST_PHOTO = 10 * _MEGABYTE
_LARGEST_DOCUMENT = 50 * _MEGABYTE
_LARGEST_DOWNLOAD = 20 * _MEGABYTE
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def send_photo(state: State, parameters: Parameters) -> Message:
    """https://core.telegram.org/bots/api#sendphoto: 10 MB, width and height 10,000 together and 1 to 20 at most."""
    text, entities = caption(parameters)
    chat = chat_of(state, parameters)
    given = _given(state, parameters, "photo")
    if isinstance(given, Upload):
        if len(given.data) > _LARGEST_PHOTO:
            raise bad(f"file is too big for a photo; the maximum size is {_LARGEST_PHOTO} bytes")
        width, height = _dimensions(given.data)
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")
        given = store_file(state, given, "photos", (width, height))
    elif not given.width:
        raise bad("can't use file of type Document as Photo")
    return deliver(
        state,
        parameters,
        "sendPhoto",
        chat,
        photo=[shown_file(given)],
        caption=text,
        caption_entities=detected(text, entities),
    )


def send_document(state: State, parameters: Parameters) -> Message:
    """https://core.telegram.org/bots/api#senddocument."""
    text, entities = caption(parameters)
    chat = chat_of(state, parameters)
    given = _given(state, parameters, "document")
    if isinstance(given, Upload):
        given = store_file(state, given, "documents")
    elif given.width:
        raise bad("can't use file of type Photo as Document")
    return deliver(
        state,
        parameters,
        "sendDocument",
        chat,
        document=shown_file(given),
        caption=text,
        caption_entities=detected(text, entities),
    )


def get_file(state: State, parameters: Parameters) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getfile: files of 20 MB at most."""
    if not parameters.text("file_id"):
        raise bad("file_id not specified")
    file = state.files.get(parameters.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if file.size > _LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


METHODS: dict[str, Callable[[State, Parameters], Any]] = {
    "sendphoto": send_photo,
    "senddocument": send_document,
    "getfile": get_file,
}


def store_file(
    state: State, upload: Upload, folder: str, dimensions: tuple[int, int] = (0, 0), size: int | None = None
) -> StoredFile:
    """Keep an upload in ``folder`` and return it.

    A picture has ``dimensions`` in pixels; ``size`` in bytes claims another than its own.
    """
    number = state.new_number()
    mime_type = upload.mime_type or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    path = f"{folder}/file_{number}{PurePosixPath(upload.name).suffix.lower()}"
    size = len(upload.data) if size is None else size
    file = StoredFile(f"BQACAgUAAxkB{number:012d}", upload.name, upload.data, mime_type, path, size, *dimensions)
    state.files[file.file_id] = file
    return file


def shown_file(file: StoredFile) -> dict[str, Any]:
    """Return a file as a message shows it."""
    shown = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}
    if file.width:
        return shown | {"width": file.width, "height": file.height}
    return shown | {"file_name": file.name, "mime_type": file.mime_type}


def _given(state: State, parameters: Parameters, name: str) -> Upload | StoredFile:
    """Return the file a request sends, or names; raises ApiError."""
    value = parameters.text(name)
    attached = value.removeprefix("attach://")
    upload = parameters.files.get(attached if value.startswith("attach://") else name)
    if upload is not None:
        if not upload.data:
            raise bad("file must be non-empty")
        if len(upload.data) > _LARGEST_DOCUMENT:
            raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
        return upload
    if not value:
        raise bad(f"there is no {name} in the request")
    if re.match(r"https?://", value):
        raise bad("failed to get HTTP URL content")  # nothing beyond the loopback interface is fetched
    if value not in state.files:
        raise bad("wrong file identifier/HTTP URL specified")
    return state.files[value]


def _dimensions(data: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG or JPEG picture, in pixels; raises ApiError for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    raise bad("IMAGE_PROCESS_FAILED")
