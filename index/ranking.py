"""The fitted models over the features of sentences: which answers, and whether any does."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

import numpy as np
import yaml

from index.features import NAMES, Features

WEIGHTS_FILE = "evidence_weights.yaml"
CONFIDENCE_NAMES = (
    *NAMES,
    "odds",  # logarithm of the probability that the quote holds the answer, if any sentence found does
    "bias",  # 1
)


@dataclass(frozen=True, slots=True)
class Ranker:
    """Two models over the features.

    ``weights`` make a sentence's score; the softmax of the scores is the probability that it is the one that answers,
    given that one does (listwise, Cao et al. 2007). ``confidence`` are the weights of a logistic model of whether one
    does. ``cited_before`` is what it adds to a score that the turn before cited the article.
    """

    weights: Features
    confidence: Features
    cited_before: float

    @classmethod
    def load(cls) -> Self:
        """Read the weights that ship with the package; ``tests.benchmarks.fit_evidence`` fits them.

        Raises ValueError if they are not the weights of these features.
        """
        table = yaml.safe_load(files("index").joinpath(WEIGHTS_FILE).read_text("utf-8"))
        for part, names in (("weights", NAMES), ("confidence", CONFIDENCE_NAMES)):
            if set(table[part]) != set(names):
                raise ValueError(f"{WEIGHTS_FILE}: the {part} are of {', '.join(names)}; fit them again")
        return cls(
            np.array([table["weights"][name] for name in NAMES]),
            np.array([table["confidence"][name] for name in CONFIDENCE_NAMES]),
            table["cited_before"],
        )

    def scores(self, features: Features, cited: Sequence[bool]) -> Features:
        """Return a score for each row, shape (rows,)."""
        scores: Features = features @ self.weights + self.cited_before * np.array(cited, dtype=np.float64)
        return scores

    def confident(self, row: Features, odds: float) -> float:
        """Return the probability that a quote answers: ``row`` is its best sentence, ``odds`` its share of the odds."""
        return float(1 / (1 + np.exp(-(confidence_row(row, odds) @ self.confidence))))


def confidence_row(row: Features, odds: float) -> Features:
    """Return the columns of ``CONFIDENCE_NAMES`` for a quote."""
    return np.array([*row, np.log(max(odds, _LEAST)), 1.0])


_LEAST = 1e-6


def odds_of(scores: Features) -> Features:
    """Return the softmax of the scores, shape (rows,)."""
    odds = np.exp(scores - scores.max(initial=-np.inf))
    shares: Features = odds / odds.sum()
    return shares
