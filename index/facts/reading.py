"""An article as the finders of facts read it: sentence by sentence, captions left out."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from corpus.article import Article
from index.facts.records import Written, WrittenDay
from index.grammar import Grammar
from index.sentence_words import SentenceWords
from index.types import Passage, Span
from index.vietnamese.dates import WrittenDate, find_dates
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold, normalise, spelled
from index.vietnamese.tokens import tokenise

_MOST_DAYS_AHEAD = 60
_MOST_DAYS_AGO = 200
_ANY_LEAP_YEAR = 2000
# Marks that end nothing: the stop of TP. HCM, a short form in brackets, the dash of "chính trị - xã hội".
_NO_END = re.compile(
    r"(?<!\w)(?:tp|tx|tt|q|p|h|ts|ths|pgs|gs|bs|ks|st)(?P<stop>\.)(?=\s*\w)|(?P<short>\([^\W\d_][^\W_]{1,8}\))"
    rf"|(?<={normalise('tỉnh')})(?P<pair>,)(?=\s{normalise('thành')}(?!\w))"
    r"|(?<=\w)(?P<dash>\s[-–]\s)(?="
    rf"{spelled('xã hội', 'khen thưởng', 'thương binh', 'kỹ thuật', 'thể thao', 'tài chính')}(?!\w))"
)
_NO_END_MARK = re.compile(r"[.,()–-]")
# What stands before a year that is of a life, a plan, a comparison, a document or history, and of no meeting.
_OF_SOMETHING_ELSE = re.compile(
    rf"(?<!\w)(?:{spelled('đến', 'tới', 'trước', 'sau', 'vào', 'từ', 'so với', 'cùng kỳ', 'thành lập', 'xây dựng')}"
    rf"(?:\s+{spelled('ngày', 'tháng', 'năm', 'cuối', 'đầu')})*\s+"
    rf"|{spelled('sinh', 'sn', 'mất', 'hy sinh', 'nhập ngũ', 'vào đảng')}(?:\s+{spelled('ngày', 'tháng', 'năm')})*\s*"
    rf"|{spelled('luật', 'hiến pháp', 'pháp lệnh', 'nghị định', 'quyết định', 'chỉ thị', 'thông tư')}(?!\w)"
    rf"[^,;()“”]*[(,]?\s*"
    rf"|{spelled('cách mạng', 'kháng chiến', 'khởi nghĩa', 'chiến dịch', 'chiến thắng', 'giải phóng')}(?!\w)[^;]*)$"
)
_EARLIEST = 1990  # news of the web tells of no older meeting
_YEARS_OF_NOW = 2
_REACH = 80
_OPENING = 600
_MARKS = " ,;:.-–—\n"
# Offices that a question hardly asks for, and news of meetings names.
_FURTHER_OFFICES = (
    "phó tổng tham mưu trưởng", "tổng tham mưu trưởng", "tham mưu trưởng", "phó tư lệnh", "tư lệnh",
    "phó chính ủy", "chính ủy",
    "tổng cục trưởng", "chi hội trưởng", "hội phó", "khối trưởng", "trưởng khối", "trưởng khu", "đại sứ",
    "tổng lãnh sự", "trợ lý",
    "người phát ngôn", "kiểm sát trưởng", "trưởng ban công tác", "trưởng cụm", "quốc vụ khanh", "phó bí thư",
    "trưởng bộ môn"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactGrammar:
    """The tables that the finders of facts need, loaded once.

    ``offices`` are folded words, by the first of them, the longest office first.
    """

    names: Names
    offices: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def load(cls) -> Self:
        """Read the tables that ship with the package."""
        further = {tuple(fold(office).split()) for office in _FURTHER_OFFICES}
        offices: dict[str, tuple[tuple[str, ...], ...]] = {}
        for office in sorted({*Grammar.load().offices, *further}, key=len, reverse=True):
            offices[office[0]] = (*offices.get(office[0], ()), office)
        return cls(Names.load(), offices)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the body, its words, and its plain text.

    ``plain`` is normalised, has the length of the text, and holds no mark that only seems to end something.
    """

    span: Span
    words: SentenceWords
    plain: str

    @property
    def text(self) -> str:
        return self.words.text

    def in_body(self, start: int, end: int) -> Span:
        """Return a range of characters of this sentence as a range of the body."""
        return Span(self.span.start + start, self.span.start + end)

    def written(self, start: int, end: int) -> Written:
        """Return the words in a range of characters of this sentence."""
        return Written(self.text[start:end], self.in_body(start, end))

    def trimmed(self, start: int, end: int) -> Written:
        """Return the words in a range of characters without the marks and spaces around them."""
        while start < end and self.text[start] in _MARKS:
            start += 1
        while end > start and self.text[end - 1] in _MARKS:
            end -= 1
        return self.written(start, end)


@dataclass(frozen=True, slots=True)
class Story:
    """An article with the spans of its sentences, and its body as plain text; a sentence is read when it is needed."""

    article: Article
    sentences: tuple[Span, ...]
    plain_body: str

    @classmethod
    def of(cls, article: Article, passages: Sequence[Passage]) -> Self:
        """Return the story that the passages of an article tell; what a picture shows is no part of it."""
        told = (passage for passage in passages if not passage.caption)
        sentences = tuple(sentence for passage in told for sentence in passage.sentences)
        return cls(article, sentences, _plain(article.body))

    @property
    def published(self) -> date | None:
        return self.article.published.date() if self.article.published else None

    def plain(self, span: Span) -> str:
        """Return the plain text of a sentence, to see whether it is worth reading."""
        return self.plain_body[span.start : span.end]

    def read(self, span: Span) -> Sentence:
        """Read one sentence; a date without a year has the year of publication, or some year if that is not known."""
        text = self.article.body[span.start : span.end]
        year = self.published.year if self.published else _ANY_LEAP_YEAR
        return Sentence(span, SentenceWords(text, tokenise(text), find_dates(text, year)), self.plain(span))

    def day(self, sentence: Sentence, found: WrittenDate) -> WrittenDay:
        """Return a date as the day it tells; without a year, the year of publication or, far ahead, the one before."""
        day, span = found.period.first, sentence.in_body(found.start, found.end)
        if found.has_year:
            return WrittenDay(day.year, day.month, day.day, span)
        if self.published is None:
            year = self._year_told()
            possible = year is None or day.day <= monthrange(year, day.month)[1]
            return WrittenDay(year if possible else None, day.month, day.day, span)
        if day > self.published + timedelta(days=_MOST_DAYS_AHEAD):
            day = _year_before(day)
        return WrittenDay(day.year, day.month, day.day, span)

    def is_news(self, day: WrittenDay) -> bool:
        """Return whether a day is near the publication, so that it is reported and not recalled."""
        if day.date is None or self.published is None:
            return True
        return day.date >= self.published - timedelta(days=_MOST_DAYS_AGO)

    def _year_told(self) -> int | None:
        """Return the year that an article without a date of publication speaks of most, of the latest that it names.

        A year told once, and not where the article opens, may be of anything.
        """
        text = f"{self.article.title}\n{self.article.body}"
        years: Counter[int] = Counter()
        for found in find_dates(text):
            before = normalise(text[max(0, found.start - _REACH) : found.start])
            if found.kind not in {"term", "span"} and not _OF_SOMETHING_ELSE.search(before):
                years[found.period.first.year] += 2 if found.start < _OPENING else 1
        now = max(_EARLIEST, max(years, default=_EARLIEST) - _YEARS_OF_NOW + 1)
        latest = {year: count for year, count in years.items() if year >= now and count > 1}
        return max(latest, key=lambda year: (latest[year], year), default=None)


def _plain(text: str) -> str:
    """Return the normalised text with a sign that ends no word run in place of each mark that only seems to."""
    return _NO_END.sub(lambda match: _NO_END_MARK.sub("·", match[0]), normalise(text))


def _year_before(day: date) -> date:
    # 29 February has no such day a year before; the 28th is as near as a date without a year can tell.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
