"""Who is served, and how often."""

import time
from collections.abc import Sequence

from telegram import Message, Update
from telegram.constants import ChatType

from bot.messages import Messages
from bot.sections import AccessSettings, LimitSettings
from bot.telegram_app.admission import Limit, Scope, Sender
from bot.telegram_app.store import DAY, Store

_MINUTE = 60.0  # seconds
_STRANGER = Limit("stranger", 0, DAY, Scope.USER)
_WRECKS = 5
"""How often the answer to a message is begun at most: one that brings the process down must not do so for ever."""


class Gate:
    """Judges each message once, whatever restarts come between; its memory is the store's."""

    def __init__(self, access: AccessSettings, limits: LimitSettings, messages: Messages, store: Store) -> None:
        self._access = access
        self._admins = frozenset(access.admins)
        self._limits = _limits_of(limits)
        self._store = store
        self._trouble = messages.trouble
        self._words = {
            _STRANGER.name: messages.telegram_stranger,
            "user minute": messages.telegram_user_minute,
            "user day": messages.telegram_user_day,
            "group minute": messages.telegram_group_minute,
            "group day": messages.telegram_group_day,
            "all minute": messages.telegram_all_busy,
            "all day": messages.telegram_all_day,
        }

    async def refusal(self, update: Update) -> str | None:
        """Return None when ``update`` may be answered, else what to say instead; an empty text is silence.

        A limit is said once while it lasts; none is set to those who run the bot. The sender's own clock counts, which
        is Telegram's, so that questions that waited out an outage are not taken for a flood.
        """
        barred = None if self.serves(update) else _STRANGER
        message = update.effective_message
        if message is None and update.callback_query is None and update.inline_query is None:
            return None if barred is None else ""  # nothing of a person, so nothing can be said
        chat = update.effective_chat
        in_group = chat is not None and chat.type != ChatType.PRIVATE
        sender = Sender(sender_of(update), chat.id if chat is not None else 0, _moment(update, message))
        limits = [limit for limit in self._limits if in_group or limit.scope is not Scope.CHAT]
        if sender.user in self._admins:
            limits = []
        admission = await self._store.admit(update.update_id, sender, limits, barred)
        if admission.refusal is not None:
            return "" if admission.told else self._words[admission.refusal]
        return None if admission.begun <= _WRECKS else self._trouble

    def serves(self, update: Update) -> bool:
        """Return whether the sender, or the group, is among those served."""
        access = self._access
        if not access.users and not access.groups:
            return True
        chat = update.effective_chat
        return sender_of(update) in {*access.users, *access.admins} or (chat is not None and chat.id in access.groups)


def sender_of(update: Update) -> int:
    """Return who wrote: a person, or the chat in whose name a person did."""
    if update.effective_user is not None:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat is not None else 0


def _moment(update: Update, message: Message | None) -> float:
    """Return when an update was sent; of a press and of an inline query, Telegram does not tell."""
    if update.callback_query is not None or message is None:
        return time.time()
    return (message.edit_date or message.date).timestamp()


def _limits_of(settings: LimitSettings) -> Sequence[Limit]:
    return (
        Limit("user day", settings.user_per_day, DAY, Scope.USER),
        Limit("user minute", settings.user_per_minute, _MINUTE, Scope.USER),
        Limit("group day", settings.group_per_day, DAY, Scope.CHAT),
        Limit("group minute", settings.group_per_minute, _MINUTE, Scope.CHAT),
        Limit("all day", settings.all_per_day, DAY, Scope.ALL),
        Limit("all minute", settings.all_per_minute, _MINUTE, Scope.ALL),
    )
