"""Who is in which chat, what the bot is told of it, and which messages of a group reach the bot."""

from typing import Any

from tests.telegram_server.entities import covered
from tests.telegram_server.state import ADMINISTRATORS, IN_CHAT, Chat, Message, State, entities_of, text_of

_SERVICE = {
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "group_chat_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "message_auto_delete_timer_changed",
    "pinned_message",
}
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def bring_into(state: State, user: dict[str, Any], chat_id: int, kind: str, **shown: Any) -> Chat:
    """Return a chat with ``user`` and the bot in it, made when it is new."""
    state.users.setdefault(int(user["id"]), user)
    chat = state.chats.get(chat_id)
    if chat is None:
        if kind == "private":
            shown |= {key: user[key] for key in ("first_name", "last_name", "username") if key in user}
        elif "title" not in shown:
            shown["title"] = f"Nhóm {abs(chat_id)}"
        chat = state.chats[chat_id] = Chat(chat_id, kind, {"id": chat_id, "type": kind, **shown})
        chat.members[int(state.bot["id"])] = "member"
    chat.members.setdefault(int(user["id"]), "member")
    return chat


def shown_member(chat: Chat, user: dict[str, Any]) -> dict[str, Any]:
    """Return a member as the Bot API shows it."""
    status = chat.members.get(int(user["id"]), "left")
    shown: dict[str, Any] = {"user": user, "status": status}
    if status in ADMINISTRATORS:
        shown["is_anonymous"] = False
    if status == "administrator":
        shown |= {"can_be_edited": False} | dict.fromkeys(_RIGHTS, True)
        shown |= {"can_pin_messages": True} if chat.type == "supergroup" else {}
    if status == "kicked":
        shown["until_date"] = 0
    return shown


def membership_changed(
    state: State, chat: Chat, user: dict[str, Any], status: str, by: dict[str, Any] | None = None
) -> None:
    """Give ``user`` another status in ``chat``, and tell the bot when it may know."""
    change = {
        "chat": chat.shown,
        "from": by or user,
        "date": int(state.now),
        "old_chat_member": shown_member(chat, user),
    }
    chat.members[int(user["id"])] = status
    change["new_chat_member"] = shown_member(chat, user)
    if user["id"] == state.bot["id"]:
        state.add_update("my_chat_member", change)
    elif chat.administered_by(state.bot["id"]):
        state.add_update("chat_member", change)


def reaches_bot(state: State, chat: Chat, message: Message) -> bool:
    """Return whether the bot gets a message of a person (core.telegram.org/bots/features#privacy-mode)."""
    bot = state.bot
    if not chat.in_group:
        return True
    if chat.members.get(bot["id"]) not in IN_CHAT:
        return False
    if bot["can_read_all_group_messages"] or chat.administered_by(bot["id"]) or _SERVICE & message.keys():
        return True
    replied = message.get("reply_to_message")
    if replied is not None and replied["from"]["id"] == bot["id"]:
        return True
    return any(_addressed(bot, entity["type"], covered(text_of(message), entity)) for entity in entities_of(message))


def _addressed(bot: dict[str, Any], kind: str, words: str) -> bool:
    """Return whether a mention names the bot, or a command is not another bot's."""
    _, _, addressee = words.partition("@")
    ours = addressee.lower() == bot["username"].lower()
    return (kind == "mention" and ours) or (kind == "bot_command" and (ours or not addressee))
