"""The index as its faces see it: one object that answers questions with cited passages or refuses."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from corpus.article import Article
from index.about_articles import AboutArticles
from index.answer import Composer
from index.answer_types import TypeFinder
from index.candidates import Candidate, CandidateReader
from index.comparison import are_apart, sides
from index.constraints import constraint_words, period_numbers
from index.direct import DirectReader
from index.encoder import load_encoder
from index.encoder.tables import TokenTables
from index.errors import IndexBroken, IndexFault, IndexForeign, IndexMissing
from index.evidence import EvidenceFinder, Verdict
from index.facts.filtering import FactFilter
from index.facts.records import FundFact, MeetingFact
from index.features import Features
from index.filters import Filter, filter_of
from index.language import Language
from index.lists import Lists
from index.manifest import Manifest
from index.matching import Wanted, wanted_words
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.phrasing import Phraser
from index.places import place_names
from index.proof import ABOUT_ARTICLES
from index.question import QuestionReader
from index.ranking import Ranker
from index.rerank import Reranker
from index.retrieve import describe, retrieve
from index.stores import Stores, has_manifest, manifest_path, open_stores
from index.sync import fingerprint, fingerprint_difference
from index.told import told_by
from index.types import Answer, AnswerType, Encoder, Evidence, Hit, Question, Show, show_nothing
from index.verify import faults
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import tokenise
from index.writer import Count, Writer, log_outcome

logger = logging.getLogger(__name__)

_VIETNAM = timezone(timedelta(hours=7))


def vietnam_today() -> date:
    """Return today's date in Vietnam, wherever the machine stands."""
    return datetime.now(_VIETNAM).date()


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """The tunables of one engine."""

    index: IndexOptions
    retrieve: RetrieveOptions
    answer: AnswerOptions


class Engine:
    """Answers questions from one open index; safe to call from several threads, one question at a time."""

    def __init__(
        self,
        stores: Stores,
        encoder: Encoder,
        language: Language,
        options: EngineOptions,
        *,
        today: Callable[[], date] = vietnam_today,
        phraser: Phraser | None = None,
    ) -> None:
        self._stores = stores
        self._encoder = encoder
        self._language = language
        self._options = options
        self._today = today
        self._phraser = phraser
        self._reader = QuestionReader(language.grammar, language.names, language.abbreviations, language.frequencies)
        self._types = TypeFinder(language.names, language.grammar.offices, language.synonyms)
        self._candidates = CandidateReader(self._types, language.abbreviations, language.frequencies)
        self._ranker = Ranker.load()
        self._tables = TokenTables.load(encoder)
        self._reranker = Reranker(
            self._tables,
            language.abbreviations,
            language.frequencies,
            language.grammar.question_words | language.grammar.particles,
            options.retrieve.rerank,
        )
        asking = language.grammar.question_words | language.grammar.particles
        direct = DirectReader.load(language.names, language.grammar.offices, asking)
        self._composer = Composer.load(options.answer.nearest, direct)
        self._lists = Lists(
            stores.manifest,
            self._candidates,
            self._composer,
            options.answer.list_limit,
            options.answer.quote_characters,
        )
        self._about = AboutArticles(stores.manifest, self._candidates, self._composer)
        self._places = place_names(stores.manifest.areas(), language.names)
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the stores; the engine answers no more."""
        if self._phraser:
            self._phraser.close()
        self._stores.close()

    def passage_count(self) -> int:
        """Return how many passages the index holds."""
        with self._lock:
            return self._stores.manifest.passage_count()

    def articles(self, *, place: str = "", period: str = "") -> list[Article]:
        """Return the articles of the index that are of a place and appeared in a period, oldest first.

        The filters are as for ``meetings``.
        """
        with self._lock:
            wanted = FactFilter.read(self._language.names, self._today(), place=place, period=period)
            found = self._stores.manifest.articles()
        return [article for article in found if wanted.admits_article(article)]

    def article(self, article_id: str) -> Article | None:
        """Return one article as indexed: the body that citations refer to."""
        with self._lock:
            return self._stores.manifest.article(article_id)

    def meetings(self, *, place: str = "", period: str = "") -> list[tuple[Article, MeetingFact]]:
        """Return the meetings that articles report, by day, those of unknown days last.

        ``place`` and ``period`` are as people write them ("quận Hà Đông", "quý II 2023"); empty, they leave nothing
        out. Raises FilterUnread if one cannot be read.
        """
        with self._lock:
            wanted = FactFilter.read(self._language.names, self._today(), place=place, period=period)
            articles = {article.id: article for article in self._stores.manifest.articles()}
            found = [(articles[article_id], fact) for article_id, fact in self._stores.manifest.meeting_facts()]
        return [(article, fact) for article, fact in found if wanted.admits_meeting(article, fact)]

    def funds(self, *, place: str = "", period: str = "", fund: str = "") -> list[tuple[Article, FundFact]]:
        """Return the sums that articles tell of funds, the newest article first; filters as for ``meetings``."""
        with self._lock:
            wanted = FactFilter.read(self._language.names, self._today(), place=place, period=period, fund=fund)
            articles = {article.id: article for article in self._stores.manifest.articles()}
            found = [(articles[article_id], fact) for article_id, fact in self._stores.manifest.fund_facts()]
        return [(article, fact) for article, fact in found if wanted.admits_fund(article, fact)]

    def search(self, question: str | Question) -> list[Hit]:
        """Return the best passages for a question, best first.

        A question as typed is searched with its chat spellings mended; one that was read, by what it names as well.
        """
        question = self._spelled(question) if isinstance(question, str) else question
        with self._lock:
            return retrieve(
                question,
                stores=self._stores,
                encoder=self._encoder,
                reranker=self._reranker,
                options=self._options.retrieve,
                wanted=self._filter(question),
            )

    def describe(self, question: str) -> tuple[list[str], Features]:
        """Return the passages that the second stage of retrieval compares, and their signs, for fitting."""
        with self._lock:
            return describe(
                self._spelled(question),
                stores=self._stores,
                encoder=self._encoder,
                reranker=self._reranker,
                options=self._options.retrieve,
            )

    def _spelled(self, text: str) -> Question:
        """Return what ``text`` looks for, without reading what it asks."""
        spelled = self._reader.spelled(text)
        return Question(text, search_text=spelled, accented=self._reader.reads_accents(spelled))

    def _filter(self, question: Question) -> Filter | None:
        if not self._options.retrieve.filtered:
            return None
        asking = self._language.grammar.asking(question.answer_type)
        asking = asking if question.accented else frozenset(map(fold, asking))
        tokens = tokenise(question.search_text)
        return filter_of(
            question,
            [token.text for token in tokens if (token.text if question.accented else token.folded) not in asking],
        )

    def articles_of(self, hits: Sequence[Hit]) -> dict[str, Article]:
        """Return the articles that these passages are from, by id, in the order of the passages."""
        with self._lock:
            ids = dict.fromkeys(hit.passage.article_id for hit in hits)
            found = {article_id: self._stores.manifest.article(article_id) for article_id in ids}
            return {article_id: article for article_id, article in found.items() if article}

    def judge(self, text: str, without: Collection[str] = ()) -> tuple[list[Candidate], Features] | None:
        """Return the sentences found for a question and their features, for fitting; None without any.

        Those of the articles ``without`` are passed over, as if there were no such article.
        """
        with self._lock:
            question = self._read(text)
            if not question.search_text:
                return None
            hits = [hit for hit in self.search(question) if hit.passage.article_id not in without]
            finder = self._finder(question, frozenset())
            candidates = self._candidates.hits(question, hits, self.articles_of(hits))
            return (candidates, finder.describe(candidates)) if candidates else None

    def answer(self, text: str, history: Sequence[Answer] = (), show: Show = show_nothing) -> Answer:
        """Answer one question; ``history`` holds the earlier answers of the conversation, oldest first.

        ``show`` is told what a language model has written so far, each time that another sentence has passed the check.
        """
        started = time.perf_counter()
        answer = self._quoting(text, history)
        if self._phraser:  # without the lock: others are answered while the model writes
            answer = self._phraser.answer(answer, text, history, self._quoting, show)
        return replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000, 3))

    def _quoting(self, text: str, history: Sequence[Answer]) -> Answer:
        with self._lock:
            return self._checked(self._answer(text, history))

    def _answer(self, text: str, history: Sequence[Answer]) -> Answer:
        limit = self._options.answer.question_characters
        if len(text) > limit:
            return self._composer.plain(Question(text), "too_long", length=len(text), limit=limit)
        earlier = next((turn for turn in reversed(history) if turn.question.answer_type not in _NO_TOPIC), None)
        question = self._reader.read(
            text,
            today=self._today(),
            places=self._places,
            previous=earlier.question if earlier else None,
            told=told_by(earlier, self._types) if earlier else (),
        )
        if question.answer_type is AnswerType.EMPTY:
            return self._composer.plain(question, "empty")
        if question.answer_type is AnswerType.SMALL_TALK:
            return self._composer.plain(question, "small_talk")
        cited = earlier.citations if earlier and question.follows else ()
        return self._from_evidence(question, frozenset(citation.article_id for citation in cited))

    def _from_evidence(self, question: Question, cited_before: frozenset[str]) -> Answer:
        finder = self._finder(question, cited_before)
        listed = self._lists.answer(question, finder) or self._compared(question)
        if listed:
            return listed
        hits = self.search(question)
        articles = self.articles_of(hits)
        if not hits:
            return self._composer.plain(question, "no_articles" if not self._stores.manifest.areas() else "not_found")
        if question.answer_type in ABOUT_ARTICLES:
            told = self._about.answer(question, finder.articles(hits, articles), finder)
            return told or self._refusal(question, Verdict(), articles)
        verdict = finder.find(hits, articles)
        if not verdict.evidence:
            return self._refusal(question, verdict, articles)
        if question.answer_type is AnswerType.FUNDS:
            return self._composer.funds(question, _one_topic(verdict.evidence, self._options.answer.list_limit))
        alone = question.recency or (cited_before and verdict.evidence[0].article.id in cited_before)
        pieces = verdict.evidence[: 1 if alone else None]
        answer = self._composer.quoted(question, pieces)
        # The quote alone is always borne out; words told before it that are not must not cost the answer.
        answer = self._composer.quoted(question, pieces[:1], told_first=False) if self._faults(answer) else answer
        return replace(answer, considered=tuple(pieces))

    def _compared(self, question: Question) -> Answer | None:
        """Answer a comparison side by side, or None where it has no two sides that the articles tell of."""
        compared = sides(question.search_text) if question.answer_type is AnswerType.COMPARISON else ()
        for left, right in compared:
            first = replace(self._read(left), answer_type=AnswerType.AMOUNT)
            second = self._read(f"còn {right}?", first)
            verdicts = [self._verdict(side) for side in (first, second)] if are_apart(first, second) else []
            pieces = [verdict.evidence[0] for verdict in verdicts if verdict.evidence]
            if len(pieces) > 1:
                return self._composer.compared(question, pieces)
        return None

    def _read(self, text: str, previous: Question | None = None) -> Question:
        return self._reader.read(text, today=self._today(), places=self._places, previous=previous)

    def _verdict(self, question: Question) -> Verdict:
        hits = self.search(question)
        return self._finder(question, frozenset()).find(hits, self.articles_of(hits))

    def _finder(self, question: Question, cited_before: frozenset[str]) -> EvidenceFinder:
        numbers = period_numbers(question)
        return EvidenceFinder(
            question,
            self._wanted(question, numbers),
            self._wanted(question, numbers | constraint_words(question)),
            self._candidates,
            self._tables,
            self._ranker,
            self._options.answer,
            cited_before,
        )

    def _wanted(self, question: Question, ignored: Collection[str]) -> Wanted:
        return wanted_words(
            question.search_text,
            self._language.grammar.asking(question.answer_type),
            self._language.grammar.particles,
            self._language.frequencies,
            accented=question.accented,
            ignored=ignored,
            synonyms=self._language.synonyms,
        )

    def _refusal(self, question: Question, verdict: Verdict, articles: Mapping[str, Article]) -> Answer:
        return self._composer.refusal(question, verdict.unmet, list(articles.values()))

    def _checked(self, answer: Answer) -> Answer:
        wrong = self._faults(answer)
        if not wrong:
            return answer
        logger.error("An answer failed its check and was not sent: %s", "; ".join(wrong))
        return self._composer.plain(answer.question, "not_found")

    def _faults(self, answer: Answer) -> list[str]:
        cited = {
            citation.article_id: self._stores.manifest.article(citation.article_id) for citation in answer.citations
        }
        return faults(answer, {article_id: article for article_id, article in cited.items() if article})


_NO_TOPIC = frozenset({AnswerType.EMPTY, AnswerType.SMALL_TALK})


def _one_topic(evidence: Sequence[Evidence], limit: int) -> list[Evidence]:
    """Return the evidence of the article that answers best, in the order of its text."""
    best = evidence[0].article.id
    own = [piece for piece in evidence if piece.article.id == best]
    return sorted(own[:limit], key=lambda piece: piece.span.start)


def open_engine(
    index: IndexOptions,
    retrieve: RetrieveOptions,
    answer: AnswerOptions,
    *,
    encoder: Encoder | None = None,
    today: Callable[[], date] = vietnam_today,
    writer: Writer | None = None,
    count: Count = log_outcome,
) -> Engine:
    """Open the index for questions; ``writer`` phrases answers, and ``count`` is told what became of each request.

    Raises IndexMissing if there is none, IndexForeign if another encoder or pipeline made it, IndexBroken if a store
    cannot be read, and EncoderError if the model cannot be loaded.
    """
    if not has_manifest(index):
        raise IndexMissing(f"{index.path}: no index here; run `hoidap index`")
    language = Language.load()
    encoder = encoder or load_encoder(index.encoder.model, batch_size=index.encoder.batch_size)
    # Before the stores are opened: those of another version may not open at all.
    _check_manifest(index, encoder.name)
    stores = open_stores(index, language.abbreviations)
    try:
        _check_counts(stores, index)
    except IndexFault:
        stores.close()
        raise
    phraser = Phraser.load(writer, language, answer, count) if writer else None
    return Engine(stores, encoder, language, EngineOptions(index, retrieve, answer), today=today, phraser=phraser)


def _check_manifest(index: IndexOptions, encoder_name: str) -> None:
    with closing(Manifest.open(manifest_path(index))) as manifest:
        if not manifest.is_made():
            raise IndexMissing(f"{index.path}: the index here was never finished; run `hoidap index`")
        foreign = fingerprint_difference(manifest, fingerprint(index, encoder_name))
    if foreign:
        raise IndexForeign(f"{index.path}: {foreign}; run `hoidap index` to rebuild it")


def _check_counts(stores: Stores, index: IndexOptions) -> None:
    if not stores.manifest.passage_count() == stores.lexical.count() == stores.vectors.count():
        raise IndexBroken(f"{index.path}: a store has lost passages; run `hoidap index`")
