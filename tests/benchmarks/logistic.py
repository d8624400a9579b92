"""Fits a logistic model: the probability of yes, from a row of numbers (Cox 1958), with an L2 penalty."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from tests.benchmarks.listwise import Floats


def fit_logistic(sets: Sequence[tuple[Floats, NDArray[np.bool_]]], penalty: float) -> Floats:
    """Return the weights, shape (columns,); every set counts the same. A column that never changes is not penalised."""
    rows = np.vstack([rows for rows, _ in sets])
    signs = np.concatenate([np.where(yes, 1.0, -1.0) for _, yes in sets])
    share = np.concatenate([np.full(len(yes), 1 / len(yes) / len(sets)) for _, yes in sets])
    scale = rows.std(axis=0)
    constant = scale == 0
    scale[constant] = 1.0
    scaled_rows = rows / scale
    held = np.where(constant, 0.0, penalty)

    def loss(scaled: Floats) -> tuple[float, Floats]:
        margins = signs * (scaled_rows @ scaled)
        doubt = 1 / (1 + np.exp(np.clip(margins, -500, 500)))
        slope = -(scaled_rows.T @ (share * signs * doubt)) + 2 * held * scaled
        return float(share @ np.logaddexp(0, -margins)) + float(held @ scaled**2), slope

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x / scale)
