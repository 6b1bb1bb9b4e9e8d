"""The logistic unit: a straight line, squashed into a probability."""

import numpy as np


def sigmoid(z):
    """The logistic function 1 / (1 + exp(-z)), entry by entry.

    z: array of any shape, or a single number. Keeps shape and float dtype.
    """
    z = as_float(z)
    # 1/(1+e^-z) for z ≥ 0 and e^z/(1+e^z) for z < 0: exp never sees a positive number.
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def logistic(x, w, b):
    """The logistic unit σ(w·x + b). x: array of any shape, or a single number."""
    return sigmoid(w * as_float(x) + b)


def boundary(w, b):
    """The x at which logistic(x, w, b) = 0.5; ValueError if there is none (w = 0)."""
    if w == 0:
        raise ValueError("a unit with w = 0 ignores x: it has no boundary")
    return -b / w


def dsigmoid(a):
    """dσ/dz from the activation a = σ(z), entry by entry. Keeps shape and float dtype."""
    return a * (1 - a)


def as_float(values):
    """values as an array of floats: floats keep their dtype, whole numbers become float64."""
    values = np.asarray(values)
    return values if np.issubdtype(values.dtype, np.floating) else values.astype(np.float64)
