"""A person and the offices that a quote gives them, as it writes both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from index.direct_words import QuoteWords
from index.holders import HolderFinder
from index.types import AnswerType, Constraint, ConstraintKind, Question, Span
from index.vietnamese.normalise import normalise

_HONORIFICS = (("đồng", "chí"), ("ông",), ("bà",), ("anh",), ("chị",))
_JOINING = frozenset({"", ",", "-", "–", "—", "("})
_LONGEST_TITLE = 16


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as told (Bà Mạc Thị Hiền), the bare name, the offices as written, and where both stand in the quote."""

    person: str
    name: str
    office: str
    span: Span


def told_holder(question: Question, quote: QuoteWords, finder: HolderFinder, words: Mapping[str, Any]) -> Holder | None:
    """Return the one person whom the quote tells of, with their office; None where more than one could be meant.

    A question of an office needs the office; one of a person told by what they did gets the name without it as well,
    if something before it (bà, đồng chí) says that it is a person's.
    """
    people = _people(question, quote, finder)
    if len({tuple(quote.folded[person.start : person.end]) for person in people}) != 1:
        return None
    person = people[0]
    span = quote.sentence.span(person.start, person.end)
    office = _office(question, quote, finder, person, words)
    first = _with_honorific(quote, person.start)
    needed = question.answer_type is AnswerType.OFFICE or _asks_for_holder(question) or first == person.start
    if office is None and needed:
        return None
    told = quote.sentence.span(first, person.end)
    whole = Span(min(told.start, office.start), max(told.end, office.end)) if office else told
    return Holder(
        _shown(quote, told),
        quote.text[span.start : span.end],
        " ".join(quote.text[office.start : office.end].split()) if office else "",
        whole,
    )


def _asks_for_holder(question: Question) -> bool:
    return any(constraint.kind is ConstraintKind.OFFICE for constraint in question.constraints)


def _people(question: Question, quote: QuoteWords, finder: HolderFinder) -> list[Span]:
    """Return the positions of the people who could be meant: those in the words that answer."""
    answering = [quote.within(span) for span in quote.answering]
    found = finder.names.find_people(quote.text, quote.tokens)
    known = [one.words for one in question.constraints if one.kind is ConstraintKind.PERSON]
    asks_for_office = question.answer_type is AnswerType.OFFICE
    return [
        person
        for person in found
        if any(one.start <= person.start and person.end <= one.end for one in answering)
        and (asks_for_office or tuple(quote.folded[person.start : person.end]) not in known)
    ]


def _office(
    question: Question, quote: QuoteWords, finder: HolderFinder, person: Span, words: Mapping[str, Any]
) -> Span | None:
    """Return the offices that the quote gives the person, as one run of its text."""
    name = tuple(quote.folded[person.start : person.end])
    asked = replace(
        question,
        constraints=(Constraint(ConstraintKind.PERSON, " ".join(name), name),),
        answer_type=AnswerType.OFFICE,
    )
    held = [quote.within(span) for span in finder.held_by(asked, quote.sentence)]
    before = [span for span in held if span.end == person.end and span.start < person.start]
    after = [span for span in held if span.start == person.start and span.end > person.end]
    if after:
        return _following(quote, finder, person, words)
    return _preceding(quote, min(span.start for span in before), person, words) if before else None


def _following(quote: QuoteWords, finder: HolderFinder, person: Span, words: Mapping[str, Any]) -> Span | None:
    """Return "Phó Chủ tịch ..." of "ông A - Phó Chủ tịch ..."; further offices follow commas."""
    first = person.end
    for phrase in sorted(words["holding"], key=len, reverse=True):
        joined = phrase.split()
        if [token.text for token in quote.tokens[first : first + len(joined)]] == joined:
            first += len(joined)
            break
    between = quote.text[quote.tokens[person.end - 1].end : quote.tokens[person.end].start].strip()
    last = first
    while last < len(quote.tokens) and quote.tokens[last].text in words["former"]:
        last += 1
    office = _office_at(quote, finder, last)
    if between not in _JOINING or not office:
        return None
    last = _title_end(quote, last + office, words)
    while (more := _office_at(quote, finder, last)) and quote.sentence.between(last, last).strip() == ",":
        last = _title_end(quote, last + more, words)
    return quote.sentence.span(first, last)


def _office_at(quote: QuoteWords, finder: HolderFinder, position: int) -> int:
    """Return how many tokens from ``position`` are an office, or 0."""
    return next(
        (len(one) for one in finder.offices if tuple(quote.folded[position : position + len(one)]) == tuple(one)), 0
    )


def _title_end(quote: QuoteWords, last: int, words: Mapping[str, Any]) -> int:
    """Return where the body and place after an office end: at a mark, or where the sentence goes on; else at once."""
    for position in range(last, min(last + _LONGEST_TITLE, len(quote.tokens))):
        if not quote.joins(position) or _goes_on(quote, position, words):
            return position
    return len(quote.tokens) if last + _LONGEST_TITLE >= len(quote.tokens) else last


def _goes_on(quote: QuoteWords, position: int, words: Mapping[str, Any]) -> bool:
    for phrase in words["after_title"].split("|"):
        wanted = normalise(phrase).split()
        if [token.text for token in quote.tokens[position : position + len(wanted)]] == wanted:
            return True
    return False


def _preceding(quote: QuoteWords, first: int, person: Span, words: Mapping[str, Any]) -> Span | None:
    """Return "Chủ tịch ... tỉnh X" of "Chủ tịch ... tỉnh X Nguyễn Văn A": nothing but spaces stands inside it."""
    last = _with_honorific(quote, person.start)
    unbroken = all(quote.joins(place) for place in range(first + 1, person.end))
    if not unbroken or last - first > _LONGEST_TITLE or last <= first:
        return None
    if first and quote.tokens[first - 1].text in words["former"]:
        first -= 1
    return quote.sentence.span(first, last)


def _with_honorific(quote: QuoteWords, position: int) -> int:
    for led in _HONORIFICS:
        if tuple(token.text for token in quote.tokens[max(0, position - len(led)) : position]) == led:
            return position - len(led)
    return position


def _shown(quote: QuoteWords, span: Span) -> str:
    told = " ".join(quote.text[span.start : span.end].split())
    return told[:1].upper() + told[1:]
