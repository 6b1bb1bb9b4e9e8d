"""Logistic units stacked into shapes: a given network of seven, and a bump of three."""

import numpy as np
from logistic_unit import sigmoid


def unit(x, w, b):
    """σ(w·x + b): x (N,) with a float w, or x (n, N) with w (n,). Returns (N,)."""
    return sigmoid(np.dot(w, x) + b)


def network(x):
    """Seven units on x: (N,), by name: y1 … y7, each (N,)."""
    y1, y2 = unit(x, -10.0, -10.0), unit(x, 10.0, 5.0)
    y3 = unit(np.stack([y1, y2]), np.array([-1.0, -1.0]), -1.0)
    y4, y5 = unit(x, 10.0, -10.0), unit(x, -10.0, 5.0)
    y6 = unit(np.stack([y4, y5]), np.array([1.0, 1.0]), -1.0)
    y7 = unit(np.stack([y3, y6]), np.array([-2.0, -1.0]), -1.0)
    return {"y1": y1, "y2": y2, "y3": y3, "y4": y4, "y5": y5, "y6": y6, "y7": y7}


def make_bump(left, right, steepness):
    """One unit that rises at left, one that falls at right, and an output that wants both."""
    rises = (steepness, -steepness * left)
    falls = (-steepness, steepness * right)
    return {"hidden": [rises, falls], "out": (10.0, 10.0, -15.0)}
