"""Six activation functions and their derivatives: a branch for each name, and other formulas."""

import numpy as np
from logistic_unit import sigmoid

NAMES = ("linear", "sigmoid", "tanh", "relu", "gaussian", "step")


def act(name, z):
    """The activation of that name, entry by entry. z: any shape; keeps shape and float dtype."""
    z = checked(name, z)
    if name == "linear":
        return z
    if name == "sigmoid":
        return sigmoid(z)
    if name == "tanh":
        return 2 * sigmoid(2 * z) - 1
    if name == "relu":
        return np.maximum(z, 0)
    if name == "gaussian":
        return np.exp(-0.5 * z * z)
    return np.heaviside(z, 0).astype(z.dtype)


def dact(name, z):
    """The slope da/dz of that activation, from the pre-activation z: any shape. At kinks it is 0."""
    z = checked(name, z)
    if name == "linear":
        return np.full_like(z, 1)
    if name == "sigmoid":
        return sigmoid(z) * sigmoid(-z)
    if name == "tanh":
        return 4 * sigmoid(2 * z) * sigmoid(-2 * z)
    if name == "relu":
        return act("step", z)
    if name == "gaussian":
        return -z * np.exp(-0.5 * z * z)
    return np.full_like(z, 0)


def checked(name, z):
    """z as floats, once the name is known to be one of ours."""
    if name not in NAMES:
        raise ValueError(f"no activation {name!r}")
    return z.astype(z.dtype if z.dtype.kind == "f" else np.float64)
