"""Whether the times of a sentence, or those around it, meet a period that a question names."""

import re
from collections.abc import Sequence

from index.candidates import Candidate
from index.question_words import folded_question
from index.types import FIGURES, Constraint, Period, Question
from index.vietnamese.dates import WrittenDate


def meets_period(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a period is the sentence's, or the article's where no figure is asked for that the sentence dates.

    What was written as a date and is none (31/02) is met by nothing.
    """
    if constraint.period is None or _reviews_another_year(question, candidate):
        return False
    own = [found.period for found in candidate.reading.dates]
    around = [*(found.period for found in _dates_around(question, candidate)), *candidate.background.periods]
    if _TERM.search(constraint.written):
        return _in_term(constraint, own, around)
    if any(in_any(constraint, period) for period in own):
        return True
    if question.answer_type in FIGURES and any(found.has_year for found in candidate.reading.dates):
        return False
    return any(in_any(constraint, period) for period in around)


def _reviews_another_year(question: Question, candidate: Candidate) -> bool:
    """Return whether the question is of a review of one year, and the sentence or its article of that of others."""
    asked = _REVIEW_ASKED.search(folded_question(question.search_text))
    if asked is None:
        return False
    background = candidate.background
    texts = (candidate.reading.words, background.words, background.lead_words)
    reviewed = {found["year"] for words in texts for found in _REVIEWED.finditer(" ".join(words))}
    return bool(reviewed) and asked["year"] not in reviewed


# What lies between is what was reviewed: after "của" or "tại" comes whose review it is, and then the year is that of
# the meeting as well as not.
_WHOSE = r"(?:cua|tai|o|quan|huyen|mat|mttq|do)\b"
_REVIEW_ASKED = re.compile(rf"\b(?:tong|so) ket(?: (?!{_WHOSE})\w+){{0,6}}?(?: cua)? nam (?P<year>\d{{4}})\b")
_REVIEWED = re.compile(r"\b(?:tong|so) ket(?: \w+){0,10}? nam (?P<year>\d{4})\b")
_TERM = re.compile(r"\d{4}\s*[-–—]\s*\d{4}")


def _in_term(constraint: Constraint, own: Sequence[Period], around: Sequence[Period]) -> bool:
    """Return whether a term of office is named, or, where no term is, a day in it."""
    named = [period for period in (*own, *around) if _is_term(period)]
    if named:
        return any(period in constraint.periods for period in named)
    return any(
        term.first <= period.first and period.last <= term.last
        for term in constraint.periods
        for period in (*own, *around)
    )


def in_any(constraint: Constraint, period: Period) -> bool:
    """Return whether ``period`` shares a day with any period of the constraint.

    A term of office (2019-2024) tells of no year in it, and only meets what holds it whole.
    """
    if _is_term(period):
        return any(asked.first <= period.first and period.last <= asked.last for asked in constraint.periods)
    return any(overlap(asked, period, constraint.yearless) for asked in constraint.periods)


def _is_term(period: Period) -> bool:
    return (period.last - period.first).days > _A_YEAR


def _dates_around(question: Question, candidate: Candidate) -> Sequence[WrittenDate]:
    """Return the dates beside the sentence that may date it: for a figure those just before, else its neighbours'."""
    before = candidate.before.dates if candidate.before else ()
    after = candidate.after.dates if candidate.after and question.answer_type not in FIGURES else ()
    return [*before, *after]


def overlap(asked: Period, period: Period, yearless: bool) -> bool:
    """Return whether two periods share a day; one asked without a year is met in any."""
    if yearless:
        return any(_same_days(asked, period, year) for year in {period.first.year, period.last.year})
    return asked.first <= period.last and period.first <= asked.last


def _same_days(asked: Period, period: Period, year: int) -> bool:
    """Return whether the period lies, in ``year``, at the days asked; one far longer (a year) tells nothing of them."""
    shift = year - asked.last.year
    try:
        first, last = (day.replace(year=day.year + shift) for day in (asked.first, asked.last))
    except ValueError:  # 29 February
        return False
    longest = max((last - first).days, _A_MONTH)
    return first <= period.last and period.first <= last and (period.last - period.first).days <= longest


_A_MONTH = 31
_A_YEAR = 366
