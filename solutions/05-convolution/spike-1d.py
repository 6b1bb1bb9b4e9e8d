"""A filter in one dimension, sliding and as a matrix."""

import numpy as np


def slide1d(x, w):
    """Slide w along x as it is. x: (L,), w: (k,) -> (L - k + 1,)."""
    x, w = as_floats(x), as_floats(w)
    count, k = places(x.size, w.size), w.size
    out = np.empty(count, dtype=np.result_type(x, w))
    for i in range(count):
        out[i] = (x[i : i + k] * w).sum()
    return out


def as_dense(w, L):
    """The matrix whose product with a signal of length L slides w along it. w: (k,) -> (L - k + 1, L)."""
    w = as_floats(w)
    count, k = places(L, w.size), w.size
    M = np.zeros((count, L), dtype=w.dtype)
    for i in range(count):
        M[i, i : i + k] = w
    return M


def spike_anywhere(x, w=(-1, 1, -1)):
    """The largest answer of w anywhere on x, a float."""
    return float(slide1d(x, np.asarray(w)).max())


def places(L, k):
    """At how many places k weights fit on L samples; ValueError where there is none."""
    if k > L:
        raise ValueError(f"a filter of {k} weights does not fit on a signal of {L} samples")
    return L - k + 1


def as_floats(a):
    """a itself where it is floating, else a as float64: uint8 would wrap at 256."""
    return a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64)
