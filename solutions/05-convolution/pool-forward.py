"""Max and average pooling: a padding cell is no cell, so every window is cut to its real part."""

import numpy as np

REDUCE = {"max": np.max, "avg": np.mean}


def pool_forward(x, kh, kw, stride, mode, pad=0):
    """Pool every map of x. x: (N, C, H, W) -> out: (N, C, OH, OW), cache."""
    if mode not in REDUCE:
        raise ValueError(f'mode is "max" or "avg", not {mode!r}')
    (top, bottom), (left, right) = four_sides(pad, kh, kw)
    x = as_floats(x)
    rows = windows(x.shape[2], kh, stride, top, bottom)
    cols = windows(x.shape[3], kw, stride, left, right)
    return reduce_windows(x, rows, cols, mode), (x, rows, cols, mode)


def reduce_windows(x, rows, cols, mode):
    """One number for every map and window. x: (N, C, H, W) -> (N, C, len(rows), len(cols))."""
    out = np.empty(x.shape[:2] + (len(rows), len(cols)), dtype=x.dtype)
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            out[:, :, i, j] = REDUCE[mode](x[:, :, r, c], axis=(2, 3))
    return out


def windows(size, k, stride, before, after):
    """The real cells of each window along one axis, as slices of 0 … size - 1."""
    padded = before + size + after
    if k > padded:
        raise ValueError(f"a window of {k} does not fit on {padded} cells, padding included")
    starts = [i * stride - before for i in range((padded - k) // stride + 1)]
    return [slice(max(start, 0), min(start + k, size)) for start in starts]


def four_sides(pad, kh, kw):
    """pad as ((top, bottom), (left, right)), each smaller than the window."""
    (top, bottom), (left, right) = ((pad, pad), (pad, pad)) if np.ndim(pad) == 0 else pad
    if max(top, bottom) >= kh or max(left, right) >= kw:
        raise ValueError(f"padding {pad} leaves windows of {kh} x {kw} without a real cell")
    return (top, bottom), (left, right)


def as_floats(x):
    """x itself where it is floating, else x as float64."""
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)
