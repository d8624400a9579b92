"""Which facts a person asks for by place, period and fund, outside of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from corpus.article import Article
from index.errors import FilterUnread
from index.facts.records import FundFact, MeetingFact, Written
from index.ordinals import canonical_numbers
from index.sentence_words import occurrences
from index.types import Period
from index.vietnamese.names import Names
from index.vietnamese.periods import find_periods
from index.vietnamese.tokens import tokenise

_LEFT_OUT = frozenset({"quy", "vi", "viet", "nam", "va", "cho"})
# "Chung tay vì người nghèo" and "Tết vì người nghèo" are not the fund.
_CAMPAIGNS = frozenset({"ca", "chung", "ngay", "tet", "thang"})


@dataclass(frozen=True, slots=True)
class FactFilter:
    """What rows have to meet: the folded words of a place and of a fund, and a period; empty, every row does."""

    place: tuple[str, ...] = ()
    period: Period | None = None
    fund: tuple[str, ...] = ()

    @classmethod
    def read(cls, names: Names, today: date, *, place: str = "", period: str = "", fund: str = "") -> Self:
        """Read a filter as people write it: "quận Hà Đông", "quý II 2023", "Vì người nghèo".

        Raises FilterUnread if one of them cannot be read; its text names the value and what would do.
        """
        return cls(_place(names, place), _period(period, today) if period else None, _fund(fund))

    def admits_article(self, article: Article) -> bool:
        """Return whether an article is of the place and appeared in the period."""
        day = article.published.date() if article.published else None
        if self.period and (day is None or not self.period.first <= day <= self.period.last):
            return False
        return self._is_at(article, ())

    def admits_meeting(self, article: Article, fact: MeetingFact) -> bool:
        """Return whether a meeting is of the place and was on a day of the period."""
        day = fact.dated.day if fact.dated else None
        if self.period and (day is None or not self.period.first <= day <= self.period.last):
            return False
        return self._is_at(article, (fact.what, fact.place, fact.organiser))

    def admits_fund(self, article: Article, fact: FundFact) -> bool:
        """Return whether a sum is of the fund and the place, and of a time that shares a day with the period.

        A sum without a time has that of its article's publication.
        """
        if self.fund and not is_of_fund(fact, self.fund):
            return False
        of = fact.period or _day(fact.as_of or (article.published.date() if article.published else None))
        if self.period and (of is None or of.last < self.period.first or self.period.last < of.first):
            return False
        return self._is_at(article, (fact.body, fact.fund))

    def _is_at(self, article: Article, pieces: Sequence[Written | None]) -> bool:
        stated = [article.title, article.area or "", article.publisher or "", *(one.value for one in pieces if one)]
        return not self.place or any(occurrences(_words(text), self.place) for text in stated)


def is_of_fund(fact: FundFact, words: Sequence[str]) -> bool:
    """Return whether the telling folded words of a fund all stand in the name of the fact's, and it is no campaign."""
    named = [token.folded for token in tokenise(fact.fund.value)]
    return set(words) <= set(named) and (named[0] not in _CAMPAIGNS or named[0] in words)


def _words(text: str) -> list[str]:
    return canonical_numbers([token.folded for token in tokenise(text)])


def _place(names: Names, written: str) -> tuple[str, ...]:
    """Return the words of a place without its level, unless nothing but a number is left (quận 1)."""
    tokens = tokenise(written)
    level = next((size for size in [names.level_at(tokens, 0, accented=False)] if size), 0)
    words = tuple(_words(written))
    bare = words[level:]
    if written and not words:
        raise FilterUnread(f"place “{written}”: no name in it; give one, as in “quận Hà Đông”")
    return words if not bare or (len(bare) == 1 and bare[0].isdigit()) else bare


def _period(written: str, today: date) -> Period:
    found = find_periods(written, today)
    if len(found) != 1:
        raise FilterUnread(
            f"period “{written}”: cannot be read; write one as in “năm 2019”, “quý II 2023” or “tháng 3/2019”"
        )
    return found[0].period


def _fund(written: str) -> tuple[str, ...]:
    words = [token.folded for token in tokenise(written)]
    telling = tuple(word for word in words if word not in _LEFT_OUT)
    if written and not words:
        raise FilterUnread(f"fund “{written}”: no name in it; give one, as in “Vì người nghèo”")
    return telling or tuple(words)


def _day(day: date | None) -> Period | None:
    return Period(day, day) if day else None
