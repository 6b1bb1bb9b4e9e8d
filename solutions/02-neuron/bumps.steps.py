"""Logistic units stacked into shapes; the bump is one rising step less another."""

import numpy as np
from logistic_unit import logistic, sigmoid


def unit(x, w, b):
    """σ(w·x + b): x (N,) with a float w, or x (n, N) with w (n,). Returns (N,)."""
    if x.ndim == 1:
        return logistic(x, w, b)
    z = np.full(x.shape[1], float(b))
    for weight, row in zip(w, x, strict=True):
        z += weight * row
    return sigmoid(z)


def network(x):
    """Seven units on x: (N,), by name: y1 … y7, each (N,), as the script writes them."""
    y = {"y1": 1 - sigmoid(10 + 10 * x), "y2": 1 - sigmoid(-5 - 10 * x)}
    y["y3"] = 1 - sigmoid(1 + y["y1"] + y["y2"])
    y["y4"] = 1 - sigmoid(10 - 10 * x)
    y["y5"] = 1 - sigmoid(-5 + 10 * x)
    y["y6"] = 1 - sigmoid(1 - y["y4"] - y["y5"])
    y["y7"] = 1 - sigmoid(1 + 2 * y["y3"] + y["y6"])
    return y


def make_bump(left, right, steepness):
    """Up at left, and minus another that goes up at right."""
    return {
        "hidden": [(steepness, -steepness * left), (steepness, -steepness * right)],
        "out": (12, -12, -6),
    }
