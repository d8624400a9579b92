"""Which messages of a group are meant for the bot, and what in them is the question."""

import re

from telegram import Message
from telegram.constants import MessageEntityType
from telegram.ext import filters


class Addressed(filters.MessageFilter):
    """Passes a message that names the bot or replies to one of its own; the rest of a group is left alone."""

    def filter(self, message: Message) -> bool:
        """Return whether ``message`` is for us."""
        bot, replied = message.get_bot(), message.reply_to_message
        if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
            return True
        mentions = message.parse_entities([MessageEntityType.MENTION]).values()
        return f"@{bot.username}".lower() in {mention.lower() for mention in mentions}


def question_in(message: Message) -> str:
    """Return the text of ``message`` without the bot's name."""
    text = message.text or ""
    name = re.compile(rf"@{re.escape(message.get_bot().username)}\b[,:]?", re.IGNORECASE)
    return " ".join(name.sub(" ", text).split()) if name.search(text) else text
