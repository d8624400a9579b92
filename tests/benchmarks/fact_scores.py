"""Compares the facts found in an article with those that a reader labelled, and counts.

Two fund facts are one when their amounts are equal and the spans of these overlap; a sum that an article tells twice is
one fact, found at either place under the name of its fund. Two meetings are one when their names overlap, or are the
same words, or their days are the same.

Fields are counted over the pairs alone: what is labelled, what is found, and what of it is right, which for words means
that the spans overlap. People, who are named again and again, and the names of funds also agree by their words; an
office is right only beside the right person.

Precision is right / found, recall right / labelled, and F1 their harmonic mean.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import eq
from typing import Any, Generic, TypeVar

from index.facts.records import Attendee, FundFact, MeetingFact, Written
from index.types import Span
from index.vietnamese.tokens import spellings

Fact = TypeVar("Fact")
Value = TypeVar("Value")
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values are labelled, found, and right."""

    labelled: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.labelled + other.labelled, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.labelled + self.found) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Pairing(Generic[Fact]):
    """The facts that are in both, labelled first, those only labelled, and those only found."""

    pairs: tuple[tuple[Fact, Fact], ...]
    missed: tuple[Fact, ...]
    invented: tuple[Fact, ...]

    @property
    def tally(self) -> Tally:
        paired = len(self.pairs)
        return Tally(paired + len(self.missed), paired + len(self.invented), paired)


@dataclass(frozen=True, slots=True)
class Field(Generic[Fact]):
    """A field of a fact: the values that a fact has of it, and when a value found is the one labelled."""

    name: str
    values: Callable[[Fact], Sequence[Any]]
    same: Callable[[Any, Any], bool]

    def given(self, fact: Fact) -> list[Any]:
        """Return the values that ``fact`` has."""
        return [value for value in self.values(fact) if value is not None]

    def tally(self, label: Fact, fact: Fact) -> Tally:
        """Compare the field in a pair of facts."""
        return pair(self.given(label), self.given(fact), self.same).tally


def pair(labelled: Sequence[Value], found: Sequence[Value], *same: Callable[[Value, Value], bool]) -> Pairing[Value]:
    """Pair each labelled value with at most one found; a pair under an earlier test of ``same`` goes first."""
    open_labels, open_finds = list(range(len(labelled))), list(range(len(found)))
    taken: dict[int, int] = {}
    for test in same:
        for label in tuple(open_labels):
            match = next((find for find in open_finds if test(labelled[label], found[find])), None)
            if match is not None:
                taken[label] = match
                open_labels.remove(label)
                open_finds.remove(match)
    return Pairing(
        tuple((labelled[label], found[taken[label]]) for label in sorted(taken)),
        tuple(labelled[label] for label in open_labels),
        tuple(found[find] for find in open_finds),
    )


def pair_funds(labelled: Sequence[FundFact], found: Sequence[FundFact]) -> Pairing[FundFact]:
    """Pair the fund facts of one article; a fact found that repeats a paired one counts neither way."""
    pairing = pair(
        labelled,
        found,
        lambda one, other: _same_sum(one, other) and _same_fund(one, other),
        _same_sum,
        _told_again,
    )
    known = [label for label, _ in pairing.pairs]
    invented = tuple(fact for fact in pairing.invented if not any(_told_again(label, fact) for label in known))
    return Pairing(pairing.pairs, pairing.missed, invented)


def pair_meetings(labelled: Sequence[MeetingFact], found: Sequence[MeetingFact]) -> Pairing[MeetingFact]:
    """Pair the meetings of one article."""
    return pair(labelled, found, lambda one, other: _agree(one.what, other.what), _same_name, _same_day)


def tally_fields(pairs: Iterable[tuple[Fact, Fact]], fields: Sequence[Field[Fact]]) -> dict[str, Tally]:
    """Return the tally of each field over all ``pairs``."""
    tallies = {field.name: Tally() for field in fields}
    for label, fact in pairs:
        for field in fields:
            tallies[field.name] += field.tally(label, fact)
    return tallies


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character."""
    return max(one.start, other.start) < min(one.end, other.end)


def alike(one: str, other: str) -> bool:
    """Tell whether two texts are the same words, accents apart, or one holds the other's two or more words."""
    short, long = sorted((spellings(one)[1], spellings(other)[1]), key=len)
    if short == long:
        return bool(short)
    return len(short) >= _FEWEST_WORDS and any(
        long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1)
    )


def _agree(one: Written, other: Written) -> bool:
    if one.span is None or other.span is None:  # told by the title or the metadata alone
        return alike(one.value, other.value)
    return overlap(one.span, other.span)


def _same_words(one: Written, other: Written) -> bool:
    return _agree(one, other) or alike(one.value, other.value)


def _same_sum(one: FundFact, other: FundFact) -> bool:
    return one.amount == other.amount and overlap(one.amount_span, other.amount_span)


def _same_fund(one: FundFact, other: FundFact) -> bool:
    return alike(one.fund.value, other.fund.value)


def _told_again(one: FundFact, other: FundFact) -> bool:
    return one.amount == other.amount and _same_fund(one, other)


def _same_name(one: MeetingFact, other: MeetingFact) -> bool:
    return spellings(one.what.value)[1] == spellings(other.what.value)[1]


def _same_day(one: MeetingFact, other: MeetingFact) -> bool:
    return one.day is not None and other.day is not None and one.day.iso == other.day.iso


def _same_person(one: Attendee, other: Attendee) -> bool:
    return _same_words(one.name, other.name)


def _same_office(one: Attendee, other: Attendee) -> bool:
    if one.office is None or other.office is None:
        return False
    return _same_person(one, other) and _same_words(one.office, other.office)


FUND_FIELDS: tuple[Field[FundFact], ...] = (
    Field("fund name", lambda fact: [fact.fund.value], alike),
    Field("qualifier", lambda fact: [fact.qualifier], eq),
    Field("body", lambda fact: [fact.body], _agree),
    Field("period", lambda fact: [fact.period_span], overlap),
    Field("use", lambda fact: [fact.use.value], eq),
)
MEETING_FIELDS: tuple[Field[MeetingFact], ...] = (
    Field("day", lambda fact: [fact.day.iso if fact.day else None], eq),
    Field("ordinal", lambda fact: [fact.ordinal.value if fact.ordinal else None], eq),
    Field("part of day", lambda fact: [fact.part_of_day.value if fact.part_of_day else None], eq),
    Field("place", lambda fact: [fact.place], _agree),
    Field("organiser", lambda fact: [fact.organiser], _agree),
    Field("chair", lambda fact: fact.chairs[:1], _same_person),
    Field("people", lambda fact: fact.people, _same_person),
    Field("office", lambda fact: [person for person in fact.people if person.office], _same_office),
    Field("purpose", lambda fact: [fact.purpose], _agree),
    Field("results", lambda fact: fact.results, _agree),
)
