"""Test pictures for filters: what a filter does to them can be said beforehand."""

from __future__ import annotations

import numpy as np

from grader.datasets.records import Array, Split

HEIGHT, WIDTH = 24, 32
NAMES = ("gradient", "impulse", "step", "checker")


def draw(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 24, 32) uint8; y: (N,) int64, in turn a gradient, an impulse, a step and a checkerboard.

    Higher than 0 and lower than 255 everywhere, so that a filter's answer is not clipped at once.
    """
    kinds = (_gradient, _impulse, _step, _checker)
    label = np.arange(count) % len(kinds)
    pictures = [kinds[kind](rng) for kind in label]
    low = rng.integers(16, 80, count)[:, None, None]
    high = rng.integers(150, 240, count)[:, None, None]
    return Split(np.rint(low + (high - low) * np.stack(pictures)).astype(np.uint8), label)


def _gradient(rng: np.random.Generator) -> Array:
    """From 0 to 1, in one of four directions."""
    ramp = np.broadcast_to(np.linspace(0, 1, WIDTH), (HEIGHT, WIDTH))
    if rng.integers(0, 2):
        ramp = np.broadcast_to(np.linspace(0, 1, HEIGHT)[:, None], (HEIGHT, WIDTH))
    return ramp[::-1, ::-1] if rng.integers(0, 2) else ramp


def _impulse(rng: np.random.Generator) -> Array:
    """One pixel, well inside."""
    picture = np.zeros((HEIGHT, WIDTH))
    picture[rng.integers(4, HEIGHT - 4), rng.integers(4, WIDTH - 4)] = 1
    return picture


def _step(rng: np.random.Generator) -> Array:
    """Dark left or above of an edge, light beyond."""
    rows, columns = np.indices((HEIGHT, WIDTH))
    if rng.integers(0, 2):
        return (rows >= rng.integers(6, HEIGHT - 6)).astype(float)
    return (columns >= rng.integers(6, WIDTH - 6)).astype(float)


def _checker(rng: np.random.Generator) -> Array:
    """Squares of two to five pixels."""
    rows, columns = np.indices((HEIGHT, WIDTH)) // int(rng.integers(2, 6))
    return np.asarray((rows + columns) % 2, float)
