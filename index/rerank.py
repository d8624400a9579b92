"""The second stage of retrieval: orders the first candidates by what the question and each passage share in detail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder.tables import DIMENSION, TokenTables
from index.interaction import NAMES, Features, asked_terms, interact
from index.options import RerankOptions
from index.passage_terms import PassageTerms
from index.types import Question
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies

SIGNS = ("lexical", "dense", *NAMES)
"""What the order of the candidates is made of: the two scores of the first stage, and what ``interaction`` compares."""


@dataclass(frozen=True, slots=True)
class Reranker:
    """Describes candidates by signs; their weighted sum is the score of the second stage."""

    tables: TokenTables
    abbreviations: Abbreviations
    frequencies: Frequencies
    asking: Collection[str]
    options: RerankOptions

    @property
    def weights(self) -> Features:
        """What each sign is worth, in the order of ``SIGNS``."""
        named = self.options.weights.model_dump()
        return np.array([named[sign] for sign in SIGNS])

    def describe(
        self, question: Question, found: Sequence[tuple[float, float]], passages: Sequence[PassageTerms]
    ) -> Features:
        """Return one row for each passage, shape (passages, signs), columns as in ``SIGNS``.

        ``found`` are the first stage's scores of each: BM25 as a share of the best, and cosine.
        """
        text = self.abbreviations.written_out(question.search_text)
        table = self.tables.reading(accented=question.accented)
        rows = table.unit_rows(DIMENSION)
        (tokens,) = table.token_ids([text])
        asked = asked_terms(
            text,
            rows[tokens],
            table.token_lengths(tokens),
            self.asking,
            self.frequencies,
            accented=question.accented,
        )
        features = interact(asked, passages, rows)
        return np.hstack([np.array(found, dtype=np.float64).reshape(-1, 2), features])
