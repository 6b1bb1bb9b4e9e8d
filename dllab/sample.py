"""A first try at logistic-unit, with a typical mistake in it: `dllab` grades it to show what a report is."""
# ruff: noqa: ANN001, ANN201
# mypy: ignore-errors

import numpy as np


def sigmoid(z):
    """The logistic function, computed so that exp never sees a positive number."""
    z = np.asarray(z)
    if not np.issubdtype(z.dtype, np.floating):
        z = z.astype(np.float64)
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def logistic(x, w, b):
    """The logistic unit."""
    return sigmoid(w * x + b)


def boundary(w, b):
    """Where the unit is undecided."""
    if w == 0:
        raise ValueError("a unit with w = 0 has no boundary")
    return -b / w


def dsigmoid(a):
    """The slope of the sigmoid."""
    return sigmoid(a) * (1 - sigmoid(a))
