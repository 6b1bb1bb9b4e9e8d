"""Batches and epochs: hand out a data set in random handfuls."""

import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    """One epoch over X: (N, …) and y: (N, …), yielding (xb, yb) of batch_size samples each.

    Every call draws its order afresh from rng; ValueError if batch_size < 1 or len(X) ≠ len(y).
    """
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, got {batch_size}")
    if len(X) != len(y):
        raise ValueError(f"{len(X)} samples, but {len(y)} labels")
    order = rng.permutation(len(X)) if shuffle else np.arange(len(X))
    for picked in cut(order, batch_size, drop_last):
        yield X[picked], y[picked]


def cut(order, size, drop_last):
    """order: (N,) in pieces of the given size; the last may be shorter, or is left out."""
    for start in range(0, len(order), size):
        piece = order[start : start + size]
        if len(piece) == size or not drop_last:
            yield piece
