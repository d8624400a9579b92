"""Buttons that are pressed and questions asked inline reach the bot, and its answers are checked."""

from typing import Any

import pytest

from tests.telegram_server import ManualClock, Person, TelegramServer
from tests.telegram_server.calling import Caller

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {"inline_keyboard": [[{"text": "Xem thêm", "callback_data": "more"}]]}


def article(number: str = "1", text: str = "a", **rest: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": number, "title": "Quỹ", "input_message_content": content} | rest


def test_a_pressed_button_is_answered(server: TelegramServer, caller: Caller, lan: Person) -> None:
    caller("sendMessage", chat_id=7, text="a", reply_markup=KEYBOARD)
    (sent,) = server.state.sent
    number = lan.press(sent, "Xem thêm")
    query = caller("getUpdates")[-1]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (number, "more", 7)
    assert query["message"]["text"] == "a"
    assert caller("answerCallbackQuery", callback_query_id=number, text="Cảm ơn", show_alert=True) is True
    assert server.record.callback_answers[number] == [{"text": "Cảm ơn", "show_alert": True}]
    assert caller.refusal("answerCallbackQuery", callback_query_id=number, text="a" * 201).endswith("MESSAGE_TOO_LONG")
    with pytest.raises(AssertionError, match="Xem thêm"):
        lan.press(sent, "Nguồn")


def test_a_changed_client_sends_what_it_likes(server: TelegramServer, caller: Caller, lan: Person) -> None:
    number = caller("sendMessage", chat_id=7, text="a")["message_id"]
    caller("deleteMessage", chat_id=7, message_id=number)
    lan.forge(server.state.sent[0], "forged")
    query = caller("getUpdates")[-1]["callback_query"]
    assert query["data"] == "forged"
    assert query["message"]["date"] == 0


def test_a_query_waits_a_while(timed: TelegramServer, timed_caller: Caller, clock: ManualClock) -> None:
    timed.say("chào")
    lan = timed.person(user_id=7)
    timed_caller("sendMessage", chat_id=7, text="a", reply_markup=KEYBOARD)
    pressed = lan.press(timed.state.sent[0], "more")
    asked = lan.ask_inline("quỹ")
    assert timed_caller.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    clock.advance(11)
    assert timed_caller.refusal("answerInlineQuery", inline_query_id=asked, results=[]) == TOO_OLD
    assert timed_caller("answerCallbackQuery", callback_query_id=pressed)
    clock.advance(50)
    assert timed_caller.refusal("answerCallbackQuery", callback_query_id=pressed) == TOO_OLD


def test_an_inline_question_is_answered_and_one_result_sent(
    server: TelegramServer, caller: Caller, lan: Person
) -> None:
    number = lan.ask_inline("quỹ nào", chat_type="group")
    query = caller("getUpdates")[-1]["inline_query"]
    assert (query["query"], query["offset"], query["chat_type"]) == ("quỹ nào", "", "group")
    results = [article("1", "<b>a</b>", reply_markup=KEYBOARD), article("2")]
    assert caller("answerInlineQuery", inline_query_id=number, results=results, cache_time=0, is_personal=True)
    (answer,) = server.record.inline_answers[number]
    assert answer["results"][0]["content"]["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert (answer["cache_time"], answer["is_personal"]) == (0, True)
    assert lan.choose(number, "2") == ""
    inline = lan.choose(number, "1")
    assert caller("getUpdates")[-1]["chosen_inline_result"]["inline_message_id"] == inline
    assert caller("editMessageText", inline_message_id=inline, text="b", reply_markup=KEYBOARD) is True
    assert server.state.inline_messages[inline]["text"] == "b"
    lan.press_inline(inline, "Xem thêm")
    assert caller("getUpdates")[-1]["callback_query"]["inline_message_id"] == inline
    assert caller.refusal("editMessageText", inline_message_id="x", text="b").endswith("MESSAGE_ID_INVALID")


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(str(number)) for number in range(51)], "too many inline query results specified"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article("ạ" * 22)], "RESULT_ID_INVALID"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(text="")], "can't parse inline query result: message text is empty"),
        ([article(text="a" * 4097)], "can't parse inline query result: message is too long"),
        (
            [article(text="<x>")],
            "can't parse inline query result: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
        ),
        ([article(title="")], "can't parse inline query result: Can't find field \"title\""),
        (
            [{"type": "poem", "id": "1"}],
            'can\'t parse inline query result: type "poem" is unsupported for the inline query result',
        ),
        ({"a": 1}, "expected an Array of inline query results"),
    ],
)
def test_inline_results_are_checked(caller: Caller, lan: Person, results: object, words: str) -> None:
    number = lan.ask_inline("quỹ")
    refusal = caller.refusal("answerInlineQuery", inline_query_id=number, results=results)
    assert refusal == f"400 Bad Request: {words}"


def test_fifty_results_are_taken_with_an_offset(caller: Caller, lan: Person) -> None:
    number = lan.ask_inline("quỹ", offset="50")
    results = [article(str(one)) for one in range(50)]
    assert caller("answerInlineQuery", inline_query_id=number, results=results, next_offset="100")
    words = caller.refusal("answerInlineQuery", inline_query_id=number, results=[], next_offset="a" * 65)
    assert words == "400 Bad Request: NEXT_OFFSET_INVALID"
