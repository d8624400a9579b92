"""How near the tokens of candidate sentences come to those of a question: late interaction.

For each token of the question the best cosine with a token of the text counts, and the mean of them is weighted by how
much each question token tells: the length of its row, which training made (Khattab and Zaharia 2020, ColBERT).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.candidates import Candidate
from index.encoder.static import StaticEncoder
from index.encoder.tables import DIMENSION
from index.sentence_tokens import Ids, SentenceTokens
from index.types import Vectors

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Closeness:
    """One number for each candidate: shape (candidates,) each.

    ``cosine`` is by the table without accents, ``spelled`` and ``own`` by the one that the question is read with.
    ``own`` counts the sentence before as well, and of the question what is unlike the title of the article.
    """

    cosine: Column
    spelled: Column
    own: Column


def closeness(question: str, candidates: Sequence[Candidate], tokens: SentenceTokens, *, accented: bool) -> Closeness:
    """Compare every candidate with the question; those that follow one another in a passage stand so in the list."""
    titles = list(dict.fromkeys(candidate.background.article.title for candidate in candidates))
    spelled, bare = tokens.of_candidates(candidates)
    asked = [question, *titles]
    cosine, weights, nearest = _nearest([*tokens.of_texts(asked, accented=False), *bare], tokens.tables.folded)
    if accented:
        read = [*tokens.of_texts(asked, accented=True), *spelled]
        _, weights, nearest = _nearest(read, tokens.tables.accented)
    titled, nearest = np.split(nearest.clip(0, 1), [len(titles)], axis=1)
    follows = np.array([one.before is not None and is_next(candidates, place) for place, one in enumerate(candidates)])
    both = np.maximum(nearest, np.where(follows, np.roll(nearest, 1, axis=1), 0.0))
    places = [titles.index(one.background.article.title) for one in candidates]
    rest = (weights[:, np.newaxis] * (1 - titled))[:, places]
    totals = rest.sum(axis=0)
    # A question that says no more than the title is met by every sentence alike.
    own = np.divide((rest * both).sum(axis=0), totals, out=np.ones(len(candidates)), where=totals > _NOTHING)
    return Closeness(cosine[len(titles) :], weights @ nearest, own)


_NOTHING = 1e-9


def is_next(candidates: Sequence[Candidate], place: int) -> bool:
    """Return whether a candidate follows the one before it in the list in their passage."""
    return place > 0 and candidates[place].before is candidates[place - 1].reading


def _nearest(texts: Sequence[Ids], table: StaticEncoder) -> tuple[Column, Column, Column]:
    """Compare the first text, a question, with the others, all of them as tokens.

    Return cosines (others,), the question tokens' shares (tokens,), and their best cosines, shape (tokens, others). All
    share one matrix product: many small ones cost far more.
    """
    unit = table.unit_rows(DIMENSION)
    asked, *ids = texts
    if not len(asked):
        return np.zeros(len(ids)), np.zeros(1), np.zeros((1, len(ids)))
    lengths = table.token_lengths(asked).astype(np.float64)
    shares = lengths / (lengths.sum() or 1.0)
    rows = unit.take(asked, axis=0)
    nearest, cosine = np.zeros((len(asked), len(ids))), np.zeros(len(ids))
    filled = [place for place, tokens in enumerate(ids) if len(tokens)]
    if filled:
        starts = np.cumsum([0, *(len(ids[place]) for place in filled[:-1])])
        found = unit.take(np.concatenate([ids[place] for place in filled]), axis=0)
        nearest[:, filled] = np.maximum.reduceat(rows @ found.T, starts, axis=1)
        cosine[filled] = _unit(np.add.reduceat(found, starts, axis=0)) @ _unit(rows.sum(axis=0, keepdims=True))[0]
    return cosine, shares, nearest


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return unit
