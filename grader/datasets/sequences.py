"""Sequences that ask for memory: bits, numbers and waves.

All but the bits: float32 to four decimals. Shapes are (N, T, D), as recurrent networks take them.
"""

from __future__ import annotations

import numpy as np

from grader.datasets.records import Array, Split

FIRST_BITS, MAJORITY_BITS, PARITY_BITS = 12, 13, 6
ADDING_STEPS, COPY_STEPS, COPY_DELAY, SINE_STEPS = 20, 12, 3, 24


def first_bit(rng: np.random.Generator, count: int, held_out: bool = False) -> Split:
    """x: (N, 12, 1) float32 of 0 and 1; y: (N,) int64, the first of them. Every sequence occurs once."""
    bits = _distinct_bits(rng, count, FIRST_BITS, held_out)
    return _labelled(bits, bits[:, 0])


def majority(rng: np.random.Generator, count: int, held_out: bool = False) -> Split:
    """x: (N, 13, 1) float32 of 0 and 1; y: (N,) int64, whether most are 1. Every sequence occurs once."""
    bits = _distinct_bits(rng, count, MAJORITY_BITS, held_out)
    return _labelled(bits, bits.sum(axis=1) > MAJORITY_BITS // 2)


def parity(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 6, 1) float32 of 0 and 1; y: (N,) int64, whether the number of 1s is odd.

    There are but 64 such sequences: train and test share them.
    """
    bits = rng.integers(0, 2, (count, PARITY_BITS))
    return _labelled(bits, bits.sum(axis=1) % 2)


def adding(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 20, 2) float32, a number and a mark at each step; y: (N,) float32, the sum of the two marked."""
    numbers = np.round(rng.random((count, ADDING_STEPS)), 4)
    half = ADDING_STEPS // 2
    places = rng.integers(0, half, (count, 2)) + np.array((0, half))
    marks = np.zeros_like(numbers)
    np.put_along_axis(marks, places, 1, axis=1)
    total = np.take_along_axis(numbers, places, axis=1).sum(axis=1)
    return Split(np.stack([numbers, marks], axis=2).astype(np.float32), total.astype(np.float32))


def delayed_copy(rng: np.random.Generator, count: int, held_out: bool = False) -> Split:
    """x: (N, 12, 1) float32 of 0 and 1; y: (N, 12) int64, the same three steps later, 0 before.

    Every sequence occurs once.
    """
    bits = _distinct_bits(rng, count, COPY_STEPS, held_out)
    late = np.zeros_like(bits)
    late[:, COPY_DELAY:] = bits[:, :-COPY_DELAY]
    return _labelled(bits, late)


def sines(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 24, 1) float32, two waves with a little noise; y: (N,) float32, the next value without."""
    time = np.arange(SINE_STEPS + 1)
    wave = np.zeros((count, SINE_STEPS + 1))
    for slowest in (5, 14):
        period, phase = slowest * (1 + rng.random((count, 1))), rng.random((count, 1))
        wave += (0.3 + 0.4 * rng.random((count, 1))) * np.sin(2 * np.pi * (time / period + phase))
    seen = wave[:, :-1] + rng.normal(0, 0.02, (count, SINE_STEPS))
    return Split(np.round(seen, 4).astype(np.float32)[..., None], np.round(wave[:, -1], 4).astype(np.float32))


def _distinct_bits(rng: np.random.Generator, count: int, length: int, held_out: bool) -> Array:
    """(N, length) of 0 and 1: no two rows alike, and none that the other split could have.

    Of all sequences, three quarters are for training, whatever the seed.
    """
    codes = np.random.default_rng(length).permutation(1 << length)
    known = 3 * len(codes) // 4
    mine = codes[known:] if held_out else codes[:known]
    return rng.permutation(mine)[:count, None] >> np.arange(length) & 1


def _labelled(bits: Array, label: Array) -> Split:
    return Split(bits.astype(np.float32)[..., None], label.astype(np.int64))
