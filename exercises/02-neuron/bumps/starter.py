"""Logistic units on top of each other.

All arrays are float64. No function changes its arguments.

`logistic_unit` is your own file of that exercise, if it passed its tests as it
is now, otherwise the reference solution.

Refused here: scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np
from logistic_unit import sigmoid


def unit(x, w, b):
    """A logistic unit with one input or with n of them: σ(w·x + b).

    x: (N,) array, one input at N places, with w a float;
       or (n, N), a row for each input, with w: (n,). b: float.
    Returns the activations, (N,).
    """
    raise NotImplementedError(
        "unit: compute the sum of w times x over the inputs, add b, then squash"
    )


def network(x):
    """Seven units, wired as in this script (the language is R):

        y1 = 1 / (1 + exp( 10 + 10*x))
        y2 = 1 / (1 + exp( -5 - 10*x))
        y3 = 1 / (1 + exp(  1 + y1 + y2))
        y4 = 1 / (1 + exp( 10 - 10*x))
        y5 = 1 / (1 + exp( -5 + 10*x))
        y6 = 1 / (1 + exp(  1 - y4 - y5))
        y7 = 1 / (1 + exp(  1 + 2*y3 + y6))

    x: (N,) array.
    Returns a dict with the keys "y1" … "y7", each an array (N,).
    """
    raise NotImplementedError(
        "network: begin with y1 = unit(x, w, b); what are w and b, with signs?"
    )


def make_bump(left, right, steepness):
    """Weights of two hidden units and an output unit that together make a bump.

    left, right, steepness: floats, steepness > 0 and
        right - left ≥ 12 / steepness.
    Returns {"hidden": [(w1, b1), (w2, b2)], "out": (v1, v2, c)}, a dict of
    numbers. With h1 = σ(w1·x + b1) and h2 = σ(w2·x + b2), the bump is

        σ(v1·h1 + v2·h2 + c)

    and has to be
        above 0.9 from left + 5/steepness to right - 5/steepness,
        below 0.1 up to left - 5/steepness and from right + 5/steepness on.
    How large the weights are is up to you.
    """
    raise NotImplementedError(
        "make_bump: which w and b make a unit that goes up at x = left?"
    )
