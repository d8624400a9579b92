"""Searches the stores for the passages that a question is about."""

from collections.abc import Collection
from dataclasses import dataclass

from index.features import Features
from index.filters import Filter, filter_of
from index.language import Language
from index.options import RetrieveOptions
from index.question import QuestionReader
from index.rerank import Reranker
from index.retrieve import describe, retrieve
from index.stores import Stores
from index.types import Encoder, Hit, Question
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Searcher:
    """Finds passages by words and by meaning, and compares the best of them with the question."""

    stores: Stores
    encoder: Encoder
    language: Language
    reader: QuestionReader
    reranker: Reranker
    options: RetrieveOptions

    def search(self, question: str | Question, among: Collection[str] = ()) -> list[Hit]:
        """Return the best passages for a question, best first.

        A question as typed is searched with its chat spellings mended; one that was read, by what it names as well, or
        else by the articles ``among`` which it is asked of: their best passages are found however large the archive.
        """
        question = self._spelled(question) if isinstance(question, str) else question
        return retrieve(
            question,
            stores=self.stores,
            encoder=self.encoder,
            reranker=self.reranker,
            options=self.options,
            wanted=Filter(articles=tuple(among)) if among else self._filter(question),
        )

    def describe(self, question: str) -> tuple[list[str], Features]:
        """Return the passages that the second stage compares, and their signs, for fitting."""
        return describe(
            self._spelled(question),
            stores=self.stores,
            encoder=self.encoder,
            reranker=self.reranker,
            options=self.options,
        )

    def _spelled(self, text: str) -> Question:
        """Return what ``text`` looks for, without reading what it asks."""
        spelled = self.reader.spelled(text)
        return Question(text, search_text=spelled, accented=self.reader.reads_accents(spelled))

    def _filter(self, question: Question) -> Filter | None:
        if not self.options.filtered:
            return None
        asking = self.language.grammar.asking(question.answer_type)
        asking = asking if question.accented else frozenset(map(fold, asking))
        tokens = tokenise(question.search_text)
        return filter_of(
            question,
            [token.text for token in tokens if (token.text if question.accented else token.folded) not in asking],
        )
