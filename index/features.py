"""Describes candidate sentences in numbers, for the model that ranks them.

Each column is a sign that a sentence answers; the fitted weights say what each is worth.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.candidates import Candidate
from index.matching import Vocabulary, Wanted, coverage, focus, matched
from index.types import AnswerType, Question, Vectors
from index.vietnamese.tokens import tokenise

NAMES = (
    "retrieved",  # how near the passage's score comes to the best one's: 1 for the best, less by a factor of e a point
    "lexical",  # its BM25 score, as a share of the best
    "dense",  # its cosine similarity
    "sentence",  # share of the question's weight that the sentence holds
    "context",  # the same, counting the title and the passage for less
    "title",  # the same, of the title alone
    "neighbour",  # the same, of the better of the sentences before and after
    "pairs",  # share of the question's neighbouring syllables that stand together in the sentence
    "density",  # share of the question's weight for each doubling of the sentence's length
    "focus",  # share of the words closest to what asks that the sentence holds
    "cosine",  # similarity of the question and the sentence
    "interaction",  # mean over the question's tokens of the best similarity to a token of the sentence
    "around",  # the same, to a token of any sentence of its passage
    "typed",  # words of the type asked for stand in the sentence
    "untyped",  # the type asked for shows in words, and none stand in the sentence
    "caption",  # the sentence describes a picture
    "opening",  # the sentence opens its article
    "length",  # logarithm of the sentence's length in syllables
)

STRICT_TYPES = frozenset(
    {AnswerType.AMOUNT, AnswerType.COUNT, AnswerType.PERCENTAGE, AnswerType.WHEN, AnswerType.OFFICE, AnswerType.FUNDS}
)
"""Types whose words the evidence has to show."""

SHOWN_TYPES = STRICT_TYPES | {AnswerType.WHO, AnswerType.WHERE}
"""Types that show in words at all."""

# A quarter of the rows ranks sentences as well as the whole, at a quarter of the cost.
_TOKEN_DIMENSION = 256
TITLE_SHARE = 0.8
PASSAGE_SHARE = 0.6

Features = NDArray[np.float64]


class TokenEncoder(Protocol):
    """An encoder whose vectors are made of token vectors."""

    def token_vectors(self, text: str, dimension: int | None = None) -> tuple[list[int], Vectors]:
        """Return the token ids of ``text`` and their unit rows, cut to shape (tokens, dimension)."""

    def token_lengths(self, ids: Sequence[int]) -> Vectors:
        """Return the lengths of the tokens' rows before they are made unit rows, shape (tokens,)."""


def describe(question: Question, wanted: Wanted, candidates: Sequence[Candidate], encoder: TokenEncoder) -> Features:
    """Return one row for each candidate, shape (candidates, features), columns as in ``NAMES``."""
    pairs = question_pairs(question, wanted)
    hits = [candidate.hit for candidate in candidates if candidate.hit]
    best = max((hit.score for hit in hits), default=0.0)
    best_lexical = max((hit.lexical for hit in hits), default=0.0) or 1.0
    similar = _similarities(question.search_text, candidates, encoder)
    shown = question.answer_type in SHOWN_TYPES
    rows = [
        [
            *_found(candidate, best, best_lexical),
            *_lexical(wanted, pairs, candidate),
            *near,
            float(bool(candidate.typed)),
            float(shown and not candidate.typed),
            float(bool(candidate.hit and candidate.hit.passage.caption)),
            float(candidate.reading.sentence.start == 0),
            float(np.log(1 + len(candidate.reading.tokens))),
        ]
        for candidate, near in zip(candidates, similar, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(candidates), len(NAMES))


def question_pairs(question: Question, wanted: Wanted) -> frozenset[str]:
    """Return the question's neighbouring syllables, in the spelling that it is matched in."""
    syllables = [token.text if wanted.accented else token.folded for token in tokenise(question.search_text)]
    return frozenset(f"{first} {second}" for first, second in pairwise(syllables))


def context_coverage(wanted: Wanted, candidate: Candidate) -> float:
    """Return the share of ``wanted`` that the sentence holds, or, for less, its title or the passage around it."""
    return coverage(
        wanted,
        [
            max(here, TITLE_SHARE * above, PASSAGE_SHARE * beside)
            for here, above, beside in zip(
                matched(wanted, candidate.reading.vocabulary),
                matched(wanted, candidate.background.vocabulary),
                matched(wanted, candidate.passage),
                strict=True,
            )
        ],
    )


def _found(candidate: Candidate, best: float, best_lexical: float) -> list[float]:
    if candidate.hit is None:
        return [0.0, 0.0, 0.0]
    return [float(np.exp(candidate.hit.score - best)), candidate.hit.lexical / best_lexical, candidate.hit.dense]


def _lexical(wanted: Wanted, pairs: frozenset[str], candidate: Candidate) -> list[float]:
    matches = matched(wanted, candidate.reading.vocabulary)
    held = coverage(wanted, matches)
    together = pairs & (
        candidate.reading.vocabulary.accented if wanted.accented else candidate.reading.vocabulary.folded
    )
    return [
        held,
        context_coverage(wanted, candidate),
        _share(wanted, candidate.background.vocabulary),
        max(_share(wanted, beside.vocabulary) if beside else 0.0 for beside in (candidate.before, candidate.after)),
        len(together) / max(1, len(pairs)),
        held / float(np.log2(2 + len(candidate.reading.tokens) / 8)),
        focus(wanted, matches),
    ]


def _share(wanted: Wanted, vocabulary: Vocabulary) -> float:
    return coverage(wanted, matched(wanted, vocabulary))


def _similarities(
    question: str, candidates: Sequence[Candidate], encoder: TokenEncoder
) -> list[tuple[float, float, float]]:
    """Return for each candidate its cosine with the question, and the late interaction with it and with its passage.

    Late interaction is the mean over question tokens of the best cosine with a token of the text (Khattab and Zaharia
    2020, ColBERT), here weighted by how much each question token tells: the length of its row, which training made.
    All texts share one matrix product: many small ones cost far more.
    """
    asked, weights = _weighted_tokens(encoder, question)
    tables = [encoder.token_vectors(candidate.reading.text, _TOKEN_DIMENSION)[1] for candidate in candidates]
    filled = [place for place, rows in enumerate(tables) if len(rows)]
    found = [(0.0, 0.0, 0.0)] * len(candidates)
    if not len(asked) or not filled:
        return found
    starts = np.cumsum([0, *(len(tables[place]) for place in filled[:-1])])
    best = np.maximum.reduceat(asked @ np.concatenate([tables[place] for place in filled]).T, starts, axis=1)
    passages: dict[str, NDArray[np.float32]] = {}
    for column, place in enumerate(filled):
        key = _passage_id(candidates[place])
        passages[key] = np.maximum(passages[key], best[:, column]) if key in passages else best[:, column]
    centre = _unit(asked.sum(axis=0, keepdims=True))[0]
    for column, place in enumerate(filled):
        cosine = float(centre @ _unit(tables[place].sum(axis=0, keepdims=True))[0])
        around = float(weights @ passages[_passage_id(candidates[place])])
        found[place] = (cosine, float(weights @ best[:, column]), around)
    return found


def _weighted_tokens(encoder: TokenEncoder, question: str) -> tuple[Vectors, Vectors]:
    """Return the unit rows of the question's tokens, and the share of each in what the question says."""
    ids, rows = encoder.token_vectors(question, _TOKEN_DIMENSION)
    lengths = encoder.token_lengths(ids)
    return rows, lengths / (lengths.sum() or 1.0)


def _passage_id(candidate: Candidate) -> str:
    return candidate.hit.passage.id if candidate.hit else ""


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return unit
