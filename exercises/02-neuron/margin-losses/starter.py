"""Losses of a margin, and their derivatives.

A classifier answers a sample with a number f; its label y is 1 or -1. The
margin m = y·f is positive if the sign of the answer is right.

The functions of m take a float64 array (N,) and return a float64 array (N,),
entry by entry. No function changes its arguments.

`logistic_unit` is your own file of that exercise, if it passed its tests as it
is now, otherwise the reference solution.

Refused here: scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np
from logistic_unit import sigmoid


def zero_one(m):
    """1 for a mistake (m ≤ 0; no answer is a mistake, too), else 0. m: (N,) array."""
    raise NotImplementedError("zero_one: compare m with 0, and make floats of it")


def hinge(m):
    """1 - m where that is positive, else 0. m: (N,) array."""
    raise NotImplementedError("hinge: take the larger of 0 and 1 - m")


def exponential(m):
    """exp(-m). m: (N,) array.

    Where that does not fit into a float it is inf; a warning does not matter.
    """
    raise NotImplementedError("exponential: write np.exp with the right sign")


def logistic_log2(m):
    """The logarithm to base 2 of 1 + exp(-m). m: (N,) array.

    Finite, right and without a warning for |m| ≤ 1000.
    """
    raise NotImplementedError(
        "logistic_log2: ln(1 + exp(-m)) first, without overflow; then the base"
    )


def d_zero_one(m):
    """The derivative of zero_one by m: 0 everywhere, also at its jump. m: (N,) array."""
    raise NotImplementedError("d_zero_one: return as many zeros as there are margins")


def d_hinge(m):
    """The derivative of hinge by m. m: (N,) array.

    At the kink, m = 1, any number from -1 to 0 is right.
    """
    raise NotImplementedError("d_hinge: what is the slope left of 1, what right of it?")


def d_exponential(m):
    """The derivative of exponential by m; -inf where that does not fit. m: (N,) array."""
    raise NotImplementedError("d_exponential: differentiate exp(-m)")


def d_logistic_log2(m):
    """The derivative of logistic_log2 by m. m: (N,) array.

    Finite, right and without a warning for |m| ≤ 1000.
    """
    raise NotImplementedError(
        "d_logistic_log2: differentiate ln(1 + exp(-m)); a sigmoid comes out"
    )


def half_squared(f, y):
    """½(y - f)², entry by entry. f, y: (N,) arrays of answers and labels."""
    raise NotImplementedError("half_squared: square the difference, and halve it")


def d_half_squared(f, y):
    """The derivative of half_squared by f (not by m). f, y: (N,) arrays."""
    raise NotImplementedError("d_half_squared: the chain rule gives a sign; which?")


def risk(name, m):
    """The mean loss of margins m: (N,) array, N ≥ 1.

    name: str, one of "zero_one", "hinge", "exponential", "logistic_log2".
    Returns a float. Raises ValueError for any other name.
    """
    raise NotImplementedError("risk: find the loss by its name, then take the mean")
