"""The mathematics of units side by side: shapes to build, what a network answers, and its best heights."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from dllab.explore.elementwise import relu, sigmoid

Floats = NDArray[np.float64]


def bump(x: Floats) -> Floats:
    """1 from −2 to 2, elsewhere 0."""
    return np.where(np.abs(x) <= 2, 1.0, 0.0)


def rise(x: Floats) -> Floats:
    """0, and 1 from 1 on."""
    return np.where(x >= 1, 1.0, 0.0)


def two_bumps(x: Floats) -> Floats:
    """1 from −4 to −2, ½ from 1 to 3, elsewhere 0."""
    return np.where(np.abs(x + 3) <= 1, 1.0, np.where(np.abs(x - 2) <= 1, 0.5, 0.0))


TARGETS: dict[str, Callable[[Floats], Floats]] = {
    "bump": bump,
    "step": rise,
    "two bumps": two_bumps,
    "sine": np.sin,
}


def hidden(x: Floats, places: Sequence[float], steepness: float | None) -> Floats:
    """(N, K): what each unit answers, σ(steepness·(x − place)); ReLU(x − place) where steepness is None."""
    z = x[:, None] - np.asarray(places, np.float64)
    return relu(z) if steepness is None else sigmoid(steepness * z)


def network(
    x: Floats, places: Sequence[float], heights: Sequence[float], base: float, steepness: float | None
) -> Floats:
    """(N,): base + Σ heightₖ · unitₖ(x)."""
    return base + hidden(x, places, steepness) @ np.asarray(heights, np.float64)


def best(x: Floats, y: Floats, places: Sequence[float], steepness: float | None) -> tuple[list[float], float]:
    """The heights and the base with the least squared error: a linear regression on what the units answer."""
    design = np.column_stack([hidden(x, places, steepness), np.ones(len(x))])
    found = np.linalg.lstsq(design, y, rcond=1e-9)[0].tolist()
    return found[:-1], found[-1]


def rmse(a: Floats, b: Floats) -> float:
    """√ of the mean squared difference."""
    return float(np.sqrt(np.mean((a - b) ** 2)))
