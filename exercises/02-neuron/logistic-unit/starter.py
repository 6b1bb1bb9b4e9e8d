"""The logistic unit: a straight line, squashed into a probability.

Arrays may have any shape. float32 stays float32, float64 stays float64, and
whole numbers are computed in float64. No function changes its arguments.

Refused here: scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np


def sigmoid(z):
    """The logistic function 1 / (1 + exp(-z)), entry by entry.

    z: array of any shape, or a single number.
    Returns an array of z's shape and float dtype (float64 if z holds whole
    numbers); a single number gives a single number.
    Never warns, for any finite z, in float32 as in float64: try z = ±1000.
    """
    raise NotImplementedError(
        "sigmoid: write 1 / (1 + exp(-z)) first, then look at what it does "
        "for z = -1000"
    )


def logistic(x, w, b):
    """The logistic unit: sigmoid of the line w·x + b.

    x: array of any shape, or a single number; w, b: floats.
    Returns the probabilities, in x's shape and float dtype.
    """
    raise NotImplementedError(
        "logistic: compute the line w * x + b, then hand it to your sigmoid"
    )


def boundary(w, b):
    """The x at which the unit is undecided, that is logistic(x, w, b) = 0.5.

    w, b: floats. Returns a float.
    Raises ValueError if w is 0: such a unit ignores x and has no boundary.
    """
    raise NotImplementedError(
        "boundary: for which z is sigmoid(z) = 0.5? Solve w * x + b = z for x"
    )


def dsigmoid(a):
    """The slope of the sigmoid, computed from its OUTPUT.

    a: array of any shape, or a single number, of ACTIVATIONS a = sigmoid(z),
       so 0 ≤ a ≤ 1. Not z: the squashing has already happened.
    Returns dσ/dz at the z that gave a, in a's shape and float dtype.
    """
    raise NotImplementedError(
        "dsigmoid: the slope can be written with a alone, no exp is needed"
    )
