"""Sums of funds as a picture's bars, and the caption that says them with their sources."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.messages import Messages
from bot.render.cutting import units
from bot.render.facts import FundRow, amount_written, fund_written, use_of, value_of, written
from bot.render.lists import article_link, clipped
from bot.render.source import day, source_line
from bot.render.telegram import Piece, TelegramText, pack
from corpus.article import Article
from index.vietnamese.normalise import clean

CAPTION_UNITS = 1024  # the Bot API's limit on a caption after entities are parsed, in UTF-16 code units
MOST_BARS = 12
FEWEST_BARS = 2  # one sum has nothing to stand beside
# Characters that the details of a row and the title of its article may take: the most with which all rows fit.
_ROOMS = (100, 70, 45)
_AMOUNT, _FILTER, _PUBLISHER = 80, 80, 60  # characters
_WHOSE, _WHEN = 60, 40  # characters over a bar; together two lines of a picture


@dataclass(frozen=True, slots=True)
class Bar:
    """A sum of ``amount`` đồng: whose and when, as it is ``written``, and the fund and use that colour it."""

    label: str
    amount: Decimal
    written: str
    series: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows, the largest bar first; ``scales`` are units for its axis, each in đồng and by name."""

    title: str
    note: str
    bars: tuple[Bar, ...]
    scales: tuple[tuple[int, str], ...]
    caption: TelegramText


def with_amounts(rows: Sequence[FundRow]) -> list[FundRow]:
    """Return the rows that a bar can show, the largest first; those of one size in the order of their list."""
    return sorted((row for row in rows if row[1].amount > 0), key=lambda row: -row[1].amount)


def chart_of(rows: Sequence[FundRow], words: str, username: str, messages: Messages) -> Chart | None:
    """Return the chart of a list that ``words`` filter; None where fewer than two of its rows have amounts.

    The titles of its sources open their articles in the bot ``username``.
    """
    found = with_amounts(rows)
    if len(found) < FEWEST_BARS:
        return None
    shown = found[:MOST_BARS]
    filtered = messages.list_filtered.format(words=clipped(words, _FILTER)) if words else ""
    largest = messages.chart_largest if len(shown) < len(found) else messages.chart_all
    heading = largest.format(count=len(shown), left=len(found) - len(shown)) + filtered
    marks, names = _marks(shown), _names(shown)
    return Chart(
        title=clean(heading),
        note=clean(messages.chart_note),
        bars=tuple(_bar(row, marks, names, messages) for row in shown),
        scales=((10**9, messages.chart_billions), (10**6, messages.chart_millions), (1, messages.chart_units)),
        caption=_Caption(heading, shown, username, messages).text(),
    )


def _marks(rows: Sequence[FundRow]) -> dict[str, int]:
    """Return the number of each article, in the order in which the rows name them."""
    ids = dict.fromkeys(article.id for article, _ in rows)
    return {article_id: number for number, article_id in enumerate(ids, start=1)}


def _names(rows: Sequence[FundRow]) -> dict[str, str]:
    """Return the name of each fund as the first of the rows writes it: one fund is one colour, however it is spelt."""
    return {fact.fund.value: fund_written(article, fact) for article, fact in reversed(rows)}


def _bar(row: FundRow, marks: dict[str, int], names: dict[str, str], messages: Messages) -> Bar:
    article, fact = row
    whose = value_of(fact.body) or article.area or ""
    published = day(article.published)
    when = written(article, fact.period_span) or (messages.chart_published.format(day=published) if published else "")
    told = messages.list_separator.join(part for part in (clipped(whose, _WHOSE), clipped(when, _WHEN)) if part)
    return Bar(
        label=clean(f"[{marks[article.id]}] {told}"),
        amount=fact.amount,
        written=clean(amount_written(article, fact)),
        series=clean(messages.chart_series.format(fund=names[fact.fund.value], use=use_of(fact, messages))),
    )


@dataclass(frozen=True, slots=True)
class _Caption:
    """What a caption says: of which rows, under which heading."""

    heading: str
    rows: Sequence[FundRow]
    username: str
    messages: Messages

    def text(self) -> TelegramText:
        """Return as many rows as fit, shortened a little rather than left out, each with its source."""
        told = (self._told(count, room) for count in range(len(self.rows), -1, -1) for room in _ROOMS)
        fitting = next(pieces for pieces in told if units("".join(one.plain for one in pieces)) <= CAPTION_UNITS)
        (caption,) = pack([fitting], CAPTION_UNITS)
        return caption

    def _told(self, count: int, room: int) -> list[Piece]:
        """Return the first rows, how many are left, and the sources of those told."""
        told, marks = self.rows[:count], _marks(self.rows[:count])
        pieces = [Piece(self.heading, bold=((0, len(self.heading)),)), Piece("\n")]
        pieces += [Piece(f"\n• {_row(row, room, self.messages)} [{marks[row[0].id]}]") for row in told]
        left = len(self.rows) - count
        pieces += [Piece("\n" + self.messages.chart_rest.format(count=left))] if left else []
        articles = {article.id: article for article, _ in told}
        pieces += [Piece(f"\n\n{self.messages.sources_heading}")] if articles else []
        for article in articles.values():
            source = _source(article, room, self.messages)
            pieces += [
                Piece(f"\n[{marks[article.id]}] "),
                Piece(source, url=article_link(article.id, self.username)),
            ]
        return pieces


def _row(row: FundRow, room: int, messages: Messages) -> str:
    """Return a sum, which is never cut, and what it belongs to."""
    article, fact = row
    amount = f"{clipped(amount_written(article, fact), _AMOUNT)} ({use_of(fact, messages)})"
    details = (fund_written(article, fact), value_of(fact.body), written(article, fact.period_span) or "")
    told = messages.list_separator.join(part for part in details if part)
    return messages.list_separator.join((amount, clipped(told, room)))


def _source(article: Article, room: int, messages: Messages) -> str:
    publisher = clipped(article.publisher, _PUBLISHER) if article.publisher else None
    return source_line(replace(article, title=clipped(article.title, room), publisher=publisher), messages)
