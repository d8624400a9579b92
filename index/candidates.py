"""Sentences under consideration, read once: their words, dates, and what their article and passage say around them."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from corpus.article import Article
from index.answer_types import TypeFinder, asks_for_shown
from index.holders import HolderFinder
from index.matching import Vocabulary
from index.ordinals import canonical_numbers, ordinals_of
from index.sentence_words import SentenceWords
from index.speakers import Name, SpeakerFinder
from index.types import Constraint, ConstraintKind, Hit, Passage, Period, Question, Span
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.dates import find_dates
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.normalise import compose, fold
from index.vietnamese.tokens import Token, tokenise

LEAD_CHARACTERS = 600
_KEPT = 1000


@dataclass(frozen=True)
class Background:
    """What an article says of all its sentences: title, area, who signs it, when it is from.

    ``own_words`` are those of ``words`` without who signs it; ``provinces`` the folded names of the provinces it is of,
    by the districts that it or, where it names none, its lead names. ``organisations`` are the kinds that its title
    names, ``lead_organisations`` those of the lead.
    """

    article: Article
    vocabulary: Vocabulary
    tokens: Sequence[Token]
    words: Sequence[str]
    own_words: Sequence[str]
    provinces: frozenset[tuple[str, ...]]
    lead_words: Sequence[str]
    organisations: frozenset[str]
    lead_organisations: frozenset[str]

    @property
    def year(self) -> int | None:
        return self.article.published.year if self.article.published else None

    @property
    def is_report(self) -> bool:
        """Whether title or lead name the Front, a member of it or a committee: of 312 reports of the genre 308 do.

        Of 1,903 encyclopedic texts, regulations and news of other matters 45 do.
        """
        return bool(self.organisations or self.lead_organisations)

    @cached_property
    def periods(self) -> Sequence[Period]:
        """The periods that title and lead name, and the day on which the article was published."""
        lead = self.article.body[:LEAD_CHARACTERS]
        named = [found.period for text in (self.article.title, lead) for found in find_dates(text, self.year)]
        published = self.article.published.date() if self.article.published else None
        return [*named, Period(published, published)] if published else named

    @cached_property
    def line(self) -> str:
        """``words``, joined by spaces."""
        return " ".join(self.words)

    @cached_property
    def folded_body(self) -> str:
        """The folded text of the article."""
        return fold(self.article.body)

    @cached_property
    def title_ordinals(self) -> Sequence[Constraint]:
        """What the title numbers."""
        return ordinals_of(self.article.title)

    @cached_property
    def lead_ordinals(self) -> Sequence[Constraint]:
        """What the lead numbers."""
        return ordinals_of(self.article.body[:LEAD_CHARACTERS])


@dataclass(frozen=True)
class Reading(SentenceWords):
    """One sentence of an article as read, whatever is asked.

    ``sentence`` is where it stands; ``words`` are folded, with the numbers of ordinals in digits.

    ``led_people`` are the offsets in the text at which a person's name begins right after a level ("Chủ tịch huyện
    Tạ Minh Đoan"), where it is no place's.
    """

    sentence: Span
    words: Sequence[str]
    vocabulary: Vocabulary
    organisations: frozenset[str]
    led_people: frozenset[int]

    @cached_property
    def line(self) -> str:
        """The words, joined by spaces."""
        return " ".join(self.words)

    @cached_property
    def ordinals(self) -> Sequence[Constraint]:
        """What the sentence numbers."""
        return ordinals_of(self.text)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence under consideration for a question.

    ``typed`` are offsets in the sentence's text of what is of the type asked for; ``passage`` is the vocabulary of the
    whole passage; ``before`` and ``after`` are the sentences beside it there, None at its edges. ``speaker`` is who
    speaks or acts in it, read only where the question names a person.
    """

    background: Background
    reading: Reading
    typed: Sequence[Span]
    passage: Vocabulary
    hit: Hit | None = None
    before: Reading | None = None
    after: Reading | None = None
    speaker: Name | None = None

    @property
    def is_caption(self) -> bool:
        """Whether it stands under a picture."""
        return bool(self.hit and self.hit.passage.caption)


class CandidateReader:
    """Reads sentences for questions.

    What does not depend on the question is kept for the articles and passages read last, since the same ones come up
    again and reading is most of the work.
    """

    def __init__(self, types: TypeFinder, abbreviations: Abbreviations, frequencies: Frequencies) -> None:
        self._types = types
        self._abbreviations = abbreviations
        self._frequencies = frequencies
        self._speakers = SpeakerFinder(types.names, HolderFinder(types.names, types.offices))
        self._spoken: OrderedDict[Article, Mapping[int, Name]] = OrderedDict()
        self._backgrounds: OrderedDict[Article, Background] = OrderedDict()
        self._passages: OrderedDict[str, tuple[Sequence[Reading], Vocabulary]] = OrderedDict()

    def vocabulary(self, tokens: Sequence[Token]) -> Vocabulary:
        """Return the vocabulary of a tokenised text."""
        return Vocabulary.of(tokens, self._abbreviations, self._frequencies)

    def background(self, article: Article) -> Background:
        """Read what an article says of all its sentences."""
        return _kept(self._backgrounds, article, lambda: self._read_background(article))

    def _read_background(self, article: Article) -> Background:
        own = " . ".join(part for part in (article.title, article.area) if part)
        tokens = tokenise(" . ".join(part for part in (own, article.author, article.publisher) if part))
        words = canonical_numbers([token.folded for token in tokens])
        titled, owned = len(compose(article.title)), len(compose(own))
        lead_words = canonical_numbers([token.folded for token in tokenise(article.body[:LEAD_CHARACTERS])])
        address = [token.folded for token in tokenise(article.url or "")]
        provinces = self._types.names.provinces_of(words, lead_words, address)
        located = " . ".join(" ".join(self._types.names.places[province]) for province in sorted(provinces))
        year = article.published.year if article.published else ""
        return Background(
            article,
            self.vocabulary([*tokens, *tokenise(f"{year} . {located}")]),
            tokens,
            words,
            canonical_numbers([token.folded for token in tokens if token.start < owned]),
            provinces,
            lead_words,
            self._types.names.organisations_in([token.folded for token in tokens if token.start < titled]),
            self._types.names.organisations_in(lead_words),
        )

    def sentence(self, question: Question, background: Background, sentence: Span) -> Candidate:
        """Read one sentence by itself."""
        reading = self._read(background, sentence)
        return Candidate(background, reading, self._types.find(question, reading), reading.vocabulary)

    def hits(self, question: Question, hits: Sequence[Hit], articles: Mapping[str, Article]) -> list[Candidate]:
        """Read every sentence of the passages found, in their order."""
        found = []
        asked = [constraint.words for constraint in question.constraints if constraint.kind is ConstraintKind.PERSON]
        for hit in hits:
            background = self.background(articles[hit.passage.article_id])
            speakers = self._speakers_of(background, asked)
            readings, vocabulary = self._read_passage(hit.passage, background)
            beside = [None, *readings, None]
            found += [
                Candidate(
                    background,
                    reading,
                    self._types.find(question, reading),
                    vocabulary,
                    hit,
                    beside[place],
                    beside[place + 2],
                    speakers.get(reading.sentence.start),
                )
                for place, reading in enumerate(readings)
            ]
        return found

    def _speakers_of(self, background: Background, asked: Sequence[Name]) -> Mapping[int, Name]:
        """Return who speaks where in an article that names a person asked about; others need not be read for it."""
        if not any(" ".join(name) in background.folded_body for name in asked):
            return {}
        article = background.article
        return _kept(self._spoken, article, lambda: self._speakers.speakers(article.body))

    def _read_passage(self, passage: Passage, background: Background) -> tuple[Sequence[Reading], Vocabulary]:
        def read() -> tuple[Sequence[Reading], Vocabulary]:
            readings = [self._read(background, sentence) for sentence in passage.sentences]
            return readings, Vocabulary.union([reading.vocabulary for reading in readings])

        return _kept(self._passages, passage.id, read)

    def _read(self, background: Background, sentence: Span) -> Reading:
        text = background.article.body[sentence.start : sentence.end]
        tokens = tokenise(text)
        words = canonical_numbers([token.folded for token in tokens])
        return Reading(
            text,
            tokens,
            find_dates(text, background.year),
            sentence,
            words,
            self.vocabulary(tokens),
            self._types.names.organisations_in(words),
            self._types.names.people_after_levels(text, tokens),
        )


def shown(question: Question, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates without those that show nothing though another of their article does, if one should."""
    if not asks_for_shown(question):
        return candidates
    showing = {one.background.article.id for one in candidates if one.typed}
    return [one for one in candidates if one.typed or one.background.article.id not in showing]


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def _kept(held: OrderedDict[_Key, _Value], key: _Key, read: Callable[[], _Value]) -> _Value:
    """Return what is held under ``key``, reading it if need be; the one not asked for longest makes room."""
    if key in held:
        held.move_to_end(key)
        return held[key]
    held[key] = value = read()
    if len(held) > _KEPT:
        held.popitem(last=False)
    return value
