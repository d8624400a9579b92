"""Whom and where the answer before has named, so that "đồng chí ấy" and "ở đó" can point at them.

Only words that a citation quotes count: what the user asserts names nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.answer_types import TypeFinder
from index.places import find_places, place_constraints
from index.question_words import QuestionWords
from index.sentence_words import SentenceWords
from index.types import Answer, AnswerType, Constraint, ConstraintKind, Span
from index.vietnamese.dates import find_dates
from index.vietnamese.names import Names
from index.vietnamese.tokens import Token, tokenise

_ABOUT_PEOPLE = frozenset({AnswerType.WHO, AnswerType.OFFICE})


def told_by(answer: Answer, types: TypeFinder) -> tuple[Constraint, ...]:
    """Return the people, and for an answer to "where" the places, that the first citation of ``answer`` names.

    Of several people those come first that answered; ``written`` keeps the "ông" or "bà" before a name.
    """
    if not answer.citations:
        return ()
    quote = answer.citations[0].quote
    tokens = tokenise(quote)
    answering = types.find(answer.question, SentenceWords(quote, tokens, find_dates(quote)))
    people = list(_people(quote, tokens, types.names))
    if answer.question.answer_type in _ABOUT_PEOPLE:
        people = [found for found in people if any(_inside(found[0], span) for span in answering)]
    elif len(people) > 1:
        people = []  # nothing says which of them is meant
    places = answering if answer.question.answer_type is AnswerType.WHERE else _of_level(answer, quote, tokens, types)
    return (
        *(constraint for _, constraint in people),
        *(place for span in places for place in _places(quote[span.start : span.end], types.names)),
    )


def _of_level(answer: Answer, quote: str, tokens: Sequence[Token], types: TypeFinder) -> list[Span]:
    """Return the place that answers "xã nào … nhiều nhất", whatever type the question is: the first of its level."""
    if not answer.question.level:
        return []
    question = replace(answer.question, answer_type=AnswerType.WHERE)
    return types.find(question, SentenceWords(quote, tokens, ()))[:1]


def _people(quote: str, tokens: Sequence[Token], names: Names) -> Iterator[tuple[Span, Constraint]]:
    for person in names.find_people(quote, tokens):
        led = person.start > 0 and tokens[person.start - 1].text in _GENDERED
        first, last = tokens[person.start - led].start, tokens[person.end - 1].end
        words = tuple(token.folded for token in tokens[person.start : person.end])
        yield (
            Span(tokens[person.start].start, last),
            Constraint(ConstraintKind.PERSON, quote[first:last], words),
        )


_GENDERED = frozenset({"ông", "bà"})


def _places(written: str, names: Names) -> Iterator[Constraint]:
    reading = QuestionWords.of(written)
    yield from place_constraints(reading, list(find_places(reading, names, ())), names)


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end
