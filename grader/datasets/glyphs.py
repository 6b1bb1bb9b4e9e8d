"""Digits written by a program: strokes of jittered points, bent, slanted and drawn with a soft pen.

A stand-in for MNIST where that is not on the machine, and about as hard: 28×28, white on black, 20 pixels
tall.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np

from grader.datasets.records import Array, Split
from grader.datasets.strokes import STYLES, Style

SIDE = 28
_CHUNK = 64  # images drawn at a time: what stays in the processor's cache


def draw(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 28, 28) uint8, y: (N,) int64, the digit."""
    y = rng.integers(0, 10, count)
    style = rng.integers(0, 1 << 16, count)
    frame, pen = _frames(rng, count), _pens(rng, count)
    jitter = rng.normal(0, 0.075, (count, _MOST_POINTS, 2))
    light = np.zeros((count, SIDE, SIDE), np.float32)
    for digit, styles in enumerate(STYLES):
        for number, one in enumerate(styles):
            (rows,) = np.nonzero((y == digit) & (style % len(styles) == number))
            for some in np.array_split(rows, -(-len(rows) // _CHUNK) or 1):
                light[some] = _drawn(one, jitter[some], frame[some], pen[some])
    light *= rng.normal(1, 0.08, (count, 1, 1)).clip(0.75, 1.2).astype(np.float32)
    light += rng.normal(0, _NOISE, light.shape).astype(np.float32)
    return Split(np.rint(255 * light.clip(0, 1)).astype(np.uint8), y)


_NOISE = 0.05


def _frames(rng: np.random.Generator, count: int) -> Array:
    """(N, 2, 3): from the unit box of a style to pixels; turned, slanted, stretched and moved."""
    turn, slant = rng.normal(0, 0.12, count), rng.normal(0.1, 0.2, count)
    wide, tall = rng.normal(9.5, 1.3, count), rng.normal(9.5, 0.9, count)
    frame = np.empty((count, 2, 3))
    frame[:, 0, 0], frame[:, 0, 1] = wide * np.cos(turn), -tall * (np.sin(turn) + slant)
    frame[:, 1, 0], frame[:, 1, 1] = wide * np.sin(turn), tall * np.cos(turn)
    frame[:, :, 2] = rng.normal((SIDE - 1) / 2, 1.06, (count, 2))
    return frame


def _pens(rng: np.random.Generator, count: int) -> Array:
    """(N,): half the width of the stroke, pixels."""
    return rng.normal(1.25, 0.28, count).clip(0.55, 2.4)


def _drawn(style: Style, jitter: Array, frame: Array, pen: Array) -> Array:
    """(n, 28, 28) float32, 0 … 1: how much of each pixel the pen covers."""
    nearest = np.full((len(jitter), SIDE, SIDE), np.float32(1e6))
    for start, end in _segments(style, jitter, frame):
        np.minimum(nearest, _squared_distance(start, end), out=nearest)
    np.sqrt(nearest, out=nearest)
    return (pen.astype(np.float32)[:, None, None] + np.float32(0.5) - nearest).clip(0, 1)


def _segments(style: Style, jitter: Array, frame: Array) -> Iterator[tuple[Array, Array]]:
    """The ends of each straight piece, (n, 2) float32 pixels (x, y) each."""
    used = 0
    for stroke in style:
        points = np.array(stroke.points) + jitter[:, used : used + len(stroke.points)]
        used += len(stroke.points)
        if stroke.smooth:
            points = np.einsum("pk,nkd->npd", _smoothing(len(stroke.points)), points)
        placed = np.einsum("nij,npj->npi", frame[:, :, :2], points) + frame[:, None, :, 2]
        line = placed.astype(np.float32)
        yield from ((line[:, i], line[:, i + 1]) for i in range(line.shape[1] - 1))


_PIECES = 3  # straight pieces between two points of a smooth stroke


@functools.cache
def _smoothing(count: int) -> Array:
    """(pieces + 1, count): a Catmull-Rom curve through so many points, as weights of the points."""
    weights = np.zeros((_PIECES * (count - 1) + 1, count))
    for row in range(len(weights)):
        before = min(row // _PIECES, count - 2)
        t = row / _PIECES - before
        spline = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2)
        for offset, weight in zip((-1, 0, 1, 2), spline, strict=True):
            weights[row, min(max(before + offset, 0), count - 1)] += weight / 2
    return weights


def _squared_distance(start: Array, end: Array) -> Array:
    """(n, 28, 28): of every pixel's centre to the straight piece from start to end, both (n, 2)."""
    along = end - start
    length = np.maximum((along**2).sum(axis=1), np.float32(1e-6))
    x = (_PIXELS - start[:, :1])[:, None, :]
    y = (_PIXELS - start[:, 1:])[:, :, None]
    right, down = along[:, 0, None, None], along[:, 1, None, None]
    share = x * (right / length[:, None, None]) + y * (down / length[:, None, None])
    np.clip(share, 0, 1, out=share)
    off: Array = x - share * right
    np.multiply(off, off, out=off)
    share *= down
    np.subtract(y, share, out=share)
    share *= share
    off += share
    return off


_PIXELS = np.arange(SIDE, dtype=np.float32)
_MOST_POINTS = max(sum(len(stroke.points) for stroke in style) for styles in STYLES for style in styles)
