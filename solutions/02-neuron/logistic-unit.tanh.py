"""The logistic unit by way of tanh, which NumPy computes without overflow."""

import numpy as np


def sigmoid(z):
    """The logistic function 1 / (1 + exp(-z)) = (1 + tanh(z/2)) / 2, entry by entry."""
    z = np.asarray(z)
    if z.dtype.kind != "f":
        z = z.astype(np.float64)
    return (np.tanh(z / 2) + 1) / 2


def logistic(x, w, b):
    """The logistic unit σ(w·x + b). x: array of any shape, or a single number."""
    return sigmoid(b + np.multiply(x, w))


def boundary(w, b):
    """The x at which logistic(x, w, b) = 0.5; ValueError if there is none (w = 0)."""
    if not w:
        raise ValueError("w is 0")
    return b / -w


def dsigmoid(a):
    """dσ/dz from the activation a = σ(z), entry by entry. Keeps shape and float dtype."""
    return a - a * a
