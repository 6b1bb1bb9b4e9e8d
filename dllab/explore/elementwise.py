"""What units make of their sums, number by number, and how steep that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Activation(NamedTuple):
    """A function of each number, and its slope at the pre-activation."""

    apply: Callable[[Array], Array]
    slope: Callable[[Array], Array]


def sigmoid(z: Array) -> Array:
    """1 / (1 + e⁻ᶻ), without overflow on either side."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def relu(z: Array) -> Array:
    """max(0, z); what is nan stays so."""
    return np.maximum(z, 0.0)


def gaussian(z: Array) -> Array:
    """exp(−z²/2)."""
    return np.asarray(np.exp(-(z**2) / 2))


def is_positive(z: Array) -> Array:
    """1 where z > 0, else 0: the step, and the slope of the ReLU."""
    return np.asarray(z > 0, float)


FUNCTIONS = {
    "linear": Activation(lambda z: z, np.ones_like),
    "sigmoid": Activation(sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": Activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": Activation(relu, is_positive),
    "gaussian": Activation(gaussian, lambda z: -z * gaussian(z)),
    "step": Activation(is_positive, np.zeros_like),
}
