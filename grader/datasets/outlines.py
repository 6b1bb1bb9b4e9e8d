"""Ten outlines as tests on coordinates, and how to place them on a grid of pixels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.datasets.records import Array

Outline = Callable[[Array, Array], Array]
"""Which points (u, v) belong to the shape, u to the right and v down, in units of its half size."""


def _disk(u: Array, v: Array) -> Array:
    return np.asarray(u * u + v * v <= 1)


def _square(u: Array, v: Array) -> Array:
    return _largest(u, v) <= 0.85


def _triangle(u: Array, v: Array) -> Array:
    return np.logical_and(v <= 0.8, 2 * np.abs(u) - v <= 1)


def _ring(u: Array, v: Array) -> Array:
    return np.asarray(_disk(u, v) & (u * u + v * v >= 0.3))


def _frame(u: Array, v: Array) -> Array:
    return _square(u, v) & (_largest(u, v) >= 0.45)


def _plus(u: Array, v: Array) -> Array:
    return (_largest(u, v) <= 1) & (np.minimum(np.abs(u), np.abs(v)) <= 0.33)


def _bars(u: Array, v: Array) -> Array:
    return _square(u, v) & (np.abs(u) >= 0.35)


def _half(u: Array, v: Array) -> Array:
    return _disk(u, v - 0.4) & (v <= 0.4)


def _moon(u: Array, v: Array) -> Array:
    return np.asarray(_disk(u, v) & ((u - 0.6) ** 2 + v * v >= 0.64))


def _corner(u: Array, v: Array) -> Array:
    return _square(u, v) & ((u <= -0.2) | (v >= 0.2))


OUTLINES: dict[str, Outline] = {
    "square": _square,
    "disk": _disk,
    "triangle": _triangle,
    "ring": _ring,
    "frame": _frame,
    "plus": _plus,
    "bars": _bars,
    "half-disk": _half,
    "moon": _moon,
    "corner": _corner,
}


def masks(outline: Outline, centre: Array, size: Array, turn: Array, side: int) -> Array:
    """(N, side, side) bool: the pixels whose centres are inside.

    Args:
        outline: the shape.
        centre: (N, 2), x and y in pixels from the image's left and upper edge.
        size: (N,), half the shape's width, pixels.
        turn: (N,), radians.
        side: of the square image, pixels.
    """
    pixels = np.arange(side) + 0.5
    x = (pixels[None, None, :] - centre[:, 0, None, None]) / size[:, None, None]
    y = (pixels[None, :, None] - centre[:, 1, None, None]) / size[:, None, None]
    cosine, sine = np.cos(turn)[:, None, None], np.sin(turn)[:, None, None]
    return outline(cosine * x + sine * y, cosine * y - sine * x)


def boxes(mask: Array) -> Array:
    """(N, 4) float32: x0, y0, x1, y1 of masks (N, H, W), in pixels; the edges of what is set.

    A single pixel in the upper left corner has the box 0, 0, 1, 1; an empty mask 0, 0, 0, 0.
    """
    left, right = _extent(np.asarray(mask.any(axis=1)))
    top, bottom = _extent(np.asarray(mask.any(axis=2)))
    return np.stack([left, top, right, bottom], axis=1).astype(np.float32)


def _extent(line: Array) -> tuple[Array, Array]:
    """First and behind-last True of each row."""
    first, behind = line.argmax(axis=1), line.shape[1] - line[:, ::-1].argmax(axis=1)
    return np.where(line.any(axis=1), first, 0), np.where(line.any(axis=1), behind, 0)


def _largest(u: Array, v: Array) -> Array:
    return np.maximum(np.abs(u), np.abs(v))
