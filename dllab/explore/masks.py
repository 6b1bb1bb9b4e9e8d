"""Dropout on one row of values, as often as one likes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dllab.explore.patches import Array

X = np.array([2.0, 4.0, 6.0, 8.0, 1.0, 3.0, 5.0, 7.0])
TRAINING, TEST, NEVER = SCALINGS = ("in training", "in test", "never")


class Dropout(NamedTuple):
    """What is dropped, and how the rest makes up for it.

    Attributes:
        p: the probability to drop a value.
        scaling: one of SCALINGS: survivors by 1 / (1 − p) in training; everything by 1 − p in test; not at
            all, which is a mistake.
    """

    p: float
    scaling: str

    @property
    def factor(self) -> float:
        """Of survivors, in training."""
        return 1 / (1 - self.p) if self.scaling == TRAINING else 1.0

    def masks(self, draws: Array) -> Array:
        """What values are multiplied by in training, for numbers drawn in [0, 1): below p is dropped."""
        return np.where(draws < self.p, 0.0, self.factor)

    def test(self, x: Array) -> Array:
        """What comes out in test, of which nothing is random."""
        return x * (1 - self.p) if self.scaling == TEST else x


def draws(count: int) -> Array:
    """So many draws, (count, 8); more of them begin with the same ones."""
    return np.random.default_rng(7).random((count, len(X)))
