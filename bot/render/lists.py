"""Articles, meetings and funds as short lists for a phone, each row with its source."""

from collections.abc import Sequence

from bot.messages import Messages
from bot.render.cutting import cut_place
from bot.render.facts import (
    FundRow,
    MeetingRow,
    amount_written,
    day_of,
    fund_written,
    names_of,
    use_of,
    value_of,
    written,
)
from bot.render.source import source_line
from bot.render.telegram import Piece, TelegramText, pack, plain_text
from corpus.article import Article
from index.facts.records import MeetingFact

_LONGEST = 300  # characters of one line
_PREFIX = "bai_"

Row = tuple[Piece, ...]


def start_payload(article_id: str) -> str:
    """Return what follows ``?start=`` in the link that opens an article in the bot."""
    return f"{_PREFIX}{article_id}"


def article_link(article_id: str, username: str) -> str:
    """Return the address that opens an article in the bot ``username``."""
    return f"https://t.me/{username}?start={start_payload(article_id)}"


def article_of_payload(payload: str) -> str | None:
    """Return the article that a link's payload names; None when it names none."""
    return payload.removeprefix(_PREFIX) if payload.startswith(_PREFIX) else None


class ListRenderer:
    """Sets lists out; titles open their article in the bot ``username``."""

    def __init__(self, messages: Messages, username: str) -> None:
        self._messages = messages
        self._username = username

    def page(self, heading: str, rows: Sequence[Row]) -> list[TelegramText]:
        """Return one page of a list."""
        return pack([(Piece(heading),), *((Piece("\n\n"), *row) for row in rows)])

    def article(self, article: Article) -> Row:
        """Return an article's row: its title, date and publisher."""
        return (Piece("• "), self._link(article))

    def meeting(self, row: MeetingRow) -> Row:
        """Return a meeting's row: its day, what it was, who held it where, and the source."""
        article, fact = row
        told = [" ".join(day_of(fact).split()), fact.what.value, *self._details(fact)]
        line = self._messages.list_separator.join(part for part in told if part)
        return (Piece(f"• {clipped(line)}\n"), Piece(self._messages.list_source), self._link(article))

    def fund(self, row: FundRow) -> Row:
        """Return a sum's row: the fund, the sum as written, whose and when, and the source."""
        article, fact = row
        told = (
            fund_written(article, fact),
            f"{amount_written(article, fact)} ({use_of(fact, self._messages)})",
            value_of(fact.body),
            written(article, fact.period_span) or "",
        )
        line = self._messages.list_separator.join(part for part in told if part)
        return (Piece(f"• {clipped(line)}\n"), Piece(self._messages.list_source), self._link(article))

    def _details(self, fact: MeetingFact) -> list[str]:
        told = (
            (self._messages.heading_organiser, value_of(fact.organiser)),
            (self._messages.heading_place, value_of(fact.place)),
            (self._messages.heading_chairs, names_of(fact.chairs)),
        )
        return [f"{heading}: {value}" for heading, value in told if value]

    def _link(self, article: Article) -> Piece:
        return Piece(clipped(source_line(article, self._messages)), url=article_link(article.id, self._username))


def clipped(text: str, longest: int = _LONGEST) -> str:
    """Return ``text`` on one line of at most so many characters, without the controls that Telegram refuses."""
    text = " ".join(plain_text(text).split())
    return text if len(text) <= longest else text[: cut_place(text, longest)].rstrip() + "…"
