"""Finds the words in a sentence that can answer a question of a given type: dates, sums, counts, people, offices."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.types import AnswerType, ConstraintKind, Question, Span
from index.vietnamese.amounts import WrittenNumber, find_counts, find_money, find_percentages
from index.vietnamese.dates import WrittenDate
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold, normalise
from index.vietnamese.tokens import Token

_COUNTED_REACH = 3
_NUMBER_WORDS = frozenset({"hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"})
# Times that are no dates of our day: early years, centuries, eras.
_OTHER_TIME = re.compile(
    r"\bnăm \d{1,4}\b|\b(?:đầu |cuối |giữa )?(?:thế kỉ|thập niên|thập kỉ) (?:thứ )?[\w]+|\b\d{1,4} (?:tcn|scn)\b"
    r"|(?<![\d.,])1\d{3}(?![\d.,])"
)
_NAME_REACH = 14
_FUND_WORDS_REACH = 8
_GIVING = frozenset({"cho", "vao", "ung", "gop", "tang", "trich"})
_DAY_ASKED = frozenset({"ngay", "hom", "buoi"})
_AT = frozenset({"tại", "ở"})
_NO_PLACE = frozenset({"hoi", "buoi", "le", "day", "do", "cuoc", "phien", "ki", "dai", "diem", "cac", "nhung", "thoi"})
_PLURAL = frozenset({"các", "những"})
_LIST_REACH = 5
_DAY_PARTS = frozenset({"sang", "trua", "chieu", "toi"})


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """A sentence as the finders read it; spans that they return are offsets in ``text``."""

    text: str
    tokens: Sequence[Token]
    dates: Sequence[WrittenDate]

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens from ``first`` up to ``last``, not including it."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


@dataclass(frozen=True, slots=True)
class TypeFinder:
    """Finds words of the type a question asks for."""

    names: Names
    offices: Sequence[tuple[str, ...]]

    def find(self, question: Question, sentence: SentenceWords) -> list[Span]:
        """Return the spans that could answer, in order; empty for a type that shows in no word."""
        finders: Mapping[AnswerType, Callable[[Question, SentenceWords], Iterable[Span]]] = {
            AnswerType.AMOUNT: _sums,
            AnswerType.FUNDS: _sums,
            AnswerType.PERCENTAGE: _percentages,
            AnswerType.COUNT: _counts,
            AnswerType.WHEN: _dates,
            AnswerType.WHO: self._people,
            AnswerType.OFFICE: self._offices_of,
            AnswerType.WHERE: self._places,
        }
        finder = finders.get(question.answer_type)
        return list(finder(question, sentence)) if finder else []

    def _people(self, question: Question, sentence: SentenceWords) -> Iterator[Span]:
        people = self.names.find_people(sentence.text, sentence.tokens)
        people = people or self.names.find_foreigners(sentence.text, sentence.tokens)
        asked = [constraint.words for constraint in question.constraints if constraint.kind is ConstraintKind.OFFICE]
        if not asked:
            yield from (sentence.span(person.start, person.end) for person in people)
            return
        held = [span for span, office in self._office_spans(sentence) if office in asked]
        yield from (
            _together(sentence, person, office) for office in held for person in _holders(sentence, people, office)
        )

    def _offices_of(self, question: Question, sentence: SentenceWords) -> Iterator[Span]:
        words = [token.folded for token in sentence.tokens]
        held = [span for span, _ in self._office_spans(sentence)]
        for constraint in question.constraints:
            if constraint.kind is not ConstraintKind.PERSON:
                continue
            for person in occurrences(words, constraint.words):
                yield from (_together(sentence, person, office) for office in held if _near(sentence, person, office))

    def _office_spans(self, sentence: SentenceWords) -> Iterator[tuple[Span, tuple[str, ...]]]:
        words = [token.folded for token in sentence.tokens]
        position = 0
        while position < len(words):
            office = next(
                (office for office in self.offices if tuple(words[position : position + len(office)]) == office),
                None,
            )
            if office:
                yield Span(position, position + len(office)), office
            position += len(office) if office else 1

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


def occurrences(words: Sequence[str], wanted: Sequence[str]) -> list[Span]:
    """Return where ``wanted`` stands in ``words``, as ranges of positions."""
    size = len(wanted)
    return [
        Span(position, position + size)
        for position in range(len(words) - size + 1)
        if tuple(words[position : position + size]) == tuple(wanted)
    ]


def fund_mentions(tokens: Sequence[Token], fund: Sequence[str]) -> list[int]:
    """Return the positions of the word quỹ that the folded words of ``fund`` follow."""
    return [
        position
        for position in _funds(tokens)
        if set(fund) <= {token.folded for token in tokens[position + 1 : position + 1 + _FUND_WORDS_REACH]}
    ]


def _funds(tokens: Sequence[Token]) -> list[int]:
    return [position for position, token in enumerate(tokens) if token.text == "quỹ"]


def _near(sentence: SentenceWords, one: Span, other: Span) -> bool:
    """Return whether a person and an office stand close, in one item of a list."""
    first, last = sorted((one, other), key=lambda span: span.start)
    between = sentence.text[sentence.tokens[first.end - 1].end : sentence.tokens[last.start].start]
    return last.start - first.end <= _NAME_REACH and ";" not in between


def _holders(sentence: SentenceWords, people: Sequence[Span], office: Span) -> list[Span]:
    """Return who holds the office: the person named before it with a dash or comma, else the one named after it.

    "Nguyễn Văn A - Trưởng ban Dân vận" and "Trưởng ban Dân vận Nguyễn Văn A" are both usual.
    """
    near = [person for person in people if _near(sentence, person, office)]
    before = [person for person in near if person.end <= office.start and _apposed(sentence, person)]
    after = [person for person in near if person.start >= office.end]
    if after and not before:
        return after[:1]
    return before[-1:] or near[:1]


def _apposed(sentence: SentenceWords, person: Span) -> bool:
    following = sentence.text[sentence.tokens[person.end - 1].end :].lstrip()
    return following[:1] in {"-", "–", "—", ",", "("}


def _together(sentence: SentenceWords, one: Span, other: Span) -> Span:
    return sentence.span(min(one.start, other.start), max(one.end, other.end))


def _sums(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    """Yield sums of money; if a fund is asked for, only what the sentence gives for that fund."""
    money = find_money(sentence.text)
    funds = [constraint.words for constraint in question.constraints if constraint.kind is ConstraintKind.FUND]
    mentions = _funds(sentence.tokens)
    if question.answer_type is AnswerType.FUNDS and not mentions:
        return
    if not funds:
        yield from (Span(found.start, found.end) for found in money)
        return
    for fund in funds:
        for mention in fund_mentions(sentence.tokens, fund):
            yield from _raised(sentence, money, mentions, mention)


def _raised(
    sentence: SentenceWords, money: Sequence[WrittenNumber], mentions: Sequence[int], mention: int
) -> Iterator[Span]:
    """Yield the sum between this fund and the next, else the one given to it just before ("2 tỷ đồng cho Quỹ ...")."""
    here = sentence.tokens[mention].start
    following = next((position for position in mentions if position > mention), None)
    before = next((position for position in reversed(mentions) if position < mention), None)
    end = sentence.tokens[following].start if following is not None else len(sentence.text)
    start = sentence.tokens[before].start if before is not None else 0
    after = [found for found in money if here < found.start < end]
    if after:
        yield Span(after[0].start, after[0].end)
        return
    given = [found for found in money if start < found.start < here]
    if given:
        between = {token.folded for token in sentence.tokens if given[-1].end <= token.start < here}
        if between & _GIVING:
            yield Span(given[-1].start, given[-1].end)


def _percentages(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    yield from (Span(found.start, found.end) for found in find_percentages(sentence.text))


def _counts(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    """Yield numbers that count what is asked for: its first word follows closely."""
    numbers = [Span(found.start, found.end) for found in find_counts(sentence.text)]
    numbers += [Span(token.start, token.end) for token in sentence.tokens if token.text in _NUMBER_WORDS]
    for number in sorted(numbers, key=lambda span: span.start):
        following = [token.folded for token in sentence.tokens if token.start >= number.end][:_COUNTED_REACH]
        if not question.counted or question.counted[0] in following:
            yield number


def _dates(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    """Yield dates as fine as the question wants, but not those that it names itself."""
    asked = set(fold(question.search_text).split())
    known = {constraint.period for constraint in question.constraints if constraint.period}
    for found in sentence.dates:
        if found.period in known:
            continue
        if asked & _DAY_ASKED and found.kind != "day":
            continue
        if "nam nao" in fold(question.search_text) and not found.has_year:
            continue
        yield Span(_with_day_part(sentence, found), found.end)
    if not asked & _DAY_ASKED:
        for match in _OTHER_TIME.finditer(normalise(sentence.text)):
            yield Span(match.start(), match.end())


def _with_day_part(sentence: SentenceWords, found: WrittenDate) -> int:
    """Return where the date begins with its part of the day (sáng ngày 21/02)."""
    before = [token for token in sentence.tokens if token.end <= found.start][-2:]
    for token, _ in pairwise([*before, None]):
        if token and token.folded in _DAY_PARTS:
            return token.start
    return found.start
