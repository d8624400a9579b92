"""Chats and those in them, as the bot sees them."""

from collections.abc import Callable
from typing import Any

from tests.telegram_server.errors import bad
from tests.telegram_server.members import membership_changed, shown_member
from tests.telegram_server.methods.access import chat_of, named_chat
from tests.telegram_server.parameters import Parameters
from tests.telegram_server.state import ADMINISTRATORS, IN_CHAT, State


def get_me(state: State, parameters: Parameters) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getme."""
    return state.bot


def get_chat(state: State, parameters: Parameters) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getchat."""
    chat = named_chat(state, parameters.text("chat_id"))
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
    )
    return chat.shown | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(state: State, parameters: Parameters) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getchatmember."""
    user_id = parameters.integer("user_id")
    if user_id <= 0:
        raise bad("invalid user_id specified")
    chat = chat_of(state, parameters)
    if user_id not in state.users:
        raise bad("user not found")
    return shown_member(chat, state.users[user_id])


def get_chat_administrators(state: State, parameters: Parameters) -> list[dict[str, Any]]:
    """https://core.telegram.org/bots/api#getchatadministrators: people, and this bot."""
    chat = chat_of(state, parameters)
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    numbers = [number for number, status in chat.members.items() if status in ADMINISTRATORS]
    return [shown_member(chat, state.users[number]) for number in numbers]


def leave_chat(state: State, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#leavechat."""
    chat = named_chat(state, parameters.text("chat_id"))
    if chat.type == "private":
        raise bad("can't leave private chats")
    if chat.members.get(state.bot["id"]) in IN_CHAT:
        membership_changed(state, chat, state.bot, "left")
    return True


METHODS: dict[str, Callable[[State, Parameters], Any]] = {
    "getme": get_me,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "leavechat": leave_chat,
}
