"""Finds the words in a sentence that can answer a question of a given type: dates, sums, counts, people, offices."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.holders import HolderFinder
from index.sentence_words import SentenceWords
from index.sums import find_sums
from index.types import AnswerType, Question, Span
from index.vietnamese.amounts import find_counts, find_money, find_percentages
from index.vietnamese.dates import WrittenDate, find_dates
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold, normalise

_COUNTED_REACH = 3
_LEAP_YEAR = 2000
_NUMBER_WORDS = frozenset({"hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"})
# Times that are no dates of our day: early years, centuries, eras.
_OTHER_TIME = re.compile(
    r"\bnăm \d{1,4}\b|\b(?:đầu |cuối |giữa )?(?:thế kỉ|thập niên|thập kỉ) (?:thứ )?[\w]+|\b\d{1,4} (?:tcn|scn)\b"
    r"|(?<![\d.,])1\d{3}(?![\d.,])"
)
_TERM_ASKED = re.compile(r"\b(?:nhiem ki|giai doan|nam (?:nao|may|bao nhieu)|thoi (?:ki|gian) nao)\b")
# "Kế hoạch số 655/KH-MTTW ngày 31/10/2018": the day of a document, and of no meeting.
_DOCUMENT = (
    r"\b(?:ke hoach|quyet dinh|nghi quyet|thong bao|cong van|chi thi|huong dan|nghi dinh|thong tu|thong tri|ket luan"
    r"|quy dinh)"
)
_DOCUMENT_DATED = re.compile(rf"{_DOCUMENT} (?:lien tich )?(?:so )?\d[^,;.]{{0,40}}$")
_DOCUMENT_ASKED = re.compile(rf"{_DOCUMENT} (?:nao|so|nay)|\bvan ban nao|ban hanh|\bky\b")
_COARSE_ASKED = re.compile(r"\b(?:nam|thang|quy|nhiem ki) (?:nao|may|bao nhieu|gi)\b")
_DAY_ASKED = frozenset({"ngay", "hom", "buoi"})
_AT = frozenset({"tại", "ở"})
_NO_PLACE = frozenset(
    [
        "hoi",
        "buoi",
        "le",
        "day",
        "do",
        "cuoc",
        "phien",
        "ki",
        "dai",
        "diem",
        "cac",
        "nhung",
        "thoi",
        "chuong",
        "thong",
        "quyet",
        "nghi",
        "van",
        "bao",
    ]
)
_PLURAL = frozenset({"các", "những"})
_LIST_REACH = 5
_DAY_PARTS = frozenset({"sang", "trua", "chieu", "toi"})


@dataclass(frozen=True, slots=True)
class TypeFinder:
    """Finds words of the type a question asks for."""

    names: Names
    offices: Sequence[tuple[str, ...]]

    def find(self, question: Question, sentence: SentenceWords) -> list[Span]:
        """Return the spans that could answer, in order; empty for a type that shows in no word."""
        holders = HolderFinder(self.names, self.offices)
        finders: Mapping[AnswerType, Callable[[Question, SentenceWords], Iterable[Span]]] = {
            AnswerType.AMOUNT: find_sums,
            AnswerType.FUNDS: find_sums,
            AnswerType.PERCENTAGE: _percentages,
            AnswerType.COUNT: _counts,
            AnswerType.WHEN: _dates,
            AnswerType.WHO: holders.people,
            AnswerType.OFFICE: holders.held_by,
            AnswerType.WHERE: self._places,
        }
        finder = finders.get(question.answer_type)
        return list(finder(question, sentence)) if finder else []

    def _places(self, question: Question, sentence: SentenceWords) -> Iterator[Span]:
        tokens = sentence.tokens
        for position in range(len(tokens)):
            if not question.level and tokens[position].text in _AT and position + 2 < len(tokens):
                following = tokens[position + 1]
                if following.folded not in _NO_PLACE:
                    yield sentence.span(position, position + 3)
            level = self.names.level_at(tokens, position, accented=True)
            first = position + level
            if not level or first >= len(tokens):
                continue
            if question.level and fold(" ".join(token.text for token in tokens[position:first])) != question.level:
                continue
            yield from _named_after(sentence, position, first)


def _named_after(sentence: SentenceWords, position: int, first: int) -> Iterator[Span]:
    """Yield a level with the name that follows, or with the list that its plural introduces ("các quận ... (A, B)")."""
    plural = position > 0 and sentence.tokens[position - 1].text in _PLURAL
    reach = _LIST_REACH if plural else 1
    for place in range(first, min(first + reach, len(sentence.tokens))):
        if sentence.text[sentence.tokens[place].start].isupper():
            yield sentence.span(position, place + 1)
            return


def _percentages(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    yield from (Span(found.start, found.end) for found in find_percentages(sentence.text))


def _counts(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    """Yield numbers that count what is asked for: its first word follows closely."""
    numbers = [Span(found.start, found.end) for found in find_counts(sentence.text)]
    if not question.counted:
        # "Ủng hộ bao nhiêu?" does not say of what: a sum answers as well.
        numbers += [Span(found.start, found.end) for found in find_money(sentence.text)]
    numbers += [Span(token.start, token.end) for token in sentence.tokens if token.text in _NUMBER_WORDS]
    if _RANK_ASKED.search(fold(question.search_text)):
        yield from (Span(*match.span()) for match in _RANK.finditer(normalise(sentence.text)))
    for number in sorted(numbers, key=lambda span: span.start):
        following = [token.folded for token in sentence.tokens if token.start >= number.end][:_COUNTED_REACH]
        if not question.counted or question.counted[0] in following or _is_age(question, sentence, number):
            yield number


_RANK_ASKED = re.compile(r"\bthu (?:may|bao nhieu)\b")
_RANK = re.compile(r"\b(?:thứ|hạng|top) (?:\d+|nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)\b")


def _is_age(question: Question, sentence: SentenceWords, number: Span) -> bool:
    """Return whether the number is an age as "ở tuổi 39" tells it."""
    before = [token.folded for token in sentence.tokens if token.end <= number.start][-1:]
    return question.counted[:1] == ("tuoi",) == tuple(before)


def _dates(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    """Yield dates as fine as the question wants, but not those that it names itself, nor those of documents."""
    asked = fold(question.search_text)
    words = set(asked.split())
    known = {period for constraint in question.constraints for period in constraint.periods}
    days = [found for found in sentence.dates if found.kind == "day"] or _days_of_no_year(sentence)
    # "Khi nào" is best told by a day; a sentence that has one is not answered by the year of a plan it mentions.
    finest = days if days and not _COARSE_ASKED.search(asked) else sentence.dates or days
    for found in finest:
        if found.period in known or (found.kind in {"term", "span"} and not _TERM_ASKED.search(asked)):
            continue
        if _DOCUMENT_DATED.search(fold(sentence.text[: found.start])) and not _DOCUMENT_ASKED.search(asked):
            continue
        if words & _DAY_ASKED and found.kind != "day":
            continue
        if "nam nao" in asked and not found.has_year:
            continue
        yield Span(_with_day_part(sentence, found), found.end)
    if not days and not words & _DAY_ASKED:
        for match in _OTHER_TIME.finditer(normalise(sentence.text)):
            yield Span(match.start(), match.end())


def _days_of_no_year(sentence: SentenceWords) -> list[WrittenDate]:
    """Return the days of a sentence whose article does not say when it appeared: they answer as they are written."""
    found = find_dates(sentence.text, _LEAP_YEAR)
    return [one for one in found if one.kind == "day" and not one.has_year]


def _with_day_part(sentence: SentenceWords, found: WrittenDate) -> int:
    """Return where the date begins with its part of the day (sáng ngày 21/02)."""
    before = [token for token in sentence.tokens if token.end <= found.start][-2:]
    for token, _ in pairwise([*before, None]):
        if token and token.folded in _DAY_PARTS:
            return token.start
    return found.start
