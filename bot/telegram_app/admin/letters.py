"""Messages to those who run the bot that answer nothing they wrote."""

from collections.abc import Sequence

from bot.render.telegram import render_text
from bot.telegram_app.outbox import Outbox
from bot.telegram_app.outgoing import Outgoing


class Letters:
    """Sends a text to every admin, through the outbox."""

    def __init__(self, outbox: Outbox, admins: Sequence[int]) -> None:
        self._outbox = outbox
        self._admins = tuple(dict.fromkeys(admins))

    async def send(self, text: str) -> None:
        """Queue ``text`` for every admin; raises StoreFault when that fails."""
        for admin in self._admins:
            await self._outbox.send(admin, [Outgoing(part) for part in render_text(text)])
