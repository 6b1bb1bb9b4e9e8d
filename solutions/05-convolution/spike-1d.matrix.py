"""A filter in one dimension: the matrix first, the sliding filter as its product."""

import numpy as np


def slide1d(x, w):
    """x: (L,), w: (k,) -> (L - k + 1,), one product of matrix and signal."""
    return as_dense(w, x.shape[0]) @ np.asarray(x, dtype=float_type(x))


def as_dense(w, L):
    """Row i reads the zero-padded filter i columns further left. w: (k,) -> (L - k + 1, L)."""
    k = w.shape[0]
    if k > L:
        raise ValueError("the filter is longer than the signal")
    lag = np.arange(L)[None, :] - np.arange(L - k + 1)[:, None]
    inside = (lag >= 0) & (lag < k)
    return np.where(inside, w[np.clip(lag, 0, k - 1)], 0).astype(float_type(w))


def spike_anywhere(x, w=(-1, 1, -1)):
    """The largest answer."""
    return max(slide1d(x, np.array(w)).tolist())


def float_type(a):
    """The dtype to compute in: the array's own where it is floating, else float64."""
    return a.dtype if a.dtype.kind == "f" else np.dtype(float)
