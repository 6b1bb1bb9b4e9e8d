"""Inverted dropout, one value after the other."""

import numpy as np


def dropout_forward(x, p, mode, rng):
    """x: any shape -> out, mask: x's shape."""
    if mode == "test":
        survivors = None
    elif mode == "train":
        survivors = rng
    else:
        raise ValueError(mode)
    if p < 0 or p >= 1:
        raise ValueError(p)
    mask = np.ones(x.shape, x.dtype if x.dtype.kind == "f" else float)
    if survivors is not None:
        for place in np.ndindex(x.shape):
            mask[place] = (survivors.uniform(p - 1, p) <= 0) / (1 - p)
    return mask * x, mask


def dropout_backward(dout, mask):
    """dout, mask: any shape -> the gradient, of that shape."""
    dx = np.zeros_like(dout)
    for place in np.ndindex(dout.shape):
        if mask[place]:
            dx[place] = dout[place] * mask[place]
    return dx
