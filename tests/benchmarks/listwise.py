"""Fits weights that put the right candidates of each question first.

The weights maximise the probability of the right candidates under a softmax over the candidates of each question
(listwise, Cao et al. 2007), with an L2 penalty; every set counts the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the features of its candidates, shape (candidates, features), and which are right."""

    features: Floats
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Table:
    """The questions of a set as one array, filled up to the longest list; ``open`` is 0, or ``_NEVER`` for filling."""

    features: Floats
    right: NDArray[np.bool_]
    open: Floats


def fit(sets: Sequence[Sequence[Asked]], penalty: float) -> Floats:
    """Return the weights, in the order of the features; questions without a right candidate are passed over."""
    useful = [[one for one in asked if one.right.any()] for asked in sets]
    scale = np.vstack([one.features for asked in useful for one in asked]).std(axis=0)
    scale[scale == 0] = 1.0
    tables = [_table(asked, scale) for asked in useful]

    def loss(scaled: Floats) -> tuple[float, Floats]:
        total, slope = penalty * float(scaled @ scaled), 2 * penalty * scaled
        for table in tables:
            scores = table.features @ scaled + table.open
            odds = np.exp(scores - scores.max(axis=1, keepdims=True))
            odds /= odds.sum(axis=1, keepdims=True)
            mass = (odds * table.right).sum(axis=1, keepdims=True) + np.finfo(float).tiny
            posterior = odds * table.right / mass
            total -= float(np.log(mass).mean()) / len(tables)
            moved = np.einsum("qc,qcf->f", odds - posterior, table.features)
            slope = slope + moved / len(table.features) / len(tables)
        return total, slope

    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x / scale)


def _table(asked: Sequence[Asked], scale: Floats) -> _Table:
    longest = max(len(one.right) for one in asked)
    features = np.zeros((len(asked), longest, len(scale)))
    right = np.zeros((len(asked), longest), dtype=bool)
    filling = np.full((len(asked), longest), _NEVER)
    for place, one in enumerate(asked):
        features[place, : len(one.right)] = one.features / scale
        right[place, : len(one.right)] = one.right
        filling[place, : len(one.right)] = 0
    return _Table(features, right, filling)
