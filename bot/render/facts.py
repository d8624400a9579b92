"""Meetings and funds as tables for people, and as JSON and CSV for other programs, each row with its source.

The keys of the JSON and the columns of the CSV are a contract: add to them, change none.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.messages import Messages
from bot.render.as_json import as_line, iso_time
from bot.render.source import day
from bot.render.terminal import safe, say
from corpus.article import Article
from index.facts.records import Attendee, FundFact, FundUse, MeetingFact, Written
from index.types import Span

MeetingRow = tuple[Article, MeetingFact]
FundRow = tuple[Article, FundFact]


def meetings_as_json(rows: Sequence[MeetingRow]) -> str:
    """Return one line of JSON: a list of meetings, each piece with its offsets in the article's body."""
    return as_line([_meeting(article, fact) for article, fact in rows])


def funds_as_json(rows: Sequence[FundRow]) -> str:
    """Return one line of JSON: a list of sums in đồng, each piece with its offsets in the article's body."""
    return as_line([_fund(article, fact) for article, fact in rows])


def meetings_as_csv(rows: Sequence[MeetingRow]) -> str:
    """Return CSV with a heading: the values of the JSON without the offsets of pieces, lists joined by "; "."""
    return _as_csv(_MEETING_COLUMNS, [_meeting(article, fact) for article, fact in rows])


def funds_as_csv(rows: Sequence[FundRow]) -> str:
    """Return CSV with a heading: the values of the JSON without the offsets of pieces."""
    return _as_csv(_FUND_COLUMNS, [_fund(article, fact) for article, fact in rows])


def print_meetings(console: Console, rows: Sequence[MeetingRow], messages: Messages) -> None:
    """Print a table of meetings; tab-separated lines when nobody is looking."""
    cells = [
        (day_of(fact), _meeting_cell(fact, messages, "\n" if console.is_terminal else "; "), _source(article))
        for article, fact in rows
    ]
    headings = (messages.heading_day, messages.heading_meeting, messages.heading_source)
    _print(console, headings, cells, ratios=(None, 5, 3))


def print_funds(console: Console, rows: Sequence[FundRow], messages: Messages) -> None:
    """Print a table of sums; tab-separated lines when nobody is looking."""
    cells = [
        (
            fund_written(article, fact),
            f"{amount_written(article, fact)} ({use_of(fact, messages)})",
            fact.body.value if fact.body else "",
            written(article, fact.period_span) or "",
            _source(article),
        )
        for article, fact in rows
    ]
    headings = (
        messages.heading_fund,
        messages.heading_amount,
        messages.heading_body,
        messages.heading_period,
        messages.heading_source,
    )
    _print(console, headings, cells, ratios=(3, 3, 3, 2, 4))


_SOURCE_COLUMNS = ("article_id", "title", "published", "quote", "start", "end")
_MEETING_COLUMNS = (
    "day", "part_of_day", "what", "ordinal", "place", "organiser", "chairs", "people", "purpose", "results",
    *_SOURCE_COLUMNS,
)  # fmt: skip
_FUND_COLUMNS = (
    "fund", "amount", "amount_written", "qualifier", "use", "body", "period_first", "period_last", "as_of",
    *_SOURCE_COLUMNS,
)  # fmt: skip


def _meeting(article: Article, fact: MeetingFact) -> dict[str, Any]:
    pieces = {
        "part_of_day": fact.part_of_day,
        "what": fact.what,
        "ordinal": fact.ordinal,
        "place": fact.place,
        "organiser": fact.organiser,
        "purpose": fact.purpose,
    }
    spans = {name: _offsets(piece.span if piece else None) for name, piece in pieces.items()}
    return (
        {name: piece.value if piece else None for name, piece in pieces.items()}
        | {
            "day": fact.day.iso if fact.day else None,
            "chairs": [_attendee(one) for one in fact.chairs],
            "people": [_attendee(one) for one in fact.people],
            "results": [{"text": one.value, "spans": {"text": _offsets(one.span)}} for one in fact.results],
            "spans": spans | {"day": _offsets(fact.day.span if fact.day else None)},
        }
        | _of_source(article, fact.span)
    )


def _fund(article: Article, fact: FundFact) -> dict[str, Any]:
    return {
        "fund": fact.fund.value,
        "amount": f"{fact.amount.to_integral_value():f}",
        "amount_written": written(article, fact.amount_span),
        "qualifier": fact.qualifier,
        "use": fact.use.value,
        "body": fact.body.value if fact.body else None,
        "period_first": fact.period.first.isoformat() if fact.period else None,
        "period_last": fact.period.last.isoformat() if fact.period else None,
        "as_of": fact.as_of.isoformat() if fact.as_of else None,
        "spans": {
            "fund": _offsets(fact.fund.span),
            "amount": _offsets(fact.amount_span),
            "body": _offsets(fact.body.span if fact.body else None),
            "period": _offsets(fact.period_span),
        },
    } | _of_source(article, fact.span)


def _of_source(article: Article, span: Span) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "title": article.title,
        "published": iso_time(article.published),
        "quote": article.body[span.start : span.end],
        "start": span.start,
        "end": span.end,
    }


def _attendee(one: Attendee) -> dict[str, Any]:
    return {
        "name": one.name.value,
        "office": one.office.value if one.office else None,
        "spans": {"name": _offsets(one.name.span), "office": _offsets(one.office.span if one.office else None)},
    }


def _offsets(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _as_csv(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_cell(row[column]) for column in columns] for row in rows)
    return sheet.getvalue()


def _csv_cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_csv_cell(one) for one in value)
    if isinstance(value, dict):
        office = f" ({value['office']})" if value.get("office") else ""
        return f"{value.get('name') or value.get('text')}{office}"
    return "" if value is None else str(value)


def _print(
    console: Console, headings: Sequence[str], cells: Sequence[Sequence[str]], ratios: Sequence[int | None]
) -> None:
    if not console.is_terminal:
        for row in cells:
            say(console, "\t".join(" ".join(cell.split()) for cell in row))
        return
    table = Table(show_lines=True, expand=True)
    for heading, ratio in zip(headings, ratios, strict=True):
        table.add_column(heading, ratio=ratio, overflow="fold", no_wrap=ratio is None)
    for row in cells:
        table.add_row(*(Text(safe(cell)) for cell in row))
    console.print(table)


def day_of(fact: MeetingFact) -> str:
    """Return the day of a meeting and the part of it, as far as they are known."""
    if fact.day is None:
        return ""
    year = f"/{fact.day.year}" if fact.day.year else ""
    part = f"\n{fact.part_of_day.value}" if fact.part_of_day else ""
    return f"{fact.day.day:02}/{fact.day.month:02}{year}{part}"


def _meeting_cell(fact: MeetingFact, messages: Messages, separator: str) -> str:
    told = (
        (messages.heading_organiser, value_of(fact.organiser)),
        (messages.heading_place, value_of(fact.place)),
        (messages.heading_chairs, names_of(fact.chairs)),
        (messages.heading_people, names_of([one for one in fact.people if one not in fact.chairs])),
        (messages.heading_purpose, value_of(fact.purpose)),
        (messages.heading_results, "; ".join(one.value for one in fact.results)),
    )
    return separator.join([fact.what.value, *(f"{heading}: {value}" for heading, value in told if value)])


def value_of(piece: Written | None) -> str:
    """Return what a piece says, nothing where there is none."""
    return piece.value if piece else ""


def names_of(people: Sequence[Attendee]) -> str:
    """Return the names of people with their offices."""
    return "; ".join(f"{one.name.value} ({one.office.value})" if one.office else one.name.value for one in people)


def amount_written(article: Article, fact: FundFact) -> str:
    """Return a sum as its article writes it."""
    return f"{fact.qualifier or ''} {written(article, fact.amount_span)}".strip()


def fund_written(article: Article, fact: FundFact) -> str:
    """Return the name of a fund as its article writes it, where it does."""
    return written(article, fact.fund.span) or fact.fund.value


def use_of(fact: FundFact, messages: Messages) -> str:
    """Return what became of a sum, in a word."""
    return messages.use_raised if fact.use is FundUse.RAISED else messages.use_spent


def written(article: Article, span: Span | None) -> str | None:
    """Return the words of ``span``."""
    return article.body[span.start : span.end] if span else None


def _source(article: Article) -> str:
    published = day(article.published)
    return f"{article.title} ({published})" if published else article.title
