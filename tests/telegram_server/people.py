"""What people do with the bot: write, edit, press, ask inline, gather in groups, add it and throw it out."""

from collections.abc import Mapping
from typing import Any

from tests.telegram_server.detection import detected
from tests.telegram_server.entities import parse_plain
from tests.telegram_server.markup import button_named
from tests.telegram_server.members import bring_into, membership_changed, reaches_bot
from tests.telegram_server.methods.media import store_file
from tests.telegram_server.parameters import Upload
from tests.telegram_server.record import Sent
from tests.telegram_server.state import IN_CHAT, Chat, Message, Query, State


class Group:
    """A group or supergroup; its people write to it with ``person.say(…, to=group)``."""

    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    def upgrade(self) -> "Group":
        """Make a supergroup of a group, under a new id, and return it; the bot is told, and the old id is closed."""
        with self._state.changes:
            number = -1_000_000_000_000 + self.chat.id
            chat = Chat(number, "supergroup", self.chat.shown | {"id": number, "type": "supergroup"})
            chat.members = dict(self.chat.members)
            self._state.chats[number] = chat
            owner = next(iter(self.chat.members), self._state.bot["id"])
            left = self._state.new_message(self.chat, self._state.users[owner], migrate_to_chat_id=number)
            self.chat.upgraded_to = number
            self._state.add_update("message", left)
        return Group(self._state, chat)


class Person:
    """Somebody who uses Telegram; ``to`` is a group, or nothing for the private chat with the bot."""

    def __init__(self, state: State, user: dict[str, Any]) -> None:
        self._state = state
        self.user = user

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def say(self, text: str, to: Group | None = None, reply_to: int | Sent | None = None) -> int:
        """Write ``text``, with the entities Telegram finds in it; returns the message's id."""
        return self.send(text_content(text), to, reply_to)

    def start(self, payload: str = "") -> int:
        """Open the bot by its link, ``t.me/<bot>?start=<payload>``; returns the message's id."""
        return self.say(f"/start {payload}".strip())

    def send_document(
        self,
        name: str,
        data: bytes,
        *,
        mime_type: str = "",
        caption: str = "",
        to: Group | None = None,
        size: int | None = None,
    ) -> int:
        """Send a file, ``size`` claiming another number of bytes than it has; returns the message's id."""
        with self._state.changes:
            file = store_file(self._state, Upload(name, data, mime_type), "documents", size=size)
        shown = {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "file_name": file.name,
            "mime_type": file.mime_type,
            "file_size": file.size,
        }
        content: dict[str, Any] = {"document": shown}
        if caption:
            content |= {"caption": caption, "caption_entities": detected(caption)}
        return self.send(content, to)

    def send(self, content: Mapping[str, Any], to: Group | None = None, reply_to: int | Sent | None = None) -> int:
        """Send a message of any kind, such as ``{"sticker": …}``; returns its id."""
        with self._state.changes:
            chat = self._chat(to)
            extra = dict(content)
            number = reply_to.message_id if isinstance(reply_to, Sent) else reply_to
            if number is not None:
                extra["reply_to_message"] = {
                    key: value for key, value in chat.messages[number].items() if key != "reply_to_message"
                }
            message = self._state.new_message(chat, self.user, **extra)
            if reaches_bot(self._state, chat, message):
                self._state.add_update("message", message)
            return int(message["message_id"])

    def edit(self, message_id: int, text: str, to: Group | None = None) -> None:
        """Change the text of one's own message."""
        with self._state.changes:
            chat = self._chat(to)
            message = chat.messages[message_id]
            assert message["from"]["id"] == self.id, f"message {message_id} is somebody else's"
            changed: Message = {**message, "entities": [], **text_content(text), "edit_date": int(self._state.now)}
            chat.messages[message_id] = changed
            if reaches_bot(self._state, chat, changed):
                self._state.add_update("edited_message", changed)

    def press(self, message: Sent, button: str) -> str:
        """Press the button with this text or callback data; returns the callback query's id."""
        return self.forge(message, str(button_named(message.reply_markup, button)["callback_data"]))

    def forge(self, message: Sent, data: str) -> str:
        """Send callback data that no button need have, as a changed client can; returns the callback query's id."""
        with self._state.changes:
            chat = self._state.chats[message.chat_id]
            assert chat.members.get(self.id) in IN_CHAT, f"{self.user['first_name']} does not see chat {chat.id}"
            shown = chat.messages.get(message.message_id)
            # A message that is gone is named with date 0, as an InaccessibleMessage.
            gone = {"chat": chat.shown, "message_id": message.message_id, "date": 0}
            content = {"message": shown or gone, "data": data, "chat_instance": str(chat.id)}
            return self._query("callback_query", content)

    def press_inline(self, inline_message_id: str, button: str) -> str:
        """Press a button of a message sent by way of the bot; returns the callback query's id."""
        with self._state.changes:
            message = self._state.inline_messages[inline_message_id]
            data = button_named(message.get("reply_markup"), button)["callback_data"]
            content = {"inline_message_id": inline_message_id, "data": data, "chat_instance": inline_message_id}
            return self._query("callback_query", content)

    def ask_inline(self, query: str, offset: str = "", chat_type: str = "sender") -> str:
        """Write ``@bot query`` in some chat; returns the inline query's id."""
        assert self._state.bot["supports_inline_queries"], "the bot's inline mode is off"
        with self._state.changes:
            return self._query("inline_query", {"query": query, "offset": offset, "chat_type": chat_type})

    def choose(self, query_id: str, result_id: str) -> str:
        """Send a result of an inline query; returns the inline message's id, "" when it has no buttons."""
        with self._state.changes:
            result = next(
                item for item in self._state.record.inline_answers[query_id][-1]["results"] if item["id"] == result_id
            )
            chosen = {
                "result_id": result_id,
                "from": self.user,
                "query": self._state.inline_queries[query_id].content["query"],
            }
            number = ""
            if result["reply_markup"]:
                number = f"inline{self._state.new_number()}"
                message = {**result["content"], "reply_markup": result["reply_markup"]}
                self._state.inline_messages[number] = message
                chosen["inline_message_id"] = number
            self._state.add_update("chosen_inline_result", chosen)
            return number

    def block(self) -> None:
        """Block the bot."""
        with self._state.changes:
            chat = self._private()
            self._state.blocked.add(self.id)
            membership_changed(self._state, chat, self._state.bot, "kicked", by=self.user)

    def unblock(self) -> None:
        """Let the bot write again."""
        with self._state.changes:
            chat = self._private()
            self._state.blocked.discard(self.id)
            membership_changed(self._state, chat, self._state.bot, "member", by=self.user)

    def add_bot(self, group: Group, status: str = "member") -> None:
        """Bring the bot into a group, or change its ``status`` there."""
        with self._state.changes:
            was_in = group.chat.members.get(self._state.bot["id"]) in IN_CHAT
            membership_changed(self._state, group.chat, self._state.bot, status, by=self.user)
            if not was_in:
                content = {"new_chat_members": [self._state.bot]}
                self._state.add_update("message", self._state.new_message(group.chat, self.user, **content))

    def remove_bot(self, group: Group) -> None:
        """Throw the bot out of a group."""
        with self._state.changes:
            membership_changed(self._state, group.chat, self._state.bot, "kicked", by=self.user)

    def _private(self) -> Chat:
        return bring_into(self._state, self.user, self.id, "private")

    def _chat(self, to: Group | None) -> Chat:
        if to is not None:
            assert to.chat.members.get(self.id) in IN_CHAT, f"{self.user['first_name']} is not in {to.id}"
            return to.chat
        assert self.id not in self._state.blocked, f"{self.user['first_name']} has blocked the bot"
        return self._private()

    def _query(self, kind: str, content: dict[str, Any]) -> str:
        """Send a query that waits for its answer, and return its id."""
        state = self._state
        number = str(7_000_000_000_000_000_000 + state.new_number())
        waiting, seconds = (
            (state.callback_queries, state.callback_seconds)
            if kind == "callback_query"
            else (state.inline_queries, state.inline_seconds)
        )
        query = {"id": number, "from": self.user, **content}
        waiting[number] = Query(query, state.now + seconds)
        state.add_update(kind, query)
        return number


def text_content(text: str) -> dict[str, Any]:
    """Return what a message of ``text`` holds, entities included as Telegram sets them."""
    shown = parse_plain(text)
    entities = detected(shown)
    return {"text": shown} | ({"entities": entities} if entities else {})
