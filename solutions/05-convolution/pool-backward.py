"""Pooling, backwards: every window hands its error to the cells that made its answer."""

import numpy as np
from pool_forward import pool_forward as pool


def pool_forward(x, kh, kw, stride, mode, pad=0):
    """The pooled maps, and a cache for pool_backward. x: (N, C, H, W) -> out: (N, C, OH, OW), cache."""
    out, _ = pool(x, kh, kw, stride, mode, pad)
    if np.ndim(pad) == 0:
        pad = ((pad, pad), (pad, pad))
    return out, (x, kh, kw, stride, mode, pad)


def pool_backward(dout, cache):
    """dout: (N, C, OH, OW), cache of the forward pass -> dx: (N, C, H, W)."""
    x, kh, kw, stride, mode, ((top, _), (left, _)) = cache
    dx = np.zeros_like(x)
    for i, j in np.ndindex(dout.shape[2:]):
        rows = real_cells(i * stride - top, kh)
        cols = real_cells(j * stride - left, kw)
        dx[:, :, rows, cols] += SHARES[mode](x[:, :, rows, cols]) * dout[:, :, i : i + 1, j : j + 1]
    return dx


def real_cells(start, k):
    """The k cells from start on, without those before the first; NumPy stops at the last one by itself."""
    return slice(max(start, 0), start + k)


def shares_of_max(window):
    """1 for the first of the largest cells of each map, else 0. window: (N, C, h, w) -> the same shape."""
    flat = window.reshape(*window.shape[:2], window[0, 0].size)
    shares = np.zeros_like(flat)
    np.put_along_axis(shares, flat.argmax(axis=2)[:, :, None], 1, axis=2)
    return shares.reshape(window.shape)


def shares_of_avg(window):
    """An equal share for each cell. window: (N, C, h, w) -> the same shape."""
    return np.ones_like(window) / window[0, 0].size


SHARES = {"max": shares_of_max, "avg": shares_of_avg}
