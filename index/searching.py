"""Searches for questions: what they name becomes a filter, and the second stage of retrieval its parts."""

from index.encoder.tables import TokenTables
from index.features import Features
from index.filters import Filter, filter_of
from index.language import Language
from index.options import RetrieveOptions
from index.rerank import Reranker
from index.retrieve import describe, retrieve
from index.stores import Stores
from index.types import Encoder, Hit, Question
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import tokenise


class Searcher:
    """Finds passages in whichever stores it is given."""

    def __init__(self, encoder: Encoder, tables: TokenTables, language: Language, options: RetrieveOptions) -> None:
        self._encoder = encoder
        self._grammar = language.grammar
        self._options = options
        self._reranker = Reranker(
            tables,
            language.abbreviations,
            language.frequencies,
            language.grammar.question_words | language.grammar.particles,
            options.rerank,
        )

    def search(self, question: Question, stores: Stores) -> list[Hit]:
        """Return the best passages for a question, best first."""
        return retrieve(
            question,
            stores=stores,
            encoder=self._encoder,
            reranker=self._reranker,
            options=self._options,
            wanted=self._filter(question),
        )

    def describe(self, question: Question, stores: Stores) -> tuple[list[str], Features]:
        """Return the passages that the second stage compares, and their signs, for fitting."""
        return describe(question, stores=stores, encoder=self._encoder, reranker=self._reranker, options=self._options)

    def _filter(self, question: Question) -> Filter | None:
        if not self._options.filtered:
            return None
        asking = self._grammar.asking(question.answer_type)
        asking = asking if question.accented else frozenset(map(fold, asking))
        tokens = tokenise(question.search_text)
        return filter_of(
            question,
            [token.text for token in tokens if (token.text if question.accented else token.folded) not in asking],
        )
