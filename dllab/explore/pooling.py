"""Pooling forward and back on one map, for windows that may overlap and cells that may tie."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from dllab.explore.patches import Array
from dllab.pixels import Window

INPUTS = {
    "lesson": np.array([[20, 5, 1, 30], [18, 9, 0, 1], [70, 112, 37, 4], [46, 88, 25, 12]], float),
    "map of the 7": np.array([[3, 7, 3, -1], [12, 17, 4, -1], [12, 21, 4, -5]], float),
    "after ReLU": np.array([[0, 0, 3, 1], [0, 0, 3, 0], [5, 0, 0, 0], [0, 5, 0, 2]], float),
    "all alike": np.ones((4, 4)),
}


def _first(patch: Array) -> Array:
    shares = np.zeros(patch.shape)
    shares.flat[patch.argmax()] = 1
    return shares


def _every(patch: Array) -> Array:
    return np.asarray(patch == patch.max(), float)


# Which part of a window's error each of its cells gets.
RULES: dict[str, Callable[[Array], Array]] = {
    "first max": _first,
    "shared max": lambda patch: _every(patch) / _every(patch).sum(),
    "average": lambda patch: np.full(patch.shape, 1 / patch.size),
    "every max": _every,
}
AVERAGE, MISTAKEN = "average", "every max"


def size(x: Array, side: int, stride: int) -> tuple[int, int]:
    """Rows and columns of windows; what is left over is dropped."""
    rows, columns = ((cells - side) // stride + 1 for cells in x.shape)
    return rows, columns


def windows(x: Array, side: int, stride: int) -> Iterator[Window]:
    """The windows, row by row."""
    for row, column in np.ndindex(size(x, side, stride)):
        yield Window(row * stride, column * stride, side, side)


def under(x: Array, window: Window) -> Array:
    """The cells of a window, which can be written to."""
    return x[window.top : window.top + window.height, window.left : window.left + window.width]


def forward(x: Array, side: int, stride: int, rule: str) -> Array:
    """The largest cell of each window, or the average."""
    answer = np.mean if rule == AVERAGE else np.max
    answers = [answer(under(x, window)) for window in windows(x, side, stride)]
    return np.array(answers).reshape(size(x, side, stride))


def backward(x: Array, upstream: Array, side: int, stride: int, rule: str) -> Array:
    """dx, the shape of x: each cell's parts of the errors of all windows that it is in."""
    dx = np.zeros(x.shape)
    for error, window in zip(upstream.flat, windows(x, side, stride), strict=True):
        under(dx, window)[...] += error * RULES[rule](under(x, window))
    return dx
