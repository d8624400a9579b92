"""Sums of money in a sentence, and which fund each was raised for."""

import re
from collections.abc import Iterator, Sequence

from index.sentence_words import SentenceWords
from index.types import AnswerType, ConstraintKind, Question, Span
from index.vietnamese.amounts import WrittenNumber, find_foreign_money, find_money
from index.vietnamese.normalise import fold, normalise, spelled
from index.vietnamese.tokens import Token, tokenise

_NAME_REACH = 8
_GIVEN_REACH = 3
_GIVING = frozenset({"cho", "vao", "ung", "gop", "tang", "trich"})
# What something cost is not told by what was raised.
_COST_ASKED = re.compile(
    r"(?<!con )\bton\b(?! (?:quy|dong|lai))|\bchi (?:ra )?bao nhieu\b|\bchi phi\b"
    r"|\bhet (?:tong cong |khoang |chung |tat ca )?bao nhieu\b"
)
_COST = re.compile(rf"(?<!\w){spelled('tốn', 'chi', 'phí', 'giá', 'đầu tư', 'xử phạt')}(?!\w)")
_COST_BESIDE = 90  # characters before a sum, within its part between semicolons
_SPENT = frozenset({"trích", "chi", "tặng", "xây", "trợ"})  # "trao" is done by givers as well
_SPENDING = frozenset({"trich", "chi", "tang", "trao", "xay", "tro"})


def fund_mentions(tokens: Sequence[Token], fund: Sequence[str]) -> list[int]:
    """Return the positions of the word quỹ that the folded words of ``fund`` follow."""
    return [
        position
        for position in _funds(tokens)
        if set(fund) <= {token.folded for token in tokens[position + 1 : position + 1 + _NAME_REACH]}
    ]


def names_one_fund(tokens: Sequence[Token]) -> bool:
    """Return whether a title names one fund and no more."""
    return len(_named(tokens)) == 1


def names_no_fund(tokens: Sequence[Token]) -> bool:
    """Return whether no fund is named; "Quỹ" alone ("Ban Vận động Quỹ") is the one that everybody knows to be meant."""
    return not _named(tokens)


def _named(tokens: Sequence[Token]) -> list[int]:
    return [
        position
        for position in _funds(tokens)
        if position + 1 < len(tokens) and tokens[position + 1].folded in _NAME_BEGINS
    ]


_NAME_BEGINS = frozenset({"vi", "den", "khuyen", "bao", "phong", "cuu", "ho", "cham", "xa"})


def find_sums(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    """Yield sums of money; if a fund is asked for, only what the sentence gives for that fund."""
    sums = (found for found in find_money(sentence.text) if found.value)  # "chuyến xe 0 đồng" is a name
    money = [
        found
        for found in sums
        if not any(_is_else(question, sentence, found) for _is_else in (_is_of_other_time, _is_left_over, _is_of_level))
    ]
    money = [found for found in money if _is_of_year_alone(question, sentence, found)] or money
    funds = [constraint.words for constraint in question.constraints if constraint.kind is ConstraintKind.FUND]
    mentions = _funds(sentence.tokens)
    if question.answer_type is AnswerType.FUNDS and not mentions:
        return
    if not funds:
        told = [*money, *find_foreign_money(sentence.text)]
        if _COST_ASKED.search(question.folded):
            told = [found for found in told if _is_cost(sentence, found)]
        yield from (Span(found.start, found.end) for found in told)
        return
    asked = {token.folded for token in tokenise(question.search_text)}
    if names_no_fund(sentence.tokens):
        # Whether it is of the fund asked for, the title says.
        money = [found for found in money if asked & _SPENDING or not _SPENT & _part_words(sentence, found)]
        yield from (Span(found.start, found.end) for found in money)
        return
    for fund in funds:
        spending = _SPENDING - set(fund)  # a fund for relief (cứu trợ) is named so whatever it does
        for mention in fund_mentions(sentence.tokens, fund):
            yield from _raised(sentence, money, mentions, mention, spending, spent=bool(asked & spending))


def _part_words(sentence: SentenceWords, found: WrittenNumber) -> set[str]:
    """Return the words of the part between semicolons that a sum stands in."""
    first = sentence.text.rfind(";", 0, found.start) + 1
    last = sentence.text.find(";", found.end)
    last = last if last > 0 else len(sentence.text)
    return {token.text for token in sentence.tokens if first <= token.start < last}


def _is_cost(sentence: SentenceWords, found: WrittenNumber) -> bool:
    """Return whether the words before a sum, or right after it, say that it was spent."""
    before = sentence.text[max(0, found.start - _COST_BESIDE) : found.start].rpartition(";")[2]
    after = sentence.text[found.end : found.end + _COST_BESIDE // 3].partition(";")[0]
    return bool(_COST.search(normalise(before)) or _COST.search(normalise(after)))


def _is_of_other_time(question: Question, sentence: SentenceWords, found: WrittenNumber) -> bool:
    """Return whether the year right before a sum, in its clause, is none that the question names ("riêng năm 2018")."""
    asked = [period for constraint in question.constraints for period in constraint.periods if not constraint.yearless]
    before = [date for date in sentence.dates if date.has_year and date.end <= found.start]
    if not asked or not before or _CLAUSE_MARK.search(sentence.text[before[-1].end : found.start]):
        return False
    told = before[-1].period
    return not any(period.first <= told.last and told.first <= period.last for period in asked)


def _is_left_over(question: Question, sentence: SentenceWords, found: WrittenNumber) -> bool:
    """Return whether a sum is what was left or owed ("với số dư hơn 41 tỷ đồng"), and nobody asks for that."""
    told = _LEFT_OVER.search(sentence.folded[: found.start])
    return bool(told) and not _LEFT_ASKED.search(question.folded)


_LEFT_OVER = re.compile(r"\b(?:so du|du no|con no|con ton|ton quy|ton dong)(?: \w+){0,4} $")
_LEFT_ASKED = re.compile(r"\b(?:du|no|con|ton)\b")


def _is_of_level(question: Question, sentence: SentenceWords, found: WrittenNumber) -> bool:
    """Return whether a sum is said to be of another level than the question's ("mô hình cấp tỉnh 30 triệu đồng")."""
    asked = {match[1] for match in _OF_LEVEL.finditer(question.folded)}
    told = [match[1] for match in _OF_LEVEL.finditer(sentence.folded[: found.start])]
    return bool(asked and told) and told[-1] not in asked


_OF_LEVEL = re.compile(r"\bcap (tinh|thanh pho|quan|huyen|xa|phuong|thon|trung uong|co so)\b")


def _is_of_year_alone(question: Question, sentence: SentenceWords, found: WrittenNumber) -> bool:
    """Return whether a sum is said to be of the year asked for alone ("riêng năm 2021 được 6,8 tỷ đồng")."""
    asked = {period for constraint in question.constraints for period in constraint.periods if not constraint.yearless}
    before = [date for date in sentence.dates if date.end <= found.start and date.period in asked]
    if not before or re.search(r"[,;\d]", sentence.text[before[-1].end : found.start]):
        return False
    return bool(_ALONE.search(fold(sentence.text[: before[-1].start])))


_ALONE = re.compile(r"\brieng (?:trong )?(?:nam )?$")
_CLAUSE_MARK = re.compile(r"[,;:](?=\s)")


def _funds(tokens: Sequence[Token]) -> list[int]:
    return [position for position, token in enumerate(tokens) if token.text == "quỹ"]


def _raised(
    sentence: SentenceWords,
    money: Sequence[WrittenNumber],
    mentions: Sequence[int],
    mention: int,
    spending: frozenset[str],
    *,
    spent: bool,
) -> Iterator[Span]:
    """Yield the sum given right before the fund ("2 tỷ đồng cho Quỹ ..."), else the one between this fund and the next.

    What a fund spent (words of ``spending`` lead to it) is not what it raised, and counts only where the question is of
    spending.
    """
    here = sentence.tokens[mention].start
    following = next((position for position in mentions if position > mention), None)
    before = next((position for position in reversed(mentions) if position < mention), None)
    end = sentence.tokens[following].start if following is not None else len(sentence.text)
    start = sentence.tokens[before].start if before is not None else 0
    given = [found for found in money if start < found.start < here]
    between = [token.folded for token in sentence.tokens if given and given[-1].end <= token.start < here]
    parted = bool(given) and ";" in sentence.text[given[-1].end : here]
    is_given = not parted and bool((_GIVING | ({"tu"} if spent else set())) & set(between))
    after = [found for found in money if here < found.start < end]
    if is_given and (len(between) <= _GIVEN_REACH or not after):
        yield Span(given[-1].start, given[-1].end)
    elif after:
        led = [token for token in sentence.tokens if here <= token.start < after[0].start]
        if spent or not any(token.folded in spending and token.text != "chí" for token in led):
            yield Span(after[0].start, after[0].end)
