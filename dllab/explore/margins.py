"""Losses of a classifier as functions of one number: the margin m = y·f, with labels y of −1 and 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dllab.explore.elementwise import Array, sigmoid


class Loss(NamedTuple):
    """A loss.

    Attributes:
        value: of each margin.
        slope: by the margin; 0 where there is a kink or a jump.
    """

    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]


def logistic(m: Array) -> Array:
    """log₂(1 + e⁻ᵐ), which is 1 at m = 0; without overflow."""
    return np.asarray(np.logaddexp(0.0, -m) / np.log(2))


LOSSES = {
    "zero-one": Loss(lambda m: np.asarray(m <= 0, float), np.zeros_like),
    "hinge": Loss(lambda m: np.maximum(1 - m, 0.0), lambda m: np.where(m < 1, -1.0, 0.0)),
    "exponential": Loss(lambda m: np.exp(-m), lambda m: -np.exp(-m)),
    "logistic": Loss(logistic, lambda m: -sigmoid(-m) / np.log(2)),
    "squared": Loss(lambda m: (1 - m) ** 2 / 2, lambda m: m - 1),  # ½(y − f)², as y² = 1
}
