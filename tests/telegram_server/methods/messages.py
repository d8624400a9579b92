"""Messages of text: sent, drafted, edited, deleted, reacted to; and what the bot is seen to be doing."""

from collections.abc import Callable
from typing import Any

from tests.telegram_server.detection import detected
from tests.telegram_server.entities import Entity, units
from tests.telegram_server.errors import bad
from tests.telegram_server.markup import reply_markup
from tests.telegram_server.methods.access import chat_of, message_of, named_chat, own_message_of
from tests.telegram_server.parameters import MESSAGE_UNITS, Parameters, caption, formatted, message_text
from tests.telegram_server.record import Draft, Sent
from tests.telegram_server.state import Chat, Message, State, text_of, version_of

_DELETABLE = 48 * 3600  # seconds
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
# The emoji of ReactionTypeEmoji, each between spaces.
_REACTIONS = (
    " ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 "
    "💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 "
    "🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡 "
)


def send_message(state: State, parameters: Parameters) -> Message:
    """https://core.telegram.org/bots/api#sendmessage."""
    text, entities = message_text(
        parameters.text("text"), parameters.text("parse_mode"), parameters.parsed("entities", "message entities")
    )
    chat = chat_of(state, parameters)
    return deliver(state, parameters, "sendMessage", chat, text=text, entities=detected(text, entities))


def send_message_draft(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#sendmessagedraft: to private chats, seen for half a minute."""
    text, entities = parameters.formatted("text")
    chat = chat_of(state, parameters)
    if chat.type != "private":
        raise bad("TEXTDRAFT_PEER_INVALID")
    if not parameters.integer("draft_id"):
        raise bad("TEXTDRAFT_ID_INVALID")
    if units(text) > MESSAGE_UNITS:
        raise bad("message is too long")
    state.record.drafts.append(Draft(state.now, chat.id, parameters.integer("draft_id"), text, entities))
    return True


def edit_message_text(state: State, parameters: Parameters) -> Message | bool:
    """https://core.telegram.org/bots/api#editmessagetext."""
    text, entities = message_text(
        parameters.text("text"), parameters.text("parse_mode"), parameters.parsed("entities", "message entities")
    )
    content = {"text": text, "entities": detected(text, entities)}
    return _edited(state, parameters, "editMessageText", content, "text")


def edit_message_caption(state: State, parameters: Parameters) -> Message | bool:
    """https://core.telegram.org/bots/api#editmessagecaption."""
    text, entities = caption(parameters)
    content = {"caption": text, "caption_entities": detected(text, entities)}
    return _edited(state, parameters, "editMessageCaption", content, "caption")


def edit_message_reply_markup(state: State, parameters: Parameters) -> Message | bool:
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""
    return _edited(state, parameters, "editMessageReplyMarkup", {}, "")


def delete_message(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#deletemessage."""
    if not parameters.text("chat_id"):
        raise bad("chat identifier is not specified")
    chat, message = message_of(state, parameters, "message to delete")
    theirs = message["from"]["id"] != state.bot["id"]
    old = message["date"] < state.now - _DELETABLE
    if (chat.in_group and theirs and not chat.administered_by(state.bot["id"])) or old:
        raise bad("message can't be deleted")
    del chat.messages[message["message_id"]]
    sent = state.sent_message(chat.id, message["message_id"])
    if sent is not None:
        sent.deleted = state.now
    return True


def set_message_reaction(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#setmessagereaction: a bot sets one at most."""
    given = parameters.parsed("reaction", "reaction types") or []
    if not isinstance(given, list):
        raise bad("expected an Array of ReactionType")
    for reaction in given:
        if not isinstance(reaction, dict) or reaction.get("type") not in {"emoji", "custom_emoji"}:
            raise bad("can't parse ReactionType: invalid reaction type specified")
    chat, message = message_of(state, parameters, "message to react")
    if len(given) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if not all(reaction["type"] == "custom_emoji" or _may_react(str(reaction.get("emoji"))) for reaction in given):
        raise bad("REACTION_INVALID")
    state.reactions[chat.id, message["message_id"]] = given
    return True


def send_chat_action(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#sendchataction."""
    if parameters.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    chat = chat_of(state, parameters)
    state.record.actions.append((state.now, chat.id, parameters.text("action")))
    return True


METHODS: dict[str, Callable[[State, Parameters], Any]] = {
    "sendmessage": send_message,
    "sendmessagedraft": send_message_draft,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "setmessagereaction": set_message_reaction,
    "sendchataction": send_chat_action,
}


def deliver(state: State, parameters: Parameters, method: str, chat: Chat, **content: Any) -> Message:
    """Put a message of the bot into ``chat``, with its reply and its buttons, and return it; raises ApiError."""
    markup = reply_markup(parameters)
    replied, quote = _reply(state, parameters, chat)
    state.admit(method, chat)
    content = {key: value for key, value in content.items() if value not in ("", [])}
    if markup is not None and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    if replied is not None:
        content["reply_to_message"] = {key: value for key, value in replied.items() if key != "reply_to_message"}
    if quote:
        content["quote"] = {"text": quote, "position": 0, "is_manual": True}
    message = state.new_message(chat, state.bot, **content)
    media = next((content[kind] for kind in ("document", "photo") if kind in content), None)
    file = state.files[(media[-1] if isinstance(media, list) else media)["file_id"]] if media else None
    state.record.add_sent(
        Sent(
            chat.id,
            message["message_id"],
            parameters.values,
            method,
            [version_of(message, state.now)],
            replied["message_id"] if replied else None,
            file.name if file else "",
            file.data if file else b"",
        )
    )
    return message


def _may_react(emoji: str) -> bool:
    plain = emoji.replace("\ufe0f", "")
    return bool(plain) and " " not in plain and f" {plain} " in _REACTIONS


def _reply(state: State, parameters: Parameters, chat: Chat) -> tuple[Message | None, str]:
    """Return the message that is replied to, and the words quoted from it."""
    given = parameters.parsed("reply_parameters", "reply parameters")
    if given is None and parameters.text("reply_to_message_id"):
        optional = parameters.flag("allow_sending_without_reply")
        given = {"message_id": parameters.integer("reply_to_message_id"), "allow_sending_without_reply": optional}
    if not given:
        return None, ""
    if not isinstance(given, dict):
        raise bad("object expected as reply parameters")
    if not isinstance(given.get("message_id"), int):
        raise bad('can\'t find field "message_id"')
    source = named_chat(state, str(given["chat_id"])) if given.get("chat_id") else chat
    replied = source.messages.get(given["message_id"])
    if replied is None:
        if given.get("allow_sending_without_reply"):
            return None, ""
        raise bad("message to be replied not found")
    quote, _ = formatted(str(given.get("quote", "")), str(given.get("quote_parse_mode", "")))
    if quote not in text_of(replied):
        raise bad("QUOTE_TEXT_INVALID")
    return replied, quote


def _edited(state: State, parameters: Parameters, method: str, content: dict[str, Any], part: str) -> Message | bool:
    """Change a message of the bot, in a chat or sent by way of an inline query."""
    markup = reply_markup(parameters)
    inline_id = parameters.text("inline_message_id")
    if not parameters.text("chat_id") and inline_id:
        message = state.inline_messages.get(inline_id)
        if message is None:
            raise bad("MESSAGE_ID_INVALID")
        _change(state, message, content, markup)
        return True
    chat, message = own_message_of(state, parameters)
    if part == "text" and "text" not in message:
        raise bad("there is no text in the message to edit")
    if part == "caption" and not ("photo" in message or "document" in message):
        raise bad("there is no caption in the message to edit")
    if _same(message, content, markup):
        raise bad(_NOT_MODIFIED)
    state.admit(method, chat)
    _change(state, message, content, markup)
    state.note_version(message)
    return message


def _same(message: Message, content: dict[str, Any], markup: dict[str, Any] | None) -> bool:
    entities: list[Entity] = []
    kept = all(message.get(key, entities if key.endswith("entities") else "") == content[key] for key in content)
    return kept and message.get("reply_markup") == markup


def _change(state: State, message: Message, content: dict[str, Any], markup: dict[str, Any] | None) -> None:
    if _same(message, content, markup):
        raise bad(_NOT_MODIFIED)
    message.update(content, edit_date=int(state.now))
    message.pop("reply_markup", None)
    if markup is not None:
        message["reply_markup"] = markup
