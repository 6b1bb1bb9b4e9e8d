"""Local response normalisation and local contrast normalisation."""

import numpy as np


def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
    """x: (N, C, H, W), each cell divided by (bias + alpha · squares of its channel neighbours) ** beta."""
    x = as_floats(x)
    squares = x**2
    total = np.empty_like(x)
    for c in range(x.shape[1]):
        total[:, c] = squares[:, around(c, radius)].sum(axis=1)
    return x / (bias + alpha * total) ** beta


def lcn(x, size, eps=1e-5, across_channels=False):
    """x: (N, C, H, W), each cell less the mean of its window, over the window's deviation."""
    if size % 2 == 0:
        raise ValueError(f"a window of {size} cells has no middle: size must be odd")
    x = as_floats(x)
    axes = (1, 2, 3) if across_channels else (2, 3)
    out = np.empty_like(x)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            window = x[:, :, around(i, size // 2), around(j, size // 2)]
            mean = window.mean(axis=axes, keepdims=True)[:, :, 0, 0]
            deviation = window.std(axis=axes, keepdims=True)[:, :, 0, 0]
            out[:, :, i, j] = (x[:, :, i, j] - mean) / np.maximum(deviation, eps)
    return out


def around(middle, radius):
    """The indices at most radius away from the middle, cut off at 0."""
    return slice(max(middle - radius, 0), middle + radius + 1)


def as_floats(x):
    """x itself where it is floating, else x as float64."""
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)
