"""Losses of a margin m = y·f and their derivatives, one number at a time."""

import math

import numpy as np


def each(f, m):
    """f of every number in m, as an array of floats."""
    return np.array([float(f(float(value))) for value in m])


def zero_one(m):
    """1 where m ≤ 0, else 0. m: (N,)."""
    return each(lambda x: 0 if x > 0 else 1, m)


def hinge(m):
    """max(0, 1 - m). m: (N,)."""
    return each(lambda x: max(0, 1 - x), m)


def exponential(m):
    """exp(-m). m: (N,)."""
    return each(lambda x: math.exp(-x) if x > -700 else math.inf, m)


def logistic_log2(m):
    """log₂(1 + exp(-m)), for any m: (N,)."""
    return each(lambda x: max(0, -x) / math.log(2) + math.log2(1 + math.exp(-abs(x))), m)


def d_zero_one(m):
    """0: flat on both sides of its jump. m: (N,)."""
    return each(lambda x: 0, m)


def d_hinge(m):
    """-1 where m < 1, else 0, and the middle of the two at the kink. m: (N,)."""
    return each(lambda x: -0.5 if x == 1 else -1 if x < 1 else 0, m)


def d_exponential(m):
    """-exp(-m). m: (N,)."""
    return 0 - exponential(m)


def d_logistic_log2(m):
    """-σ(-m) / ln 2, by way of the slope of tanh. m: (N,)."""
    return each(lambda x: (math.tanh(x / 2) - 1) / (2 * math.log(2)), m)


def half_squared(f, y):
    """½(y - f)². f, y: (N,)."""
    return 0.5 * (f * f - 2 * f * y + y * y)


def d_half_squared(f, y):
    """The derivative of ½(y - f)² by f. f, y: (N,)."""
    return -(y - f)


def risk(name, m):
    """The mean loss of margins m: (N,), as a float. ValueError for a name that is none of the four."""
    if name == "zero_one":
        return sum(zero_one(m)) / len(m)
    if name == "hinge":
        return sum(hinge(m)) / len(m)
    if name == "exponential":
        return sum(exponential(m)) / len(m)
    if name == "logistic_log2":
        return sum(logistic_log2(m)) / len(m)
    raise ValueError(f"no loss {name!r}")
