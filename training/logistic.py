"""Logistic regression by penalised maximum likelihood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["logistic"]


def logistic(
    x: NDArray[np.float64],
    labels: NDArray[np.float64],
    penalty: NDArray[np.float64],
    counts: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """The weight of each column of ``x`` (rows, features) for labels 0 and 1, by Newton's steps.

    ``penalty`` has what the square of each weight costs; a row with a count counts as so many.

    Alone, a constant is the logarithm of the odds, here of three to one:

    >>> found = logistic(np.ones((4, 1)), np.array([0.0, 1.0, 1.0, 1.0]), np.zeros(1))
    >>> bool(np.isclose(found[0], np.log(3)))
    True
    """
    weights = np.zeros(x.shape[1])
    counts = np.ones(len(x)) if counts is None else counts
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (counts * (labels - p)) - penalty * weights
        curvature = (x * (counts * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights
