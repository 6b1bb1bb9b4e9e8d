"""A convolution as one matrix product: every window a row, the filter a column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dllab.explore.patches import Array

IMAGES = {
    "4×4": np.array([[[1, 2, 3, 0], [4, 5, 6, 1], [7, 8, 9, 2], [0, 3, 1, 4]]], float),
    "3×5": np.array([[[0, 3, 7, 6, 6], [0, 9, 9, 9, 9], [0, 0, 4, 0, 0]]], float),
    "2 channels": np.array([[[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[0, 1, 0], [1, 2, 1], [0, 1, 0]]], float),
}


def _right_minus_left(channels: int, window: int) -> Array:
    filters = np.zeros((channels, window, window))
    filters[:, :, 0], filters[:, :, -1] = -1, 1
    return filters


def _counted(channels: int, window: int) -> Array:
    return np.arange(channels * window**2, dtype=float).reshape(channels, window, window) % 4


FILTERS: dict[str, Callable[[int, int], Array]] = {
    "right − left": _right_minus_left,
    "sum": lambda channels, window: np.ones((channels, window, window)),
    "0 1 2 3": _counted,
}


@dataclass(frozen=True, eq=False)
class Unrolled:
    """An image, and a filter that slides over it.

    Attributes:
        image: (C, H, W).
        filter: (C, F, F).
        stride: S.
    """

    image: Array
    filter: Array
    stride: int

    @property
    def window(self) -> int:
        """F."""
        return int(self.filter.shape[-1])

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the map."""
        rows, columns = ((side - self.window) // self.stride + 1 for side in self.image.shape[1:])
        return rows, columns

    @cached_property
    def matrix(self) -> Array:
        """Every window as a row: (OH·OW, C·F·F); columns by channel, then row, then column of the window."""
        window = (self.window, self.window)
        every = np.lib.stride_tricks.sliding_window_view(self.image, window, axis=(1, 2))
        taken = every[:, :: self.stride, :: self.stride]
        return taken.transpose(1, 2, 0, 3, 4).reshape(-1, self.filter.size)

    @property
    def map(self) -> Array:
        """The matrix times the flat filter, folded back: (OH, OW)."""
        return np.asarray(self.matrix @ self.filter.ravel()).reshape(self.shape)

    @property
    def memory(self) -> float:
        """How many times as many numbers the matrix has as the image."""
        return self.matrix.size / self.image.size
