"""The index as its faces see it: one object that answers questions with cited passages or refuses."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from corpus.article import Article
from index.answering import Answering
from index.candidates import Candidate
from index.encoder import load_encoder
from index.encoder.tables import TokenTables
from index.facts.filtering import FactFilter
from index.facts.records import FundFact, MeetingFact
from index.features import Features
from index.following import Following
from index.language import Language
from index.opening import check_there, open_whole
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.phrasing import Phraser
from index.question import QuestionReader
from index.rerank import Reranker
from index.searching import Searcher
from index.stores import Stores
from index.types import Answer, Encoder, Hit, Question, Show, show_nothing
from index.writer import Count, Writer, count_nothing

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
    """Answers questions from the index, of whose states it takes up each new one.

    Safe to call from several threads; one question is answered at a time.
    """

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
        self._encoder = encoder
        self._language = language
        self._options = options
        self._today = today
        self._phraser = phraser
        self._tables = TokenTables.load(encoder)
        self._reader = QuestionReader(language.grammar, language.names, language.abbreviations, language.frequencies)
        self._reranker = Reranker(
            self._tables,
            language.abbreviations,
            language.frequencies,
            language.grammar.question_words | language.grammar.particles,
            options.retrieve.rerank,
        )
        self._following = Following(stores, options.index, encoder.name, language.abbreviations, self._use)

    def _use(self, stores: Stores) -> None:
        """Answer from ``stores`` from now on."""
        searcher = Searcher(stores, self._encoder, self._language, self._reader, self._reranker, self._options.retrieve)
        answering = Answering.load(searcher, self._tables, self._options.answer, self._today)
        self._stores, self._searcher, self._answering = stores, searcher, answering

    def renew(self) -> None:
        """Take up the state of the index that is served now; without this, the next question does.

        Raises IndexFault when it cannot be opened; the one before then goes on.
        """
        self._following.renew()

    def close(self) -> None:
        """Close the stores; the engine answers no more."""
        if self._phraser:
            self._phraser.close()
        self._following.close()

    def size(self) -> tuple[int, int]:
        """Return how many articles and passages the index holds."""
        with self._following.reading():
            return self._stores.manifest.article_count(), self._stores.manifest.passage_count()

    def articles(self, *, place: str = "", period: str = "") -> list[Article]:
        """Return the articles of the index that are of a place and appeared in a period, oldest first.

        The filters are as for ``meetings``.
        """
        with self._following.reading():
            wanted = FactFilter.read(self._language.names, self._today(), place=place, period=period)
            found = self._stores.manifest.articles()
        return [article for article in found if wanted.admits_article(article)]

    def article(self, article_id: str) -> Article | None:
        """Return one article as indexed: the body that citations refer to."""
        with self._following.reading():
            return self._stores.manifest.article(article_id)

    def meetings(self, *, place: str = "", period: str = "") -> list[tuple[Article, MeetingFact]]:
        """Return the meetings that articles report, by day, those of unknown days last.

        ``place`` and ``period`` are as people write them ("quận Hà Đông", "quý II 2023"); empty, they leave nothing
        out. Raises FilterUnread if one cannot be read.
        """
        with self._following.reading():
            wanted = FactFilter.read(self._language.names, self._today(), place=place, period=period)
            articles = {article.id: article for article in self._stores.manifest.articles()}
            found = [(articles[article_id], fact) for article_id, fact in self._stores.manifest.meeting_facts()]
        return [(article, fact) for article, fact in found if wanted.admits_meeting(article, fact)]

    def funds(self, *, place: str = "", period: str = "", fund: str = "") -> list[tuple[Article, FundFact]]:
        """Return the sums that articles tell of funds, the newest article first; filters as for ``meetings``."""
        with self._following.reading():
            wanted = FactFilter.read(self._language.names, self._today(), place=place, period=period, fund=fund)
            articles = {article.id: article for article in self._stores.manifest.articles()}
            found = [(articles[article_id], fact) for article_id, fact in self._stores.manifest.fund_facts()]
        return [(article, fact) for article, fact in found if wanted.admits_fund(article, fact)]

    def search(self, question: str | Question) -> list[Hit]:
        """Return the best passages for a question, best first.

        A question as typed is searched with its chat spellings mended; one that was read, by what it names as well.
        """
        with self._following.reading():
            return self._searcher.search(question)

    def describe(self, question: str) -> tuple[list[str], Features]:
        """Return the passages that the second stage of retrieval compares, and their signs, for fitting."""
        with self._following.reading():
            return self._searcher.describe(question)

    def articles_of(self, hits: Sequence[Hit]) -> dict[str, Article]:
        """Return the articles that these passages are from, by id, in the order of the passages."""
        with self._following.reading():
            return self._answering.articles_of(hits)

    def judge(self, text: str, without: Collection[str] = ()) -> tuple[list[Candidate], Features] | None:
        """Return the sentences found for a question and their features, for fitting; None without any.

        Those of the articles ``without`` are passed over, as if there were no such article.
        """
        with self._following.reading():
            return self._answering.judge(text, without)

    def answer(self, text: str, history: Sequence[Answer] = (), show: Show = show_nothing) -> Answer:
        """Answer one question; ``history`` holds the earlier answers of the conversation, oldest first.

        ``show`` is told what a language model has written so far, each time that another sentence has passed the check.
        """
        started = time.perf_counter()
        answer = self.quoting(text, history)
        if self._phraser:  # holding nothing: others are answered while the model writes
            answer = self._phraser.answer(answer, text, history, self, show)
        return replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000, 3))

    def quoting(self, text: str, history: Sequence[Answer] = ()) -> Answer:
        """Answer one question as ``answer`` does, out of quotes alone: a language model is not asked."""
        with self._following.reading():
            return self._answering.answer(text, history)


def open_engine(
    index: IndexOptions,
    retrieve: RetrieveOptions,
    answer: AnswerOptions,
    *,
    encoder: Encoder | None = None,
    today: Callable[[], date] = vietnam_today,
    writer: Writer | None = None,
    count: Count = count_nothing,
) -> Engine:
    """Open the index for questions; ``writer`` phrases answers, and ``count`` is told what became of each request.

    Raises IndexMissing if there is none, IndexForeign if another encoder or pipeline made it, IndexBroken if a store
    cannot be read, and EncoderError if the model cannot be loaded.
    """
    check_there(index)
    language = Language.load()
    encoder = encoder or load_encoder(index.encoder.model, batch_size=index.encoder.batch_size)
    stores = open_whole(index, encoder.name, language.abbreviations)
    phraser = Phraser.load(writer, language, answer, count) if writer else None
    return Engine(stores, encoder, language, EngineOptions(index, retrieve, answer), today=today, phraser=phraser)
