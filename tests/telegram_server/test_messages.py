"""Messages are checked, sent, answered to, edited and deleted as Telegram does it."""

import pytest

from tests.telegram_server import ManualClock, Person, TelegramServer
from tests.telegram_server.calling import Caller
from tests.telegram_server.entities import covered

NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def keyboard(**button: object) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "Xem thêm"} | button]]}


def test_a_chat_must_be_known_and_willing(server: TelegramServer, caller: Caller, lan: Person) -> None:
    assert caller.refusal("sendMessage", chat_id=99, text="a") == "400 Bad Request: chat not found"
    assert caller.refusal("sendMessage", chat_id="@nobody", text="a") == "400 Bad Request: chat not found"
    assert caller.refusal("sendMessage", text="a") == "400 Bad Request: chat_id is empty"
    stranger = server.person("Minh")
    words = "403 Forbidden: bot can't initiate conversation with a user"
    assert caller.refusal("sendMessage", chat_id=stranger.id, text="a") == words
    lan.block()
    assert caller.refusal("sendMessage", chat_id=7, text="a") == "403 Forbidden: bot was blocked by the user"
    assert caller.refusal("sendChatAction", chat_id=7, action="typing").startswith("403")
    lan.unblock()
    assert caller("sendMessage", chat_id=7, text="a")["chat"]["first_name"] == "Lan"


def test_a_text_is_neither_empty_nor_too_long(caller: Caller, lan: Person) -> None:
    assert caller.refusal("sendMessage", chat_id=7, text=" \n") == "400 Bad Request: message text is empty"
    assert caller.refusal("sendMessage", chat_id=7, text="<b></b>", parse_mode="HTML").endswith("text is empty")
    long = "😀" * 2049
    assert caller.refusal("sendMessage", chat_id=7, text=long) == "400 Bad Request: message is too long"
    assert caller("sendMessage", chat_id=7, text=long[1:])["text"] == long[1:]
    assert caller("sendMessage", chat_id=7, text=f"<b>{long[1:]}</b>", parse_mode="HTML")["entities"]


def test_markup_is_parsed_or_refused(caller: Caller, lan: Person) -> None:
    words = caller.refusal("sendMessage", chat_id=7, text="<x>", parse_mode="HTML")
    assert words == '400 Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0'
    words = caller.refusal("sendMessage", chat_id=7, text="a", parse_mode="Word")
    assert words == "400 Bad Request: unsupported parse_mode"
    message = caller("sendMessage", chat_id=7, text=" <b>a</b> https://x.example/y", parse_mode="HTML")
    assert [covered(message["text"], entity) for entity in message["entities"]] == ["a", "https://x.example/y"]
    given = [{"type": "bold", "offset": 0, "length": 1}]
    assert caller("sendMessage", chat_id=7, text="a", entities=given)["entities"] == given


def test_a_reply_names_what_it_answers(server: TelegramServer, caller: Caller, lan: Person) -> None:
    asked = lan.say("Quỹ nào?")
    reply = caller("sendMessage", chat_id=7, text="a", reply_parameters={"message_id": asked, "quote": "Quỹ"})
    assert reply["reply_to_message"]["text"] == "Quỹ nào?"
    assert reply["quote"]["text"] == "Quỹ"
    assert server.state.sent[0].reply_to_message_id == asked
    missing = {"message_id": 999}
    words = caller.refusal("sendMessage", chat_id=7, text="a", reply_parameters=missing)
    assert words == "400 Bad Request: message to be replied not found"
    missing["allow_sending_without_reply"] = True
    assert "reply_to_message" not in caller("sendMessage", chat_id=7, text="a", reply_parameters=missing)
    wrong = {"message_id": asked, "quote": "Hội"}
    assert caller.refusal("sendMessage", chat_id=7, text="a", reply_parameters=wrong).endswith("QUOTE_TEXT_INVALID")


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"callback_data": "ạ" * 21 + "ab"}, "BUTTON_DATA_INVALID"),
        (
            {"callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "a", "text": " "}, "inline keyboard button text must be non-empty"),
        ({"url": "không phải"}, "inline keyboard button URL 'không phải' is invalid: Wrong HTTP URL"),
        ({"url": "javascript://x"}, "inline keyboard button URL 'javascript://x' is invalid: Wrong HTTP URL"),
    ],
)
def test_buttons_are_checked(caller: Caller, lan: Person, button: dict[str, str], words: str) -> None:
    refusal = caller.refusal("sendMessage", chat_id=7, text="a", reply_markup=keyboard(**button))
    assert refusal == f"400 Bad Request: {words}"


def test_good_buttons_stay_with_their_message(caller: Caller, lan: Person) -> None:
    for button in ({"callback_data": "ạ" * 21 + "a"}, {"url": "https://bao.example/a#:~:text=quỹ"}):
        markup = keyboard(**button)
        assert caller("sendMessage", chat_id=7, text="a", reply_markup=markup)["reply_markup"] == markup
    many = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 8] * 13}
    words = "400 Bad Request: reply markup is too long"
    assert caller.refusal("sendMessage", chat_id=7, text="a", reply_markup=many) == words


def test_a_message_is_edited(server: TelegramServer, caller: Caller, lan: Person) -> None:
    number = caller("sendMessage", chat_id=7, text="a", reply_markup=keyboard(callback_data="x"))["message_id"]
    edited = caller("editMessageText", chat_id=7, message_id=number, text="<b>b</b>", parse_mode="HTML")
    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("b", False, True)
    words = caller.refusal("editMessageText", chat_id=7, message_id=number, text="<b>b</b>", parse_mode="HTML")
    assert words == NOT_MODIFIED
    assert caller("editMessageText", chat_id=7, message_id=number, text="b")["text"] == "b"
    caller("editMessageReplyMarkup", chat_id=7, message_id=number, reply_markup=keyboard(callback_data="y"))
    (sent,) = server.record.in_chat(7)
    assert [version.text for version in sent.versions] == ["a", "b", "b", "b"]
    assert sent.reply_markup == keyboard(callback_data="y")
    assert (
        caller.refusal("editMessageReplyMarkup", chat_id=7, message_id=number, reply_markup=keyboard(callback_data="y"))
        == NOT_MODIFIED
    )


def test_only_the_bots_own_messages_are_edited(caller: Caller, lan: Person) -> None:
    asked = lan.say("Quỹ nào?")
    words = caller.refusal("editMessageText", chat_id=7, message_id=999, text="b")
    assert words == "400 Bad Request: message to edit not found"
    assert caller.refusal("editMessageText", chat_id=7, message_id=asked, text="b").endswith("message can't be edited")
    assert caller.refusal("editMessageText", chat_id=7, text="b").endswith("message identifier is not specified")


def test_a_message_is_deleted_once(server: TelegramServer, caller: Caller, lan: Person) -> None:
    number = caller("sendMessage", chat_id=7, text="a")["message_id"]
    assert caller("deleteMessage", chat_id=7, message_id=number)
    assert server.state.sent[0].deleted is not None
    words = "400 Bad Request: message to delete not found"
    assert caller.refusal("deleteMessage", chat_id=7, message_id=number) == words
    assert caller.refusal("editMessageText", chat_id=7, message_id=number, text="b").endswith("to edit not found")


def test_an_old_message_is_not_deleted(timed: TelegramServer, timed_caller: Caller, clock: ManualClock) -> None:
    timed.say("chào")
    number = timed_caller("sendMessage", chat_id=7, text="a")["message_id"]
    clock.advance(48 * 3600 + 1)
    words = "400 Bad Request: message can't be deleted"
    assert timed_caller.refusal("deleteMessage", chat_id=7, message_id=number) == words


def test_drafts_are_shown_in_private_chats(server: TelegramServer, caller: Caller, lan: Person) -> None:
    assert caller("sendMessageDraft", chat_id=7, draft_id=1, text="") is True
    assert caller("sendMessageDraft", chat_id=7, draft_id=1, text="<i>đang tìm", parse_mode="") is True
    assert [draft.text for draft in server.record.drafts] == ["", "<i>đang tìm"]
    assert caller.refusal("sendMessageDraft", chat_id=7, draft_id=0, text="a").endswith("TEXTDRAFT_ID_INVALID")
    assert caller.refusal("sendMessageDraft", chat_id=7, draft_id=1, text="a" * 4097).endswith("is too long")
    group = server.group("Tổ", lan)
    assert caller.refusal("sendMessageDraft", chat_id=group.id, draft_id=1, text="a").startswith("400")
    assert server.state.sent == []


def test_reactions_are_of_those_there_are(server: TelegramServer, caller: Caller, lan: Person) -> None:
    asked = lan.say("Quỹ nào?")

    def react(*emoji: str) -> str:
        given = [{"type": "emoji", "emoji": one} for one in emoji]
        answer = caller.answer("setMessageReaction", chat_id=7, message_id=asked, reaction=given)
        return str(answer.get("description", "ok"))

    assert react("👍") == react("❤️") == react("🤷‍♂️") == "ok"
    assert server.state.reactions[7, asked] == [{"type": "emoji", "emoji": "🤷‍♂️"}]
    assert react("🥦") == react("") == react(" ") == "Bad Request: REACTION_INVALID"
    assert react("👍", "👎") == "Bad Request: REACTIONS_TOO_MANY"
    assert react() == "ok"
    words = caller.refusal("setMessageReaction", chat_id=7, message_id=999, reaction=[])
    assert words == "400 Bad Request: message to react not found"


def test_actions_are_of_those_there_are(server: TelegramServer, caller: Caller, lan: Person) -> None:
    assert caller("sendChatAction", chat_id=7, action="typing") is True
    words = caller.refusal("sendChatAction", chat_id=7, action="dance")
    assert words == "400 Bad Request: wrong parameter action in request"
    assert [action for _, _, action in server.record.actions] == ["typing"]
