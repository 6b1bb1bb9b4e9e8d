"""Convolution as one matrix product: every window laid flat as a row."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def im2col(x, kh, kw, stride=1, pad=0):
    """x: (N, C, H, W) -> (N·OH·OW, C·kh·kw), rows in (n, i, j) order, columns in (c, m, q) order."""
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    views = sliding_window_view(padded, (kh, kw), axis=(2, 3))  # refuses a window that does not fit
    windows = views[:, :, ::stride, ::stride].transpose(0, 2, 3, 1, 4, 5).copy()
    N, OH, OW, C = windows.shape[:4]
    return windows.reshape(N * OH * OW, C * kh * kw)


def conv_forward_fast(x, w, b, stride=1, pad=0):
    """x: (N, C, H, W), w: (K, C, kh, kw), b: (K,) -> out: (N, K, OH, OW), cache, as conv_forward."""
    K, C, kh, kw = w.shape
    cols = im2col(x, kh, kw, stride, pad).astype(common_float(x, w, b))
    flat = cols @ w.reshape(K, C * kh * kw).T + b  # refuses another number of channels
    OH, OW = places(x.shape[2] + 2 * pad, kh, stride), places(x.shape[3] + 2 * pad, kw, stride)
    return flat.reshape(len(x), OH, OW, K).transpose(0, 3, 1, 2), (x, w, b, stride, pad)


def places(size, k, stride):
    """How many times a window of k cells fits on so many cells."""
    return (size - k) // stride + 1


def col2im(cols, shape, kh, kw, stride=1, pad=0):
    """Add every number of cols back to the pixel that it came from; shape: (N, C, H, W) -> that shape."""
    N, C, H, W = shape
    numbers = np.arange(N * C * (H + 2 * pad) * (W + 2 * pad)).reshape(N, C, H + 2 * pad, W + 2 * pad)
    padded = np.bincount(
        im2col(numbers, kh, kw, stride).ravel(), weights=cols.ravel(), minlength=numbers.size
    )
    return padded.reshape(numbers.shape)[:, :, pad : pad + H, pad : pad + W].astype(cols.dtype)


def common_float(*arrays):
    """The arrays' common floating dtype; float64 for integers."""
    dtype = np.result_type(*arrays)
    return dtype if np.issubdtype(dtype, np.floating) else np.dtype(np.float64)
