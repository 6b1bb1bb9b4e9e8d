"""The mathematics of the logistic unit on one input: curve, boundary, loss, and a step downhill."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dllab.explore.elementwise import sigmoid

Floats = NDArray[np.float64]

RATE = 1.0


class Teams(NamedTuple):
    """Some seasons.

    Attributes:
        x: (N,) home runs.
        y: (N,) 1 for a team that won more than it lost, else 0.
    """

    x: Floats
    y: Floats


def boundary(w: float, b: float) -> float | None:
    """Where w·x + b = 0; None where the unit gives the same answer to every x."""
    return None if w == 0 else -b / w


def cross_entropy(w: float, b: float, teams: Teams) -> float:
    """Mean of −ln of the probability that the unit gave to what came true; finite for any logits."""
    z = w * teams.x + b
    return float(np.mean(np.logaddexp(0.0, z) - teams.y * z))


def gradient(w: float, b: float, teams: Teams) -> tuple[float, float]:
    """The derivatives of `cross_entropy` by w and by b."""
    error = sigmoid(w * teams.x + b) - teams.y
    return float(np.mean(error * teams.x)), float(np.mean(error))


def right(w: float, b: float, teams: Teams) -> int:
    """How many teams the unit tells correctly; a = 0.5 counts as no."""
    return int(np.sum((w * teams.x + b > 0) == (teams.y == 1)))


def step(w: float, b: float, teams: Teams, rate: float = RATE) -> tuple[float, float]:
    """One step of gradient descent on standardised x, u = (x − mean) / deviation.

    On x itself no single rate suits both numbers: the derivative by w is some 190 times that by b.
    """
    mean, deviation = float(teams.x.mean()), float(teams.x.std())
    standardised = teams._replace(x=(teams.x - mean) / deviation)
    v, c = w * deviation, b + w * mean  # the same unit, as a function of u
    dv, dc = gradient(v, c, standardised)
    v, c = v - rate * dv, c - rate * dc
    return v / deviation, c - v * mean / deviation
