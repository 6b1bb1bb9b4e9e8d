"""Where a window fits on one axis, and how many places that makes."""

from __future__ import annotations

from typing import NamedTuple


class Axis(NamedTuple):
    """One axis of an image under a window.

    Attributes:
        cells: W.
        window: F, its size.
        padding: P, cells on each side.
        stride: S.
    """

    cells: int
    window: int
    padding: int
    stride: int

    @property
    def length(self) -> int:
        """All cells, padding included."""
        return self.cells + 2 * self.padding

    @property
    def room(self) -> int:
        """How far the window can move; below 0 where it does not fit."""
        return self.length - self.window

    @property
    def size(self) -> float:
        """(W + 2P − F) / S + 1, also where that is no whole number."""
        return self.room / self.stride + 1

    @property
    def starts(self) -> range:
        """The first cell of the window at each of its places."""
        return range(0, self.room + 1, self.stride)

    @property
    def left_over(self) -> range:
        """Cells at the end that no window reaches."""
        reached = self.starts[-1] + self.window if self.starts else 0
        return range(reached, self.length)
