"""Inverted dropout: survivors are scaled while training, so that testing is the identity."""

import numpy as np


def dropout_forward(x, p, mode, rng):
    """Drop with probability p and scale by 1 / (1 - p). x: any shape -> out, mask: x's shape."""
    if mode not in ("train", "test"):
        raise ValueError(f'mode is "train" or "test", not {mode!r}')
    if not 0 <= p < 1:
        raise ValueError(f"p is a probability below 1, not {p}")
    x = as_floats(x)
    mask = np.ones_like(x) if mode == "test" else draw_mask(x, p, rng)
    return x * mask, mask


def dropout_backward(dout, mask):
    """out = x * mask, so each gradient takes the factor of its value. dout, mask: any shape."""
    return dout * mask


def draw_mask(x, p, rng):
    """0 with probability p, else 1 / (1 - p), for every value of x; x's shape and dtype."""
    survives = rng.random(x.shape) >= p
    return (survives / (1 - p)).astype(x.dtype)


def as_floats(x):
    """x itself where it is floating, else x as float64."""
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)
