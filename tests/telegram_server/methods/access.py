"""Which chat and which message a request means, and whether the bot may go there."""

from tests.telegram_server.errors import ApiError, bad, forbidden
from tests.telegram_server.parameters import Parameters
from tests.telegram_server.state import IN_CHAT, Chat, Message, State


def chat_of(state: State, parameters: Parameters, name: str = "chat_id") -> Chat:
    """Return the chat a request names, where the bot may write; raises ApiError."""
    chat = named_chat(state, parameters.text(name), name)
    if chat.type == "private":
        if chat.id in state.blocked:
            raise forbidden("bot was blocked by the user")
        return chat
    if chat.upgraded_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, words, migrate_to_chat_id=chat.upgraded_to)
    status = chat.members.get(state.bot["id"], "left")
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status not in IN_CHAT:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def named_chat(state: State, named: str, name: str = "chat_id") -> Chat:
    """Return the chat of an id or a @username; raises ApiError when the bot knows none."""
    if not named:
        raise bad(f"{name} is empty")
    if named.startswith("@"):
        wanted = named[1:].lower()
        for chat in state.chats.values():
            if chat.in_group and chat.shown.get("username", "").lower() == wanted:
                return chat
        raise bad("chat not found")
    number = int(named) if named.lstrip("-").isdecimal() else 0
    if number in state.chats:
        return state.chats[number]
    if number in state.users:
        raise forbidden("bot can't initiate conversation with a user")
    raise bad("chat not found")


def message_of(state: State, parameters: Parameters, what: str) -> tuple[Chat, Message]:
    """Return the message a request names; raises ApiError that calls it ``what``."""
    chat = chat_of(state, parameters)
    number = parameters.integer("message_id")
    if not number:
        raise bad("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None:
        raise bad(f"{what} not found")
    return chat, message


def own_message_of(state: State, parameters: Parameters) -> tuple[Chat, Message]:
    """Return the bot's own message that a request names, to edit it; raises ApiError."""
    chat, message = message_of(state, parameters, "message to edit")
    if message["from"]["id"] != state.bot["id"]:
        raise bad("message can't be edited")
    return chat, message
