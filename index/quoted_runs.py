"""Which sentences are quoted with the one that answers: neighbours that may well hold the answer, or go on with it."""

import re
from collections.abc import Sequence

from index.candidates import Candidate
from index.features import Features
from index.options import AnswerOptions
from index.requirements import asks_for_several, asks_why, carries_on, tells_cause
from index.types import AnswerType, Question
from index.windows import best_run

_UNTIL_CAUSE = 2  # sentences


def quoted_run(
    question: Question, place: int, candidates: Sequence[Candidate], odds: Features, options: AnswerOptions
) -> range:
    """Return the places of the sentences to quote: the one at ``place``, with neighbours of its passage.

    ``odds`` are how probably each candidate holds the answer, a number each.
    """
    first = last = place
    while first > 0 and candidates[first].before is candidates[first - 1].reading:
        first -= 1
    while last + 1 < len(candidates) and candidates[last].after is candidates[last + 1].reading:
        last += 1
    run = best_run(
        [candidate.reading.sentence for candidate in candidates[first : last + 1]],
        odds[first : last + 1].tolist(),
        place - first,
        longest=options.quote_characters,
        cost=options.quote_cost,
    )
    run = range(first + run.start, first + run.stop)
    stop = run.stop
    if asks_why(question):
        stop = _told_why(run, last, candidates)
    elif asks_for_several(question):
        stop = _carried_on(run, last, candidates)
    elif question.answer_type in _TOLD_AT_LENGTH:
        stop = _gone_into(run, last, candidates)
    begins = candidates[run.start].reading.sentence.start
    while stop > run.stop and candidates[stop - 1].reading.sentence.end - begins > options.quote_characters:
        stop -= 1
    return range(run.start, stop)


def _carried_on(run: range, last: int, candidates: Sequence[Candidate]) -> int:
    """Return where a run ends with the sentences after it, up to ``last``, that go on with several things asked for."""
    stop = run.stop
    while stop <= last and candidates[stop].typed and carries_on(candidates[stop].reading):
        stop += 1
    return _enumerated(stop, last, candidates)


def _enumerated(stop: int, last: int, candidates: Sequence[Candidate]) -> int:
    """Return where a run ends with the sentences that number what it announces ("… ba vấn đề. Thứ nhất, …")."""
    while stop <= last and _ENUMERATES.match(candidates[stop].reading.text):
        stop += 1
    return stop


def _gone_into(run: range, last: int, candidates: Sequence[Candidate]) -> int:
    """Return where a run ends with the sentence after it that goes into it ("Theo đó, hộ nghèo được giao …")."""
    following = candidates[run.stop].reading if run.stop <= last else None
    if following is None:
        return run.stop
    if _ENUMERATES.match(following.text):
        return _enumerated(run.stop, last, candidates)
    said = _HEARD.search(candidates[run.stop - 1].reading.line) and _SAYS_ON.match(following.text)
    return run.stop + bool(said or _INTO.match(" ".join(following.words[:3])))


_ENUMERATES = re.compile(r"Thứ (?:nhất|hai|ba|tư|năm)\b|(?:Một|Hai|Ba|Bốn|Năm) là\b|[-+•] ")
_TOLD_AT_LENGTH = frozenset({AnswerType.REASON, AnswerType.PASSAGE})
# "Hội nghị nghe ý kiến của ông A. Ông đề nghị …": what was said comes after.
_HEARD = re.compile(r"\b(?:nghe|ghi nhan) (?:\w+ ){0,3}?(?:y kien|phat bieu|tham luan|chia se)\b")
_SAYS_ON = re.compile(r"(?:Theo )?(?:Ông|Bà|Anh|Chị|ông|bà|anh|chị)\b|[“\"]")
_INTO = re.compile(r"(?:theo do|cu the|trong do|moi to|moi nhom|moi ho)\b")


def _told_why(run: range, last: int, candidates: Sequence[Candidate]) -> int:
    """Return where a run ends with the sentence that says why, if that is one of the two after it."""
    after = range(run.stop, min(run.stop + _UNTIL_CAUSE, last + 1))
    if any(tells_cause(candidates[place].reading) for place in run):
        return run.stop
    return next((place + 1 for place in after if tells_cause(candidates[place].reading)), run.stop)
