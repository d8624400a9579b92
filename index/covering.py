"""How much of a question a sentence is about: the words that it holds, and what else it tells of them."""

import re
from dataclasses import replace

from index.candidates import Candidate
from index.features import context_coverage
from index.matching import Wanted
from index.ranks import asks_rank
from index.requirements import asks_for_limits, asks_limit, asks_what_for, tells_limits
from index.types import FIGURES, AnswerType, ConstraintKind, Question

_FEW_WORDS = 6.0  # weight
_MET = 1.0  # weight of what is met beside the words that are held
_SPENT = re.compile(r"\b(?:chi|trich|su dung|giai ngan|dung|ho tro|trao|tang)\b")
# "Tiền của quỹ được dùng làm gì" is told by what was given out, whatever it is called.
_SPENDING = frozenset({"tien", "so", "dung", "su", "chi", "de", "lam", "vao", "viec", "kinh", "phi"})
_SPENT_ON = re.compile(r"\b(?:chi|trich|chuyen|ho tro|trao|tang|xay|giup|mua|sua chua|gop)\b")
_HARDLY_ANY = 4.0  # weight
_NAMING = frozenset({ConstraintKind.PLACE, ConstraintKind.PERSON, ConstraintKind.FUND, ConstraintKind.ORDINAL})
_SHOWN_BY_NAME = frozenset({AnswerType.WHO, AnswerType.WHERE, AnswerType.OFFICE})


def covered_and_met(question: Question, asked: Wanted, candidate: Candidate) -> float:
    """Return the share of a question that a sentence holds (0 to 1), with what it meets if it shows a name or place.

    ``asked`` are its telling words that are no constraint. What a sum of the very fund and place meets counts as well:
    "từ đầu năm đến hết tháng 9, quỹ … của quận X nhận được bao nhiêu?" leaves few words beside what it names.
    """
    named = {constraint.kind for constraint in question.constraints}
    covered = _covered_with_rank(question, asked, candidate)
    spent = _SPENT.search(question.folded)  # which what was raised does not tell
    of_fund = not spent and named >= {ConstraintKind.FUND, ConstraintKind.PLACE}
    weight, met = sum(word.weight for word in asked.words), _MET * len(named)
    shown = candidate.typed and (of_fund or question.answer_type in _SHOWN_BY_NAME)
    # "Phường X có phải là nơi làm đại hội điểm của quận Y không?" is answered by what meets all that it names.
    sure = sum(constraint.kind in _NAMING for constraint in question.constraints)
    if question.answer_type is AnswerType.YES_NO and weight < _HARDLY_ANY and sure > 1:
        return (covered * weight + sure) / (weight + sure)
    if not shown or (weight > _FEW_WORDS and not (of_fund and question.answer_type in FIGURES)):
        return covered
    return (covered * weight + met) / (weight + met)


def _covered_with_rank(question: Question, asked: Wanted, candidate: Candidate) -> float:
    """Return the share that a sentence holds which says what is the most, lacking or spent, in whatever words."""
    short = asks_for_limits(question) and tells_limits(candidate.reading)
    spent = asks_what_for(question) and _SPENT_ON.search(candidate.reading.line)
    rest = [
        word
        for word in asked.words
        if not asks_rank(question, word.folded)
        and not (short and asks_limit(word.folded))
        and not (spent and _SPENDING.issuperset(word.folded))
    ]
    told, other = (sum(word.weight for word in words) for words in (asked.words, rest))
    if told == other:
        return context_coverage(asked, candidate)
    held = context_coverage(replace(asked, words=tuple(rest)), candidate) if rest else 0.0
    return (held * other + told - other) / told
