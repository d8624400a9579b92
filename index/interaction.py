"""Compares a question with passages term by term: what the second stage of retrieval weighs.

BM25 and a single vector see a passage as a bag of words. An answer stands in a sentence or two, so here the words asked
for have to meet there: how much of the question one sentence holds, the passage, the title; and how near its tokens
come to the question's by late interaction (Khattab and Zaharia 2020, ColBERT).

All passages of a question are compared in one go, as arrays that lie end to end: a loop over fifty costs ten times as
much.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.passage_terms import Numbers, PassageTerms, Run, syllable_numbers
from index.types import Vectors
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import spellings

NAMES = (
    "passage",  # share of the question's weight that the passage holds
    "sentence",  # BM25 of its best sentence, each word weighed as in the question
    "pairs",  # share of the question's neighbouring syllables that stand together in its best sentence
    "title",  # share of the question's weight that the title holds
    "heading",  # share of the passage's first sentence that is in the question
    "interaction",  # mean over the question's tokens of the best similarity to a token of two neighbouring sentences
    "interaction_sentence",  # the same, to a token of one sentence
)

Features = NDArray[np.float64]

_RARE = 7.0  # no syllable weighs more: a name that the table does not know must not drown the rest
_ASKING = 0.15  # what a word that only asks weighs of its frequency's worth
_TERM_SATURATION, _LENGTH_SHARE, _SENTENCE_SYLLABLES = 1.2, 0.75, 25.0  # BM25's k1 and b, and a usual sentence


@dataclass(frozen=True, slots=True)
class AskedTerms:
    """A question as it is compared with passages; the weights of each kind of term sum to 1.

    ``pairs`` are places in ``syllables``, shape (pairs, 2); ``vectors`` are unit rows, shape (tokens, dimension).
    """

    accented: bool
    syllables: Numbers
    weights: Vectors
    pairs: NDArray[np.intp]
    pair_weights: Vectors
    vectors: Vectors
    token_weights: Vectors


def asked_terms(
    question: str,
    vectors: Vectors,
    token_weights: Vectors,
    asking: Collection[str],
    frequencies: Frequencies,
    *,
    accented: bool,
) -> AskedTerms:
    """Read a question; ``asking`` are the accented words that only ask, ``vectors`` the unit rows of its tokens.

    ``accented`` says whether it was typed with its accents, and so is compared with them.
    """
    spelled, bare = spellings(question)
    words = spelled if accented else bare
    left_out = set(asking) if accented else {fold(word) for word in asking}
    distinct = list(dict.fromkeys(words))
    weights = np.array(
        [
            min(frequencies.weight(word, accented=accented), _RARE) * (_ASKING if word in left_out else 1.0)
            for word in distinct
        ],
        dtype=np.float32,
    )
    places = {word: place for place, word in enumerate(distinct)}
    pairs = list(dict.fromkeys(pairwise(places[word] for word in words)))
    both = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return AskedTerms(
        accented,
        np.array(syllable_numbers(distinct), dtype=np.uint32),
        _shares(weights),
        both,
        _shares(weights[both].sum(axis=1)),
        vectors,
        _shares(token_weights),
    )


def interact(asked: AskedTerms, passages: Sequence[PassageTerms], table: Vectors) -> Features:
    """Return one row for each passage, shape (passages, features), columns as in ``NAMES``.

    ``table`` holds the unit rows of the tokens that the question's ``vectors`` are of. A passage without a sentence,
    and every passage for a question without a syllable, gets a row of zeros.
    """
    found = np.zeros((len(passages), len(NAMES)))
    filled = [place for place, terms in enumerate(passages) if terms]
    if filled and len(asked.syllables):
        chosen = [passages[place] for place in filled]
        found[filled] = np.column_stack([*_held(asked, chosen), *_similar(asked, chosen, table)])
    return found


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where sentences begin among the items of all passages, and passages among the sentences."""

    sentences: NDArray[np.intp]
    passages: NDArray[np.intp]
    ends: NDArray[np.bool_]

    @classmethod
    def of(cls, runs: Sequence[Run]) -> "_Layout":
        lengths = np.array([len(run.items) for run in runs])
        counts = np.array([len(run.starts) for run in runs])
        sentences = np.concatenate([run.starts for run in runs]) + np.repeat(np.cumsum(lengths) - lengths, counts)
        first = np.cumsum(counts) - counts
        ends = np.zeros(counts.sum(), dtype=bool)
        ends[first + counts - 1] = True
        return cls(sentences, first, ends)

    def windows(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the larger of the values of each sentence and of the one after it in its passage."""
        following = np.roll(values, -1, axis=-1)
        following[..., self.ends] = values[..., self.ends]
        larger: NDArray[Any] = np.maximum(values, following)
        return larger

    def best(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the largest of the values of each passage's sentences."""
        largest: NDArray[Any] = np.maximum.reduceat(values, self.passages, axis=-1)
        return largest


def _held(asked: AskedTerms, passages: Sequence[PassageTerms]) -> list[NDArray[Any]]:
    runs = [terms.accented if asked.accented else terms.folded for terms in passages]
    layout = _Layout.of(runs)
    text = np.concatenate([run.items for run in runs])
    equal = asked.syllables[:, None] == text[None, :]
    counts = np.add.reduceat(equal, layout.sentences, axis=1, dtype=np.float32)
    held = counts > 0
    lengths = np.diff([*layout.sentences, len(text)]).astype(np.float32)
    together = equal[asked.pairs[:, 0]]
    together[:, :-1] &= equal[asked.pairs[:, 1], 1:]
    together[:, [*layout.sentences[1:] - 1, -1]] = False  # the last syllable of a sentence has no neighbour
    together = np.logical_or.reduceat(together, layout.sentences, axis=1)
    from_question = np.add.reduceat(equal.any(axis=0), layout.sentences, dtype=np.float32) / lengths
    titles = [terms.title.sentence(0 if asked.accented else 1) for terms in passages]
    return [
        asked.weights @ layout.best(held),
        layout.best(asked.weights @ _saturated(counts, lengths)),
        layout.best(asked.pair_weights @ together),
        np.array([asked.weights[(asked.syllables[:, None] == title).any(axis=1)].sum() for title in titles]),
        from_question[layout.passages],
    ]


def _saturated(counts: Vectors, lengths: Vectors) -> Vectors:
    """Return BM25's weight of each count in a sentence of each length (Robertson and Zaragoza 2009)."""
    norm = _TERM_SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths / _SENTENCE_SYLLABLES)
    return (counts * (_TERM_SATURATION + 1) / (counts + norm)).astype(np.float32)


def _similar(asked: AskedTerms, passages: Sequence[PassageTerms], table: Vectors) -> list[NDArray[Any]]:
    if not len(asked.vectors):
        return [np.zeros(len(passages))] * 2
    runs = [terms.accented_tokens if asked.accented else terms.folded_tokens for terms in passages]
    layout = _Layout.of(runs)
    tokens = np.concatenate([run.items for run in runs])
    distinct, places = _distinct(tokens, len(table))
    # Each token once: passages on one subject share three quarters of theirs.
    similarity = (asked.vectors @ table.take(distinct, axis=0).T).take(places, axis=1)
    nearest = np.maximum.reduceat(similarity, layout.sentences, axis=1)
    return [
        layout.best(asked.token_weights @ layout.windows(nearest)),
        layout.best(asked.token_weights @ nearest),
    ]


def _distinct(tokens: Numbers, rows: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the tokens, below ``rows``, each once, and the place of each of ``tokens`` among these.

    In a third of the time of ``np.unique``, which sorts.
    """
    seen = np.zeros(rows, dtype=bool)
    seen[tokens] = True
    distinct = np.flatnonzero(seen)
    places = np.empty(rows, dtype=np.intp)
    places[distinct] = np.arange(len(distinct))
    return distinct, places.take(tokens)


def _shares(weights: Vectors) -> Vectors:
    total = float(weights.sum())
    shares: Vectors = (weights / total if total else weights).astype(np.float32)
    return shares
