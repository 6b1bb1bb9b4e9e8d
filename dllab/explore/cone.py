"""How far a number sees: the cells of every layer below on which it depends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Cells = tuple[int, ...]


class Layer(NamedTuple):
    """A layer with windows, on one axis."""

    kernel: int
    stride: int


class Level(NamedTuple):
    """The input, or what a layer puts out.

    Attributes:
        field: how many input cells one of its numbers sees, from the first to the last.
        apart: how many input cells lie between two neighbours.
        used: which of its cells the last layer's number depends on, counted from the first of them.
    """

    field: int
    apart: int
    used: Cells

    def centres(self) -> list[float]:
        """Where the used cells stand above the input, whose first cell is at 0."""
        return [cell * self.apart + (self.field - 1) / 2 for cell in self.used]


def grow(layers: Sequence[Layer]) -> list[tuple[int, int]]:
    """The field and the distance of neighbours, of the input and after each layer."""
    field, apart = 1, 1
    steps = [(field, apart)]
    for layer in layers:
        field += (layer.kernel - 1) * apart
        apart *= layer.stride
        steps.append((field, apart))
    return steps


def cone(layers: Sequence[Layer]) -> list[Level]:
    """The input first, then each layer up to the last one's single number."""
    used: list[Cells] = [(0,)]
    for layer in reversed(layers):
        below = {cell * layer.stride + offset for cell in used[-1] for offset in range(layer.kernel)}
        used.append(tuple(sorted(below)))
    return [Level(*step, cells) for step, cells in zip(grow(layers), reversed(used), strict=True)]
