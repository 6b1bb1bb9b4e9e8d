"""Each slice along the axis by itself, as if there were no batch."""

import math

import numpy as np


def softmax(z, axis=-1):
    """Divide each slice's weights by their total."""
    return slice_by_slice(lambda row: divided(weights(row)), z, axis)


def log_softmax(z, axis=-1):
    """Take each slice's logsumexp away from it."""
    return slice_by_slice(lambda row: row - total(row), z, axis)


def logsumexp(z, axis=-1):
    """One number for each slice."""
    return slice_by_slice(total, z, axis)[()]


def slice_by_slice(f, z, axis):
    """In double precision inside, in z's own outside (float64 for integers)."""
    out = np.apply_along_axis(lambda row: f(row.astype(np.float64)), axis, z)
    return out.astype(z.dtype) if z.dtype.kind == "f" else out


def weights(row):
    """The largest weight is 1."""
    return np.array([math.exp(v - max(row)) for v in row])


def divided(w):
    """Shares of the total."""
    return w / math.fsum(w)


def total(row):
    """The logarithm of Σ exp, with the maximum put back."""
    return max(row) + math.log(math.fsum(weights(row)))
