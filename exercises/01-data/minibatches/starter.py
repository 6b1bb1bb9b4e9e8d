"""Batches and epochs: hand out a data set in random handfuls.

Refused here: scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    """One epoch over samples X and labels y, a batch at a time: a generator.

    X: (N, …) samples, y: (N, …) labels; sample i belongs to label i.
        N may be 0.
    batch_size: int ≥ 1, the number of samples in a batch.
    rng: np.random.Generator, the only source of randomness; may be None if
        shuffle is False.
    Yields tuples (xb, yb): xb (B, …) and yb (B, …), in the dtypes of X and y,
        with B = batch_size. If N is no multiple of batch_size, the last batch
        holds the samples that remain, or is left out if drop_last is True.
        N = 0 yields nothing.

    shuffle=True: the samples come in a random order, drawn afresh from rng by
        every call, so that the batches of the next epoch are composed
        differently; the same state of rng gives the same order.
    shuffle=False: the samples come in the order of X, and nothing is drawn
        from rng.
    Each sample comes exactly once (but for a last batch that is left out),
    together with its label. X and y themselves are not changed.
    Raises ValueError if batch_size < 1 or len(X) ≠ len(y), on the call or at
        the first batch.
    """
    raise NotImplementedError(
        "minibatches: make an array of the positions 0 … N-1, shuffle it if "
        "asked, and yield X and y at batch_size of them at a time"
    )
