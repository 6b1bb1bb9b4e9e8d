"""Losses of a margin m = y·f, their derivatives by m, and the risk."""

import numpy as np
from logistic_unit import sigmoid


def zero_one(m):
    """1 where m ≤ 0, else 0. m: (N,)."""
    return (m <= 0).astype(float)


def hinge(m):
    """max(0, 1 - m). m: (N,)."""
    return np.maximum(0.0, 1 - m)


def exponential(m):
    """exp(-m). m: (N,)."""
    return np.exp(-m)


def logistic_log2(m):
    """log₂(1 + exp(-m)), for any m: (N,)."""
    return np.logaddexp(0.0, -m) / np.log(2)


def d_zero_one(m):
    """0: flat on both sides of its jump. m: (N,)."""
    return np.zeros(m.shape)


def d_hinge(m):
    """-1 where m < 1, else 0. m: (N,)."""
    return -(m < 1).astype(float)


def d_exponential(m):
    """-exp(-m). m: (N,)."""
    return -exponential(m)


def d_logistic_log2(m):
    """-σ(-m) / ln 2. m: (N,)."""
    return -sigmoid(-m) / np.log(2)


def half_squared(f, y):
    """½(y - f)². f, y: (N,)."""
    return (y - f) ** 2 / 2


def d_half_squared(f, y):
    """The derivative of ½(y - f)² by f. f, y: (N,)."""
    return f - y


LOSSES = {"zero_one": zero_one, "hinge": hinge, "exponential": exponential, "logistic_log2": logistic_log2}


def risk(name, m):
    """The mean loss of margins m: (N,), as a float. ValueError for a name that is none of the four."""
    if name not in LOSSES:
        raise ValueError(f"no loss {name!r}: take one of {', '.join(LOSSES)}")
    return LOSSES[name](m).mean()
