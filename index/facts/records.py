"""What an article reports of meetings and funds; every piece with the span of the body that states it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from index.types import Meeting, Period, Span


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of a fact: its value, and where the body says so; no span where only the title or metadata do."""

    value: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as an article tells it; ``year`` is None where neither the text nor its date of publication tells it."""

    year: int | None
    month: int
    day: int
    span: Span

    @property
    def date(self) -> date | None:
        """The day, if its year is known."""
        return None if self.year is None else date(self.year, self.month, self.day)

    @property
    def iso(self) -> str:
        """The day as ISO 8601 writes it: 2023-07-21, or --07-21 without a year."""
        return f"{'-' if self.year is None else self.year}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone named at a meeting, with the office as written beside the name."""

    name: Written
    office: Written | None


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A meeting that an article reports; ``span`` is the sentence that does.

    ``ordinal`` is in digits ("lần thứ X" -> "10"), ``part_of_day`` one of sáng, trưa, chiều, tối; ``chairs`` are those
    of ``people`` who led it.
    """

    span: Span
    what: Written
    ordinal: Written | None = None
    day: WrittenDay | None = None
    part_of_day: Written | None = None
    place: Written | None = None
    organiser: Written | None = None
    chairs: tuple[Attendee, ...] = ()
    people: tuple[Attendee, ...] = ()
    purpose: Written | None = None
    results: tuple[Written, ...] = ()

    @property
    def dated(self) -> Meeting | None:
        """The meeting as lists by time know it, or None if its day is not known."""
        day = self.day.date if self.day else None
        return Meeting(day, self.span) if day else None


class FundUse(StrEnum):
    """What became of a sum: it came in, or it was given out."""

    RAISED = "raised"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class FundFact:
    """A sum raised for, or spent from, a fund or campaign with a name; ``span`` is the sentence that says so.

    ``fund.value`` is the name in lower case without quỹ and quotation marks; ``amount`` is in đồng, and
    ``amount_span`` holds the figure without its ``qualifier`` (trên, gần). ``body`` raised or spent it. ``period`` is
    the time it was raised in and ``as_of`` the day up to which it was counted, as far as the text says.
    """

    span: Span
    fund: Written
    amount: Decimal
    amount_span: Span
    qualifier: str | None = None
    body: Written | None = None
    period: Period | None = None
    as_of: date | None = None
    period_span: Span | None = None
    use: FundUse = FundUse.RAISED
