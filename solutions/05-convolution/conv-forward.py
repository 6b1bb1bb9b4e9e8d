"""A convolution layer, forwards: K filters over C channels, for a batch at a time."""

import numpy as np


def conv_forward(x, w, b, stride=1, pad=0):
    """Lay filters on x. x: (N, C, H, W), w: (K, C, kh, kw), b: (K,) -> (N, K, OH, OW), cache."""
    cache = (x, w, b, stride, pad)
    x, w, b = as_floats(x, w, b)
    padded = surround(x, pad)
    rows = places(padded.shape[2], w.shape[2], stride)
    cols = places(padded.shape[3], w.shape[3], stride)
    out = np.empty((len(x), len(w), len(rows), len(cols)), dtype=x.dtype)
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            out[:, :, i, j] = responses(padded[:, :, r, c], w) + b
    return out, cache


def responses(window, w):
    """What every filter answers to one window. window: (N, C, kh, kw), w: (K, C, kh, kw) -> (N, K).

    ValueError, by NumPy, for filters of another number of channels.
    """
    return np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3]))


def places(size, k, stride):
    """Where k cells fit on size cells, as slices; what is left over at the end is dropped."""
    if k > size:
        raise ValueError(f"a kernel of {k} does not fit on {size} cells, padding included")
    return [slice(start, start + k) for start in range(0, size - k + 1, stride)]


def surround(x, pad):
    """x: (N, C, H, W) with pad rows and columns of zeros on all four sides of each map."""
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))


def as_floats(*arrays):
    """The arrays in their common floating dtype; integers become float64."""
    dtype = np.result_type(*arrays)
    if not np.issubdtype(dtype, np.floating):
        dtype = np.float64
    return [np.asarray(array, dtype=dtype) for array in arrays]
