"""A person and the offices that a quote gives them, as it writes both."""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.direct_words import Asking, QuoteWords, holds
from index.holders import HolderFinder
from index.sentence_words import occurrences
from index.types import AnswerType, Constraint, ConstraintKind, Question, Span
from index.vietnamese.normalise import fold, normalise
from index.vietnamese.tokens import tokenise

_HONORIFICS = (("đồng", "chí"), ("ông",), ("bà",), ("anh",), ("chị",))
_JOINING = frozenset({"", ",", "-", "–", "—", "("})
_BODY_WORDS = frozenset({"uy", "ban", "viet", "nam"})
_LISTING = frozenset({",", "-", "–"})
_LED_DELEGATION = ["truong", "doan"]
_LONGEST_TITLE = 16


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as told (Bà Mạc Thị Hiền), the bare name, the offices as written, and where both stand in the quote."""

    person: str
    name: str
    office: str
    span: Span


def told_holder(
    question: Question, quote: QuoteWords, finder: HolderFinder, asking: Asking, words: Mapping[str, Any]
) -> Holder | None:
    """Return the one person whom the quote tells of, with their office; None where more than one could be meant.

    A question of an office needs that office, of the body and place asked about; one of a person told by what they did
    gets the name without it as well, if something before it (bà, đồng chí) says that it is a person's.
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
    if office and _asks_for_holder(question):
        unit = _unit_asked(question, asking, words)
        if not _is_asked(question, quote, finder, office, unit):
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
    following = _following(quote, finder, person, words) if after else None
    preceding = _preceding(quote, min(span.start for span in before), person, words) if before else None
    # "Do Phó Chủ tịch A làm trưởng đoàn": that is no office but for the day.
    if following and preceding and list(quote.words_of(following)[:2]) == _LED_DELEGATION:
        following, after = None, []
    told = [span for span in (following, preceding) if span]
    return next((span for span in told if _holds_asked(question, quote, finder, span)), None) or (
        following if after else preceding
    )


def _holds_asked(question: Question, quote: QuoteWords, finder: HolderFinder, office: Span) -> bool:
    """Return whether an office that the question asks about is among those told: no Phó Chủ tịch is a Chủ tịch."""
    asked = {one.words for one in question.constraints if one.kind is ConstraintKind.OFFICE}
    told, position, end = set(), quote.within(office).start, quote.within(office).end
    while position < end:
        size = _office_at(quote, finder, position)
        told.add(tuple(quote.folded[position : position + size]))
        position += size or 1
    return bool(asked & told)


def _is_asked(question: Question, quote: QuoteWords, finder: HolderFinder, office: Span, unit: Collection[str]) -> bool:
    """Return whether the office told is the one asked for, in the body and place (``unit``) named with it."""
    told = quote.words_of(office)
    known = {*told, *quote.about}
    body = finder.body_asked(question)
    if body and body not in {finder.body_of(unit) for unit in _units(question, told)}:
        return False
    if body:
        known |= {word for name in finder.names.kinds_of_body[body] for word in name} | _BODY_WORDS
    places = [one.words for one in question.constraints if one.kind is ConstraintKind.PLACE]
    held = all(holds(told, place) or holds(quote.about, place) for place in places)
    return held and _holds_asked(question, quote, finder, office) and known.issuperset(unit)


def _units(question: Question, told: Sequence[str]) -> list[Sequence[str]]:
    """Return the words told after each mention of the office asked about."""
    offices = [one.words for one in question.constraints if one.kind is ConstraintKind.OFFICE]
    return [told[span.end :] for office in offices for span in occurrences(told, office)]


def _unit_asked(question: Question, asking: Asking, words: Mapping[str, Any]) -> set[str]:
    """Return the folded words of the question that follow the office it asks about: its body and place."""
    tokens = tokenise(question.search_text)
    folded = [token.folded for token in tokens]
    offices = [one.words for one in question.constraints if one.kind is ConstraintKind.OFFICE]
    first = max((span.end for office in offices for span in occurrences(folded, office)), default=len(folded))
    telling = asking.telling(question) - {fold(phrase).split()[0] for phrase in words["after_title"].split("|")}
    unit = itertools.takewhile(telling.__contains__, folded[first:])
    return set(unit)


def _following(quote: QuoteWords, finder: HolderFinder, person: Span, words: Mapping[str, Any]) -> Span | None:
    """Return "Phó Chủ tịch ..." of "ông A - Phó Chủ tịch ..."; further offices follow commas or dashes."""
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
    while (more := _office_at(quote, finder, last)) and quote.sentence.between(last, last).strip() in _LISTING:
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
        first = position - len(led)
        if tuple(token.text for token in quote.tokens[max(0, first) : position]) == led:
            return first if quote.unbroken(first, position) else position
    return position


def _shown(quote: QuoteWords, span: Span) -> str:
    told = " ".join(quote.text[span.start : span.end].split())
    return told[:1].upper() + told[1:]
