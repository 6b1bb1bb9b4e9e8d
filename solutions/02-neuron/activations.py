"""Six activation functions and their derivatives, by name."""

import numpy as np
from logistic_unit import dsigmoid, sigmoid


def act(name, z):
    """The activation of that name, entry by entry. z: any shape; keeps shape and float dtype."""
    return find(name, ACTIVATIONS)(as_float(z))


def dact(name, z):
    """The slope da/dz of that activation, from the pre-activation z: any shape. At kinks it is 0."""
    return find(name, SLOPES)(as_float(z))


def gaussian(z):
    """A hill of height 1 around z = 0."""
    return np.exp(-(z**2) / 2)


def positive(z):
    """1 where z > 0, else 0, in z's dtype."""
    return (z > 0).astype(z.dtype)


ACTIVATIONS = {
    "linear": np.copy,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda z: z * positive(z),
    "gaussian": gaussian,
    "step": positive,
}
SLOPES = {
    "linear": np.ones_like,
    "sigmoid": lambda z: dsigmoid(sigmoid(z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": positive,
    "gaussian": lambda z: -z * gaussian(z),
    "step": np.zeros_like,
}


def find(name, functions):
    """The function of that name; ValueError if there is none."""
    if name not in functions:
        raise ValueError(f"no activation {name!r}: take one of {', '.join(functions)}")
    return functions[name]


def as_float(z):
    """z as an array of floats: floats keep their dtype, whole numbers become float64."""
    return z if np.issubdtype(z.dtype, np.floating) else z.astype(np.float64)
