"""Photos and documents go up, come back, and are refused by size and kind."""

import struct

import pytest

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.calling import Caller, Files


def png(width: int = 40, height: int = 30) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(9)


def jpeg(width: int = 40, height: int = 30) -> bytes:
    application = b"\xff\xe0" + struct.pack(">H", 16) + bytes(14)
    frame = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width) + bytes(4)
    return b"\xff\xd8" + application + frame + b"\xff\xd9"


def photo(data: bytes) -> Files:
    return {"photo": ("quy.png", data)}


@pytest.mark.parametrize("data", [png(), jpeg()])
def test_a_photo_is_sent_with_its_caption(server: TelegramServer, caller: Caller, lan: Person, data: bytes) -> None:
    message = caller("sendPhoto", chat_id=7, caption="<b>Quỹ</b>", parse_mode="HTML", files=photo(data))
    (size,) = message["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (40, 30, len(data))
    assert message["caption"] == "Quỹ"
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    (sent,) = server.state.sent
    assert (sent.method, sent.text, sent.file_name, sent.data) == ("sendPhoto", "Quỹ", "quy.png", data)
    again = caller("sendPhoto", chat_id=7, photo=size["file_id"])
    assert again["photo"] == [size]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "file must be non-empty"),
        (b"GIF?", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(21, 1), "PHOTO_INVALID_DIMENSIONS"),
        (png() + bytes(10 << 20), "file is too big for a photo; the maximum size is 10485760 bytes"),
    ],
)
def test_a_photo_is_a_picture_of_fair_size(caller: Caller, lan: Person, data: bytes, words: str) -> None:
    assert caller.refusal("sendPhoto", chat_id=7, files=photo(data)) == f"400 Bad Request: {words}"


def test_a_caption_has_a_limit_of_its_own(caller: Caller, lan: Person) -> None:
    words = caller.refusal("sendPhoto", chat_id=7, caption="😀" * 513, files=photo(png()))
    assert words == "400 Bad Request: message caption is too long"
    message = caller("sendPhoto", chat_id=7, caption="😀" * 512, files=photo(png()))
    edited = caller("editMessageCaption", chat_id=7, message_id=message["message_id"], caption="b")
    assert edited["caption"] == "b"
    words = caller.refusal("editMessageText", chat_id=7, message_id=message["message_id"], text="b")
    assert words == "400 Bad Request: there is no text in the message to edit"


def test_what_is_sent_must_be_there(caller: Caller, lan: Person) -> None:
    assert caller.refusal("sendPhoto", chat_id=7).endswith("there is no photo in the request")
    assert caller.refusal("sendDocument", chat_id=7).endswith("there is no document in the request")
    assert caller.refusal("sendDocument", chat_id=7, document="x").endswith("wrong file identifier/HTTP URL specified")
    assert caller.refusal("sendDocument", chat_id=7, document="https://x.example/a.pdf").endswith("HTTP URL content")
    large: Files = {"document": ("a.bin", bytes((50 << 20) + 1))}
    assert caller.refusal("sendDocument", chat_id=7, files=large) == "413 Request Entity Too Large"


def test_a_document_is_sent_by_an_attached_name(server: TelegramServer, caller: Caller, lan: Person) -> None:
    files: Files = {"bang": ("phản hồi.csv", b"a,b\n")}
    message = caller("sendDocument", chat_id=7, document="attach://bang", files=files)
    assert message["document"]["file_name"] == "phản hồi.csv"
    assert message["document"]["mime_type"] == "text/csv"
    assert server.state.sent[0].data == b"a,b\n"


def test_a_document_of_a_person_is_downloaded(server: TelegramServer, caller: Caller, lan: Person) -> None:
    lan.send_document("bài.docx", b"PK...", caption="/them")
    message = caller("getUpdates")[-1]["message"]
    assert message["caption_entities"][0]["type"] == "bot_command"
    told = caller("getFile", file_id=message["document"]["file_id"])
    assert told["file_size"] == 5
    assert told["file_path"].endswith(".docx")
    assert caller.download(told["file_path"]).content == b"PK..."
    assert caller.download("documents/none").status_code == 404
    assert caller.download(told["file_path"], token="1:x").status_code == 401


def test_a_large_file_is_not_given_out(server: TelegramServer, caller: Caller, lan: Person) -> None:
    lan.send_document("lớn.pdf", b"%PDF", size=(20 << 20) + 1)
    document = caller("getUpdates")[-1]["message"]["document"]
    assert caller.refusal("getFile", file_id=document["file_id"]) == "400 Bad Request: file is too big"
    assert caller.refusal("getFile", file_id="x") == "400 Bad Request: invalid file_id"
    assert caller.refusal("getFile") == "400 Bad Request: file_id not specified"
