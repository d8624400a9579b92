"""What a question lets retrieval look for besides its words: places, numbered meetings, people, periods, titles, order.

A filter only adds passages to those that words and meaning find. It can be too narrow (a text names its year where the
filter sees none) without hiding anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, pairwise

from corpus.article import Article
from index.candidates import LEAD_CHARACTERS
from index.ordinals import canonical_numbers
from index.types import ConstraintKind, Period, Question, Recency
from index.vietnamese.dates import find_dates
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import spellings, tokenise

_NAMING = frozenset({ConstraintKind.PLACE, ConstraintKind.ORDINAL, ConstraintKind.PERSON})
_FILTERING = _NAMING | {ConstraintKind.PERIOD, ConstraintKind.TITLE}
# A term of five years tells of no year in it.
_LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Filter:
    """What a passage or its article must hold; empty, with a ``recency``, it asks for an order alone.

    ``names`` and ``titles`` are folded words, as in ``Constraint``. A name stands in the passage or in what its article
    says of all its passages; a period holds a day of either; a title is the article's, nearly word for word. ``topic``
    are the other telling words of the question: what the newest has to be about. ``articles`` are ids: a passage is of
    one of them.
    """

    names: tuple[tuple[str, ...], ...] = ()
    periods: tuple[Period, ...] = ()
    titles: tuple[tuple[str, ...], ...] = ()
    recency: Recency | None = None
    topic: str = ""
    articles: tuple[str, ...] = ()

    def parts(self) -> Iterator["Filter"]:
        """Yield a filter for each single thing asked, for when nothing holds all of them."""
        whole = Filter(recency=self.recency, topic=self.topic)
        yield from (replace(whole, titles=(title,)) for title in self.titles)
        yield from (replace(whole, names=(name,)) for name in self.names)
        yield from (replace(whole, periods=(period,)) for period in self.periods)


def filter_of(question: Question, telling: Sequence[str] = ()) -> Filter | None:
    """Return the filter that a question implies, or None if it names nothing to filter by.

    ``telling`` are the words of the question that do more than ask. A period of no year is left to its words: it holds
    in every year.
    """
    filtering = [one for one in question.constraints if one.kind in _FILTERING]
    named = {token.folded for one in filtering for token in tokenise(one.written)}
    found = Filter(
        tuple(one.words for one in filtering if one.kind in _NAMING),
        tuple(_whole(one.periods) for one in filtering if one.period and not one.yearless),
        tuple(one.words for one in filtering if one.kind is ConstraintKind.TITLE),
        question.recency,
    )
    topic = " ".join(word for word in telling if fold(word) not in named)
    return replace(found, topic=topic) if found != Filter() else None


def _whole(periods: Sequence[Period]) -> Period:
    """Return the days from the first to the last of several periods: a filter may be too wide."""
    return Period(min(period.first for period in periods), max(period.last for period in periods))


def name_terms(words: Sequence[str]) -> list[str]:
    """Return the terms that stand for a name: its pairs of neighbours, or its only word."""
    return [f"{first}_{second}" for first, second in pairwise(words)] or list(words)


@dataclass(frozen=True, slots=True)
class ArticleSigns:
    """What an article says of all its passages: terms of title, area, publisher and lead, and the days it names.

    The province of a district that it names is among the terms: the newest of Hà Nội may be one of quận Thanh Xuân.
    """

    terms: frozenset[str]
    days: frozenset[date]

    @classmethod
    def of(cls, article: Article, names: Names) -> "ArticleSigns":
        """Read the signs of an article; ``names`` tell in which province its districts lie."""
        lead = article.body[:LEAD_CHARACTERS]
        parts = (article.title, article.area, article.author, article.publisher, lead)
        *stated, led = (canonical_numbers(spellings(part or "")[1]) for part in parts)
        provinces = names.provinces_of(list(chain.from_iterable(stated)), led, spellings(article.url or "")[1])
        terms = {term for words in (*stated, led, *provinces) for term in (*words, *name_terms(words))}
        days = set(_days_named(article.title, article)) | set(_days_named(lead, article))
        return cls(frozenset(terms), frozenset(days | set(filter(None, [published_day(article)]))))


def published_day(article: Article) -> date | None:
    """Return the day on which an article appeared, in Vietnam."""
    return article.published.date() if article.published else None


def day_number(article: Article) -> int | None:
    """Return the number of the day on which an article appeared (``date.toordinal``)."""
    day = published_day(article)
    return day.toordinal() if day else None


def days_of_passage(text: str, article: Article, signs: ArticleSigns) -> list[date]:
    """Return the days by which a passage can be found: its own, and those of its whole article, in order."""
    return sorted({*_days_named(text, article), *signs.days})


def _days_named(text: str, article: Article) -> Iterator[date]:
    year = article.published.year if article.published else None
    for found in find_dates(text, year):
        if (found.period.last - found.period.first).days < _LONGEST_DAYS:
            yield from sampled_days(found.period)


def sampled_days(period: Period) -> Iterable[date]:
    """Return the first and the last day, and the first of each month between: enough to meet any month asked for."""
    first, last = period.first, period.last
    months = range(12 * first.year + first.month, 12 * last.year + last.month)
    return [first, *(date(month // 12, month % 12 + 1, 1) for month in months), last]
