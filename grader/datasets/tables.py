"""Small tables of numbers that look like measurements. They are made up."""

from __future__ import annotations

import numpy as np

from grader.datasets.records import Split


def home_runs(rng: np.random.Generator, count: int) -> Split:
    """x: (N,) float64, a baseball team's home runs in a season.

    y: fields `rate` float64, the share of games won, and `winning` int64, whether that is more than half.
    Their correlation is about .56; the best boundary tells winning teams in about 69 of 100 cases.
    """
    luck = rng.normal(0, 0.058, count)
    runs = np.rint(rng.normal(190, 35, count).clip(90, 310))
    rate = np.round(0.5 + 0.0011 * (runs - 190) + luck, 3)
    y = np.zeros(count, [("rate", "<f8"), ("winning", "<i8")])
    y["rate"], y["winning"] = rate, rate > 0.5
    return Split(runs, y)


def height_weight(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 2) float64, height in cm and weight in kg, correlated; y: (N,) int64, one of two groups."""
    group = rng.integers(0, 2, count)
    height = np.where(group == 1, 178, 165) + rng.normal(0, 7, count)
    weight = 0.9 * (height - 100) + rng.normal(0, 7, count)
    return Split(np.round(np.stack([height, weight], axis=1), 1), group)
