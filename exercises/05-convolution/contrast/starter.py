"""Contrast: every cell is judged by its neighbours.

For both functions:
    x: (N, C, H, W) array. It is not changed.
    They return a new array of the same shape. A float dtype is kept; integers
    are computed as float64.
    Neighbourhoods are cut off at the border: what lies outside does not exist,
    it is not 0.
Refused here: scipy, skimage, keras, tensorflow, torch.
"""

import numpy as np


def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
    """Local response normalisation, across neighbouring channels of one place.

    out[n, c, i, j] = x[n, c, i, j] / (bias + alpha * S) ** beta
    S = sum of x[n, k, i, j] ** 2 over all channels k with |k - c| <= radius

    x: (N, C, H, W). radius: int >= 0, so a neighbourhood has up to
    2 * radius + 1 channels. alpha is used as it is, and not divided by the
    number of channels.
    """
    raise NotImplementedError(
        "lrn: square x, then sum the squares of neighbouring channels."
    )


def lcn(x, size, eps=1e-5, across_channels=False):
    """Local contrast normalisation, over a square neighbourhood in space.

    out[n, c, i, j] = (x[n, c, i, j] - m) / max(s, eps)
    m and s are the mean and the standard deviation (divided by the number of
    cells, not one less) of the same cells: those of x[n, c] that are at most
    size // 2 rows and size // 2 columns away from (i, j); with across_channels
    those of all channels of x[n].

    x: (N, C, H, W). size: odd int; an even one raises ValueError.
    """
    raise NotImplementedError(
        "lcn: find the mean and the standard deviation of the window round one "
        "cell first."
    )
