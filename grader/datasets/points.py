"""Two classes of points in the plane, each harder for a straight line than the one before.

All: x (N, 2) float64, within about -1 … 1 and to six decimals; y (N,) int64, 0 or 1.
"""

from __future__ import annotations

import numpy as np

from grader.datasets.records import Array, Split


def moons(rng: np.random.Generator, count: int) -> Split:
    """Two half circles that reach into each other."""
    label = rng.integers(0, 2, count)
    angle = np.pi * rng.random(count)
    side = 1 - 2 * label
    x = 0.6 * side * np.cos(angle) - 0.3 * side
    y = 0.6 * side * np.sin(angle) - 0.15 * side
    return _scattered(rng, x, y, label, 0.06)


def rings(rng: np.random.Generator, count: int) -> Split:
    """A disk (0) within a ring (1)."""
    label = rng.integers(0, 2, count)
    radius = np.where(label == 1, 0.7 + 0.25 * rng.random(count), 0.45 * rng.random(count))
    angle = 2 * np.pi * rng.random(count)
    return _scattered(rng, radius * np.cos(angle), radius * np.sin(angle), label, 0.04)


def xor(rng: np.random.Generator, count: int) -> Split:
    """Four squares: 1 where exactly one coordinate is positive."""
    sign = rng.integers(0, 2, (count, 2))
    x = (2 * sign - 1) * (0.1 + 0.85 * rng.random((count, 2)))
    return _scattered(rng, x[:, 0], x[:, 1], sign[:, 0] ^ sign[:, 1], 0.03)


def spiral(rng: np.random.Generator, count: int) -> Split:
    """Two arms that wind around each other one and a half times."""
    label = rng.integers(0, 2, count)
    along = np.sqrt(rng.random(count))  # even along the arms, not crowded in the middle
    angle = 3 * np.pi * along + np.pi * label
    radius = 0.1 + 0.85 * along
    return _scattered(rng, radius * np.cos(angle), radius * np.sin(angle), label, 0.025)


def _scattered(rng: np.random.Generator, x: Array, y: Array, label: Array, amount: float) -> Split:
    places = np.stack([x, y], axis=1) + rng.normal(0, amount, (len(label), 2))
    return Split(np.round(places, 6), label)
