"""Max and average pooling over a view of all windows; padding is nan, and nan is left out."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def pool_forward(x, kh, kw, stride, mode, pad=0):
    """x: (N, C, H, W) -> out: (N, C, OH, OW), cache."""
    if mode not in ("max", "avg"):
        raise ValueError(f"unknown mode {mode!r}")
    rows, cols = (pad, pad) if np.ndim(pad) == 0 else pad
    rows, cols = both_sides(rows), both_sides(cols)
    if any(p >= kh for p in rows) or any(p >= kw for p in cols):
        raise ValueError("a window would see nothing but padding")
    x = x.astype(x.dtype if x.dtype.kind == "f" else float)
    framed = np.pad(x, ((0, 0), (0, 0), rows, cols), constant_values=np.nan)
    if framed.shape[2] < kh or framed.shape[3] < kw:
        raise ValueError("the window is larger than the padded map")
    windows = sliding_window_view(framed, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    best = np.nanmax(windows, axis=(4, 5))
    if mode == "max":
        return best, (x, best)
    real = ~np.isnan(windows)
    return np.where(real, windows, 0).sum(axis=(4, 5)) / real.sum(axis=(4, 5)).astype(x.dtype), None


def both_sides(p):
    """One int, or a pair, as a pair."""
    return (p, p) if np.ndim(p) == 0 else tuple(p)
