"""The vocabulary of the index: what flows from an article to a cited answer.

Every offset is a pair of character positions in the stored body of an article, never in a normalised
copy of it, so that ``body[start:end]`` is what a reader sees.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from index.vietnamese.normalise import fold, normalise
from index.vietnamese.tokens import tokenise

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into unit vectors; the one thing the rest of the index knows of a model."""

    @property
    def name(self) -> str:
        """What identifies the vectors: two encoders with one name give the same vectors."""

    @property
    def dimension(self) -> int: ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return float32 rows of length one, shape (len(texts), dimension)."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 rows of length one, shape (len(texts), dimension)."""


class PassageVectors(Protocol):
    """Where the vectors of passages lie; errors raised are IndexFault."""

    def add(self, passages: Sequence["Passage"], articles: dict[str, Article], vectors: Vectors) -> None:
        """Add all passages of these articles with their vectors, one row each."""

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Delete these passages; an unknown id is no error."""

    def ids(self) -> list[str]:
        """Return the id of every passage that is there."""

    def count(self) -> int: ...

    def serves(self, listed: int) -> bool:
        """Return whether an index that lists so many passages can be answered from."""

    def search(self, vector: Vectors, limit: int) -> list[str]:
        """Return the ids of the nearest passages to one row, best first."""

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the known ones among these passages, by id."""

    def check(self, dimension: int) -> None:
        """Raise IndexBroken where no vector of ``dimension`` numbers can be sought."""

    def close(self) -> None:
        """Let go of it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters in an article's body."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article, with where each sentence stands in the body."""

    id: str
    article_id: str
    ordinal: int
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question; scores are larger for better, each on its own scale."""

    passage: Passage
    score: float
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that an article reports: its day, and the span that says so."""

    day: date
    span: Span


class AnswerType(StrEnum):
    """What kind of words answer the question."""

    WHEN = "when"
    WHO = "who"
    OFFICE = "office"
    WHERE = "where"
    AMOUNT = "amount"
    COUNT = "count"
    PERCENTAGE = "percentage"
    YES_NO = "yes_no"
    MEETINGS = "meetings"
    FUNDS = "funds"
    COMPARISON = "comparison"
    LIST = "list"
    ARTICLE = "article"
    PUBLISHED = "published"
    AUTHOR = "author"
    SUMMARY = "summary"
    REASON = "reason"
    PASSAGE = "passage"
    SMALL_TALK = "small_talk"
    EMPTY = "empty"


FIGURES = frozenset({AnswerType.AMOUNT, AnswerType.COUNT, AnswerType.PERCENTAGE})
"""Types that a number answers."""

CHATTER = frozenset({AnswerType.EMPTY, AnswerType.SMALL_TALK})
"""Types that ask for nothing of the articles."""


@dataclass(frozen=True, slots=True)
class Period:
    """Closed range of days; a single day is a period of one."""

    first: date
    last: date


class Recency(StrEnum):
    """Which of the articles that answer is asked for, by when it appeared."""

    NEWEST = "newest"
    OLDEST = "oldest"


class ConstraintKind(StrEnum):
    """What a constraint is about; it decides where in an article it must be met."""

    PLACE = "place"
    ORDINAL = "ordinal"
    FUND = "fund"
    ORGANISATION = "organisation"
    PERSON = "person"
    OFFICE = "office"
    PERIOD = "period"
    OCCASION = "occasion"
    NAME = "name"
    TITLE = "title"
    QUALIFIER = "qualifier"
    VENUE = "venue"


TITLE_SHARE = 0.7
"""How much of a quoted title an article's title must hold: people leave words out, and slip."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """Something the question names that the evidence or its article must meet.

    ``words`` are the folded words that stand for it, for an organisation its kind in ``names.yaml``; ``period`` is set
    for a period and for nothing else, ``others`` are further periods that meet it as well ("tháng 2 hoặc tháng 4"), and
    ``yearless`` says that its year is not the question's own. ``head`` are, for an ordinal, the folded words of what it
    numbers ("hoi nghi", "cum thi dua"); for a qualifier, those of the body that it qualifies; for the name of a market
    or a river, what it is.
    """

    kind: ConstraintKind
    written: str
    words: tuple[str, ...] = ()
    period: Period | None = None
    yearless: bool = False
    others: tuple[Period, ...] = ()
    head: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of which any meets it."""
        return (self.period, *self.others) if self.period else ()


@dataclass(frozen=True)
class Question:
    """A question as understood: its words, the kind of answer it wants, and what must hold of it.

    ``search_text`` is the question as retrieval sees it: self-contained, informal spellings mended, without the words
    of ``recency``. ``counted`` are the folded words of what is counted ("vu viec"); ``follows`` says that it leans on
    the turn before, ``unsure`` that how it leans was guessed, ``accented`` that its words were read with their accents.
    """

    text: str
    answer_type: AnswerType = AnswerType.PASSAGE
    constraints: tuple[Constraint, ...] = ()
    search_text: str = ""
    counted: tuple[str, ...] = ()
    level: str | None = None
    recency: Recency | None = None
    follows: bool = False
    unsure: bool = False
    accented: bool = True

    @cached_property
    def normalised(self) -> str:
        """The normalised ``search_text``."""
        return normalise(self.search_text)

    @cached_property
    def folded(self) -> str:
        """The folded ``search_text``."""
        return fold(self.search_text)

    @cached_property
    def syllables(self) -> tuple[str, ...]:
        """The folded syllables of ``search_text``."""
        return tuple(token.folded for token in tokenise(self.search_text))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of one article that answers, and how well it does.

    ``answering`` are the words in it that are of the type asked for, as spans of the body.
    """

    article: Article
    span: Span
    score: float
    answering: tuple[Span, ...] = ()

    @property
    def quote(self) -> str:
        return self.article.body[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Source:
    """Another article that tells a story in the same words."""

    article_id: str
    title: str
    published: datetime | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source: ``body[start:end] == quote`` for the body of ``article_id``.

    ``answers`` are the words of the quote that answer, as spans of the same body: faces set them off. ``also`` are the
    other articles of the story that hold the quote.
    """

    n: int
    article_id: str
    title: str
    published: datetime | None
    publisher: str | None
    author: str | None
    url: str | None
    quote: str
    start: int
    end: int
    answers: tuple[Span, ...] = ()
    also: tuple[Source, ...] = ()


class Status(StrEnum):
    ANSWERED = "answered"
    NOT_FOUND = "not_found"


class WrittenBy(StrEnum):
    """Who phrased an answer: quotes alone where no language model is asked, it, or quotes in its place."""

    QUOTES = "quotes"
    LLM = "llm"
    QUOTES_INSTEAD = "quotes_instead"


@dataclass(frozen=True, slots=True)
class Answer:
    """What leaves the house: a text whose every [n] has its citation, or a plain refusal.

    ``further`` is the next-best evidence, which the text does not speak of, numbered after the citations.
    ``phrasable`` says that the text is quotes, which a language model may tell in its own words.
    """

    question: Question
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Article, ...] = field(default=(), repr=False)
    further: tuple[Citation, ...] = field(default=(), repr=False)
    elapsed_ms: float = 0.0
    written_by: WrittenBy = WrittenBy.QUOTES
    phrasable: bool = False


Show = Callable[[str], None]
"""Takes the part of an answer that is written and proved so far."""


def show_nothing(text: str) -> None:
    """Take a part of an answer that nobody watches being written."""


class Answerer(Protocol):
    """What a face (Telegram, terminal, batch) needs of the index."""

    def quoting(self, text: str, history: Sequence[Answer] = ()) -> Answer:
        """Answer one question as ``answer`` does, out of quotes alone: a language model is not asked."""

    def answer(self, text: str, history: Sequence[Answer] = (), show: Show = show_nothing) -> Answer:
        """Answer one question; ``history`` holds the earlier answers of the conversation, oldest first.

        ``show`` is told the answer so far, as it is written sentence by sentence; never anything unproven.
        """
