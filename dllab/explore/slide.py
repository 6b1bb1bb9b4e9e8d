"""Where a kernel stands on an image, and what came out so far: no more than numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dllab.explore.elementwise import relu
from dllab.explore.patches import Array, correlate, pool

STAGES = ("feature map", "ReLU", "pooled, stride 1", "pooled, stride 2")


@dataclass(frozen=True, eq=False)
class Stage:
    """A map on its way.

    Attributes:
        name: of one or two words.
        whole: as it is in the end.
        so_far: with nan where nothing came out yet.
    """

    name: str
    whole: Array
    so_far: Array


@dataclass(frozen=True, eq=False)
class Slide:
    """A kernel on its way over an image.

    Attributes:
        image: (H, W).
        kernel: (3, 3).
        place: where it stands: places are counted row by row, from 0.
    """

    image: Array
    kernel: Array
    place: int

    @cached_property
    def whole(self) -> Array:
        """The feature map as it is in the end."""
        return correlate(self.image, self.kernel)

    @property
    def at(self) -> tuple[int, int]:
        """The row and the column of the window's corner, which are those in the map too."""
        row, column = divmod(self.place, self.whole.shape[1])
        return row, column

    @property
    def pixels(self) -> Array:
        """What lies under the kernel."""
        row, column = self.at
        return self.image[row : row + 3, column : column + 3]

    @property
    def products(self) -> Array:
        """Of the kernel's entries and the pixels beneath; their sum is what goes into the map."""
        return self.kernel * self.pixels

    def stages(self, last: str) -> list[Stage]:
        """The feature map, and what is made of it up to one of STAGES."""
        done = np.arange(self.whole.size).reshape(self.whole.shape) <= self.place
        stages = [Stage("map", self.whole, np.where(done, self.whole, np.nan))]
        if last != STAGES[0]:
            stages.append(_through(relu, "ReLU", stages[-1]))
        if last in STAGES[2:]:
            stride = STAGES.index(last) - 1
            stages.append(_through(lambda x: pool(x, stride), "pooled", stages[-1]))
        return stages


def _through(step: Callable[[Array], Array], name: str, before: Stage) -> Stage:
    return Stage(name, step(before.whole), step(before.so_far))
