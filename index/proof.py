"""Whether a sentence, with what its article says of all its sentences, meets what a question names."""

from collections.abc import Sequence

from index.answer_types import fund_mentions, occurrences
from index.candidates import Candidate
from index.types import AnswerType, Constraint, ConstraintKind, Period, Question
from index.vietnamese.dates import WrittenDate

_FIGURES = frozenset({AnswerType.AMOUNT, AnswerType.COUNT, AnswerType.PERCENTAGE})
ABOUT_ARTICLES = frozenset({AnswerType.PUBLISHED, AnswerType.AUTHOR, AnswerType.SUMMARY})
"""Types that ask about an article and not about what it reports."""

_LESSENED = frozenset({"pho", "nguyen", "cuu"})


def meets(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether the candidate meets one constraint of the question.

    A place may be the article's own; an ordinal may stand in its title or lead; a fund or a person must stand in the
    sentence, unless the question is about the article as such; a period may be the article's, unless a figure is asked
    for and the sentence carries a date of its own.
    """
    words, background = candidate.reading.words, candidate.background
    match constraint.kind:
        case ConstraintKind.PLACE:
            return any(_holds(where, constraint.words) for where in (words, background.words))
        case ConstraintKind.ORDINAL:
            return any(_holds(where, constraint.words) for where in (words, background.words, background.lead_words))
        case ConstraintKind.FUND:
            about = background.tokens if question.answer_type in ABOUT_ARTICLES else ()
            return any(fund_mentions(tokens, constraint.words) for tokens in (candidate.reading.tokens, about))
        case ConstraintKind.PERSON:
            return _holds(words, constraint.words)
        case ConstraintKind.OFFICE:
            return question.answer_type is not AnswerType.WHO or _holds_office(words, constraint.words)
        case ConstraintKind.PERIOD:
            return constraint.period is None or _meets_period(question, constraint, constraint.period, candidate)


def _meets_period(question: Question, constraint: Constraint, asked: Period, candidate: Candidate) -> bool:
    if any(_overlap(asked, found.period, constraint.yearless) for found in candidate.reading.dates):
        return True
    if question.answer_type in _FIGURES and any(found.has_year for found in candidate.reading.dates):
        return False
    around = [found.period for found in _dates_around(question, candidate)]
    return any(_overlap(asked, period, constraint.yearless) for period in (*around, *candidate.background.periods))


def _dates_around(question: Question, candidate: Candidate) -> Sequence[WrittenDate]:
    """Return the dates beside the sentence that may date it: for a figure those just before, else its neighbours'."""
    before = candidate.before.dates if candidate.before else ()
    after = candidate.after.dates if candidate.after and question.answer_type not in _FIGURES else ()
    return [*before, *after]


def _overlap(asked: Period, period: Period, yearless: bool) -> bool:
    if yearless:
        return (asked.first.month, asked.first.day) == (period.first.month, period.first.day)
    return asked.first <= period.last and period.first <= asked.last


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(occurrences(words, wanted))


def _holds_office(words: Sequence[str], office: Sequence[str]) -> bool:
    """Return whether the office stands in the words as such, and not as the end of a deputy's or a former one's."""
    return any(span.start == 0 or words[span.start - 1] not in _LESSENED for span in occurrences(words, office))
