"""Whether a sentence is of what a question numbers: the tenth meeting, the fifth term, the third storm."""

import re
from collections.abc import Sequence

from index.candidates import Candidate
from index.ordinals import canonical_numbers, numbers_body, numbers_of_year, numbers_storm, ordinals_of, same_kind
from index.pointing import paragraph_before
from index.sentence_words import occurrences
from index.types import AnswerType, Constraint, Question
from index.vietnamese.normalise import fold

HELD_TYPES = frozenset({AnswerType.WHEN, AnswerType.WHERE})
"""Types that ask when or where a meeting was held, which no other meeting of the kind tells."""


def meets_ordinal(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether an ordinal is met: said with what it numbers in one clause, or in the title with nothing else."""
    background = candidate.background
    if numbers_storm(constraint):
        everything = f"{fold(background.article.title)} {background.folded_body}"
        return bool(re.search(rf"\bbao {' '.join(constraint.words)}\b", everything))
    if numbers_of_year(constraint):
        if question.answer_type is AnswerType.YES_NO:
            return True  # it is answered by which one it was
        return _holds(canonical_numbers(background.folded_body.split()), constraint.words)
    if question.answer_type in HELD_TYPES and _is_of_another(constraint, candidate):
        return False
    around = (candidate.reading.words, background.words, background.lead_words)
    held = [_holds(where, constraint.words) for where in around]
    told_before = candidate.before is not None and _holds(candidate.before.words, constraint.words)
    if not constraint.head or not (any(held) or told_before):
        named = any(held) or told_before or _is_elected_by(constraint, candidate)
        return named or _is_told_in_paragraph(constraint, candidate)
    here, titled, led = held
    numbered = (
        *(candidate.reading.ordinals if here else ()),
        *(background.lead_ordinals if led else ()),
        *(candidate.before.ordinals if candidate.before and told_before else ()),
    )
    alone = background.title_ordinals if titled else ()
    said = [*alone, *(one for one in numbered if one.head or numbers_body(constraint))]
    return any(one.words == constraint.words and same_kind(one.head, constraint.head) for one in said)


def _is_told_in_paragraph(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether the paragraph of a sentence names the very term of a body before it, and no other.

    "… bầu cử Quốc hội khóa XIV … Ngày 22/5, toàn huyện có 99,1% cử tri đi bỏ phiếu."
    """
    if constraint.words[0] != "khoa":
        return False
    told = (*ordinals_of(paragraph_before(candidate)), *candidate.reading.ordinals)
    return {one.words for one in told if one.words[0] == "khoa"} == {constraint.words}


def _is_elected_by(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether an article is of the congress that elects the body asked for: "khóa XI" that of "lần thứ XI"."""
    lead, *number = constraint.words
    if lead != "khoa" or constraint.head:
        return False
    titled = candidate.background.title_ordinals
    return any(one.words == ("lan", *number) and one.head == _CONGRESS for one in titled)


_CONGRESS = ("dai", "hoi")


def _is_of_another(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether an article is of another meeting of the kind, the third, and the sentence not of the second."""
    told, here = (
        {one.words for one in ordinals if one.head and same_kind(one.head, constraint.head)}
        for ordinals in (candidate.background.title_ordinals, candidate.reading.ordinals)
    )
    return bool(constraint.head and told) and constraint.words not in told | here


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(occurrences(words, wanted))
