"""Batches and epochs, all cut before the first is dealt."""

import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    """One epoch over X: (N, …) and y: (N, …), an iterator of (xb, yb) with batch_size samples each."""
    N = len(X)
    if batch_size < 1 or len(y) != N:
        raise ValueError("these samples cannot be dealt")
    order = np.arange(N)
    if shuffle:
        rng.shuffle(order)
    count = N // batch_size if drop_last else -(-N // batch_size)
    batches = []
    for i in range(count):
        positions = order[i * batch_size : (i + 1) * batch_size]
        batches.append((np.take(X, positions, axis=0), np.take(y, positions, axis=0)))
    return iter(batches)
