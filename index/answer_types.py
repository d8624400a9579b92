"""Finds the words in a sentence that can answer a question of a given type: dates, sums, counts, people, offices."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.bodies import BODY_ASKED, BodyFinder
from index.counted import CountFinder
from index.holders import HolderFinder
from index.level_names import named_of_level
from index.named_things import named_things
from index.sentence_words import SentenceWords, occurrences
from index.sums import find_sums
from index.synonyms import NO_SYNONYMS, Synonyms
from index.types import AnswerType, Question, Span
from index.vietnamese.amounts import find_fractions, find_percentages
from index.vietnamese.dates import WrittenDate, find_dates
from index.vietnamese.names import Names
from index.vietnamese.normalise import spelled
from index.vietnamese.tokens import Token

_LEAP_YEAR = 2000
# Times that are no dates of our day: early years, centuries, eras.
_OTHER_TIME = re.compile(
    r"\bnăm \d{1,4}\b|\b(?:đầu |cuối |giữa )?(?:thế kỉ|thập niên|thập kỉ) (?:thứ )?[\w]+|\b\d{1,4} (?:tcn|scn)\b"
    r"|(?<![\d.,])1\d{3}(?![\d.,])"
)
_CENTURY = re.compile(r"\bthế kỉ (?:thứ )?\w+")
_TERM_ASKED = re.compile(r"\b(?:nhiem ki|giai doan|nam (?:nao|may|bao nhieu)|thoi (?:ki|gian) nao)\b")
# "Kế hoạch số 655/KH-MTTW ngày 31/10/2018": the day of a document, and of no meeting.
_DOCUMENT = (
    r"\b(?:ke hoach|quyet dinh|nghi quyet|thong bao|cong van|chi thi|huong dan|nghi dinh|thong tu|thong tri|ket luan"
    r"|quy dinh)"
)
_DOCUMENT_DATED = re.compile(rf"{_DOCUMENT} (?:lien tich )?(?:so )?\d[^,;.]{{0,40}}$")
_DOCUMENT_ASKED = re.compile(rf"{_DOCUMENT} (?:nao|so|nay)|\bvan ban nao|ban hanh|\bky\b")
_COARSE_ASKED = re.compile(r"\b(?:nam|thang|quy|nhiem ki) (?:nao|may|bao nhieu|gi)\b")
_HOUR_ASKED = re.compile(r"\b(?:may gio|gio nao|gio may)\b")
_HOUR = re.compile(r"(?<![\d.,])(?:[01]?\d|2[0-4]) ?(?:h|g|giờ|:)(?: ?[0-5]\d)?(?: ?phút)?(?!\w)")
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
_OF_BODIES = frozenset({AnswerType.PASSAGE, AnswerType.LIST})
LIST_ASKED = re.compile(
    r"\b(?:may|\d+|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (?:xa|phuong|quan|huyen|tinh|thon|thi tran|dia phuong) nao\b|"
    r"\b(?:nhung|cac) [a-z ]{2,12} nao\b|\b(?:liet ke|ke ten|neu ten|biet ten|danh sach)(?: ten)? (?:cac|nhung)\b"
)
"""Several are asked for, in folded words."""
_RATIO = re.compile(rf"{spelled('tỉ lệ')} (?:{spelled('là', 'khoảng')} )?(?P<ratio>\d+ ?[:/] ?\d+)(?![\d:/])")
_UNTIL_ASKED = re.compile(
    r"\b(?:den|toi|het|truoc|cham nhat) (?:het )?(?:ngay|hom|thang|nam|khi|luc|bao) (?:nao|may|gio|bao nhieu)\b"
    r"|\b(?:den|toi|truoc|cham nhat|muon nhat) (?:luc )?(?:may gio|gio nao)\b"
)
# "Từ nay đến ngày 26/4, đoàn làm việc với các xã" tells no day on which it did.
_FROM_NOW = re.compile(r"\btu nay (?:den|toi) (?:het )?(?:ngay )?$")
# "Tính đến ngày 31/5, Quỹ đã tiếp nhận …" tells no day on which somebody went anywhere.
_AS_OF = re.compile(r"\btinh (?:den|toi|tu)(?: het)?(?: ngay| thang)? $")
_DATE_WORDS = frozenset({"ngay", "sang", "chieu", "hom", "thang", "nam"})
_UNTIL = frozenset({"den", "toi", "het", "truoc"})
_DAY_PARTS = frozenset({"sang", "trua", "chieu", "toi"})


@dataclass(frozen=True, slots=True)
class TypeFinder:
    """Finds words of the type a question asks for."""

    names: Names
    offices: Sequence[tuple[str, ...]]
    synonyms: Synonyms = NO_SYNONYMS

    def find(self, question: Question, sentence: SentenceWords) -> list[Span]:
        """Return the spans that could answer, in order; empty for a type that shows in no word."""
        holders = HolderFinder(self.names, self.offices)
        finders: Mapping[AnswerType, Callable[[Question, SentenceWords], Iterable[Span]]] = {
            AnswerType.AMOUNT: find_sums,
            AnswerType.FUNDS: find_sums,
            AnswerType.PERCENTAGE: _percentages,
            AnswerType.COUNT: CountFinder(self.synonyms).find,
            AnswerType.WHEN: _dates,
            AnswerType.WHO: holders.people,
            AnswerType.OFFICE: holders.held_by,
            AnswerType.WHERE: self._places,
        }
        if question.answer_type in _OF_BODIES:
            if BODY_ASKED.search(question.folded):
                return list(BodyFinder(self.names, self.synonyms).find(question, sentence))
            return list(named_things(question, sentence))
        finder = finders.get(question.answer_type)
        return list(finder(question, sentence)) if finder else []

    def _places(self, question: Question, sentence: SentenceWords) -> Iterator[Span]:
        """Yield places; of a level that is asked for, none that the question names, and lists where it asks for one."""
        if question.level:
            yield from self._of_level(question, question.level, sentence)
            return
        tokens = sentence.tokens
        for position in range(len(tokens)):
            placed = tokens[position].text in _AT and position + 2 < len(tokens)
            if placed and (tokens[position + 1].folded not in _NO_PLACE or _names_hall(tokens, position + 1)):
                yield sentence.span(position, position + 3)
            level = self.names.level_at(tokens, position, accented=True)
            if level and position + level < len(tokens) and sentence.is_capital(position + level):
                yield sentence.span(position, position + level + 1)

    def _of_level(self, question: Question, level: str, sentence: SentenceWords) -> Iterator[Span]:
        asked = question.folded
        words = re.findall(r"\w+", asked)
        listed = LIST_ASKED.search(asked)
        beside = _LEVELS_ASKED.search(asked)
        levels = dict.fromkeys((level, beside["other"])) if beside else (level,)
        named = [one for each in levels for one in named_of_level(self.names, each, sentence)]
        several = sum(len(found) for _, found in named) > 1
        for led, found in named:
            known = [occurrences(words, [one.folded for one in sentence.tokens[n.start : n.end]]) for n in found]
            if all(known) or (listed and not several):
                continue
            first = led.start if found[0].start == led.end else found[0].start
            yield sentence.span(first, found[-1].end if listed else found[0].start + 1)


_LEVELS = "xa|phuong|thi tran|quan|huyen|thi xa|thanh pho"
_LEVELS_ASKED = re.compile(rf"\b(?P<other>{_LEVELS}),? (?:hay |hoac |va )?(?:{_LEVELS}) nao\b")


def _names_hall(tokens: Sequence[Token], position: int) -> bool:
    """Return whether a hall stands there, whose name begins as that of a meeting does (hội trường, hội nghị)."""
    return tuple(token.folded for token in tokens[position : position + 2]) == ("hoi", "truong")


def asks_until(question: Question) -> bool:
    """Return whether the question is until when something goes on, which few sentences tell."""
    return bool(_UNTIL_ASKED.search(question.folded))


def asks_whether(question: Question) -> bool:
    """Return whether the question is only whether something is so, and not which or who as well."""
    return question.answer_type is AnswerType.YES_NO and not _ASKS_WHAT.search(question.folded)


_ASKS_WHAT = re.compile(r"\b(?:gi|nao|ai|dau)\b")


def asks_for_shown(question: Question) -> bool:
    """Return whether a sentence of an article that shows what is asked for makes its others no answer.

    So do a list of places where several are asked for, and an organisation that does what is asked.
    """
    asked = question.folded
    if question.answer_type is AnswerType.WHERE:
        return bool(question.level and LIST_ASKED.search(asked))
    return question.answer_type in _OF_BODIES and bool(BODY_ASKED.search(asked))


def _percentages(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    yield from (Span(found.start, found.end) for found in find_percentages(sentence.text))
    yield from (Span(*found) for found in find_fractions(sentence.text))
    yield from (Span(*found.span("ratio")) for found in _RATIO.finditer(sentence.normalised))


def _dates(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    """Yield dates as fine as the question wants, but not those that it names itself, nor those of documents."""
    asked = question.folded
    if _HOUR_ASKED.search(asked):
        yield from (Span(*match.span()) for match in _HOUR.finditer(sentence.normalised))
        return
    words = set(asked.split())
    known = {period for constraint in question.constraints for period in constraint.periods}
    if "the ki" in asked:
        yield from (Span(*match.span()) for match in _CENTURY.finditer(sentence.normalised))
        return
    days = [found for found in sentence.dates if found.kind == "day"] or _days_of_no_year(sentence)
    # "Khi nào" is best told by a day; a sentence that has one is not answered by the year of a plan it mentions.
    finest = days if days and not _COARSE_ASKED.search(asked) else sentence.dates or days
    for found in finest:
        if found.period in known or (found.kind in {"term", "span"} and not _TERM_ASKED.search(asked)):
            continue
        if _DOCUMENT_DATED.search(sentence.folded[: found.start]) and not _DOCUMENT_ASKED.search(asked):
            continue
        if words & _DAY_ASKED and found.kind != "day":
            continue
        if "nam nao" in asked and not found.has_year:
            continue
        if _UNTIL_ASKED.search(asked) and not _ends_span(sentence, found):
            continue
        if not _UNTIL_ASKED.search(asked) and not _on_the_day(asked, sentence, found):
            continue
        yield Span(_with_day_part(sentence, found), found.end)
    if not days and not words & _DAY_ASKED and not _UNTIL_ASKED.search(asked):
        for match in _OTHER_TIME.finditer(sentence.normalised):
            yield Span(match.start(), match.end())


def _on_the_day(asked: str, sentence: SentenceWords, found: WrittenDate) -> bool:
    """Return whether something was on a date, and not only by then or told as of then, as far as the question cares."""
    before = sentence.folded[: found.start]
    as_of = _AS_OF.search(before) and "tinh " not in asked
    return not as_of and not (set(asked.split()) & _DAY_ASKED and _FROM_NOW.search(before))


def _days_of_no_year(sentence: SentenceWords) -> list[WrittenDate]:
    """Return the days of a sentence whose article does not say when it appeared: they answer as they are written."""
    found = find_dates(sentence.text, _LEAP_YEAR)
    return [one for one in found if one.kind == "day" and not one.has_year]


def _ends_span(sentence: SentenceWords, found: WrittenDate) -> bool:
    """Return whether a date is the end of a time: "đến ngày 26/4", or a range of days."""
    before = [token.folded for token in sentence.tokens if token.end <= found.start][-3:]
    before = [word for word in before if word not in _DATE_WORDS]
    return found.kind in {"term", "span"} or bool(_UNTIL & {*before[-1:]})


def _with_day_part(sentence: SentenceWords, found: WrittenDate) -> int:
    """Return where the date begins with its part of the day (sáng ngày 21/02)."""
    before = [token for token in sentence.tokens if token.end <= found.start][-2:]
    for token, _ in pairwise([*before, None]):
        if token and token.folded in _DAY_PARTS:
            return token.start
    return found.start
