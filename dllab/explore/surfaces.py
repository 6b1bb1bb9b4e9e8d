"""Losses of two numbers, to walk down: their values, slopes and curvatures."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dllab.plot import Point

Floats = NDArray[np.float64]
Rows = tuple[tuple[float, float], tuple[float, float]]


class Surface(ABC):
    """A loss f(x, y).

    Attributes:
        name: as it is chosen.
        x, y: what is shown of it.
        start: where to begin.
        rate: a learning rate worth beginning with.
        minima: where it is least, the deepest first.
        is_quadratic: whether the curvature is the same everywhere.
    """

    name: str
    x: tuple[float, float]
    y: tuple[float, float]
    start: Point
    rate: float
    minima: tuple[Point, ...] = ((0.0, 0.0),)
    is_quadratic = False

    @abstractmethod
    def value(self, x: Any, y: Any) -> Any:
        """f, of numbers or arrays."""

    @abstractmethod
    def gradient(self, x: float, y: float) -> Point:
        """∂f/∂x and ∂f/∂y."""

    @abstractmethod
    def hessian(self, x: float, y: float) -> Rows:
        """The second derivatives."""

    def curvatures(self, x: float, y: float) -> Point:
        """The least and the greatest curvature there, whatever the direction: the Hessian's eigenvalues."""
        least, greatest = np.linalg.eigvalsh(np.array(self.hessian(x, y))).tolist()
        return least, greatest


class Quadratic(Surface):
    """½(λ₁x² + λ₂y²)."""

    is_quadratic = True

    def __init__(
        self, name: str, along: float, across: float, x: float, y: float, start: Point, rate: float
    ) -> None:
        self.name, self._along, self._across = name, along, across
        self.x, self.y, self.start, self.rate = (-x, x), (-y, y), start, rate

    def value(self, x: Any, y: Any) -> Any:
        return (self._along * x * x + self._across * y * y) / 2

    def gradient(self, x: float, y: float) -> Point:
        return self._along * x, self._across * y

    def hessian(self, x: float, y: float) -> Rows:
        return (self._along, 0.0), (0.0, self._across)


class TwoMinima(Surface):
    """¼(x² − 1)² + 0.15x + ½y²: two hollows, the left one deeper."""

    name = "two minima"
    x, y = (-2.0, 2.0), (-1.5, 1.5)
    start, rate = (1.8, 1.0), 0.1
    # The roots of x³ − x + 0.15.
    minima = ((-1.06792301, 0.0), (0.91429732, 0.0))

    def value(self, x: Any, y: Any) -> Any:
        return (x * x - 1) ** 2 / 4 + 0.15 * x + y * y / 2

    def gradient(self, x: float, y: float) -> Point:
        return x**3 - x + 0.15, y

    def hessian(self, x: float, y: float) -> Rows:
        return (3 * x * x - 1, 0.0), (0.0, 1.0)


class Bend(Surface):
    """(1 − x)² + 5(y − x²)²: Rosenbrock's valley, less steep than his."""

    name = "bent valley"
    x, y = (-2.0, 2.0), (-1.0, 3.0)
    start, rate = (-1.6, 0.4), 0.01
    minima = ((1.0, 1.0),)

    def value(self, x: Any, y: Any) -> Any:
        return (1 - x) ** 2 + 5 * (y - x * x) ** 2

    def gradient(self, x: float, y: float) -> Point:
        return -2 * (1 - x) - 20 * x * (y - x * x), 10 * (y - x * x)

    def hessian(self, x: float, y: float) -> Rows:
        return (2 - 20 * y + 60 * x * x, -20 * x), (-20 * x, 10.0)


SURFACES: tuple[Surface, ...] = (
    Quadratic("long valley", 1, 20, 3, 1, (-2.6, 0.6), 10**-1.1),
    Quadratic("bowl", 1, 1, 3, 2, (-2.5, 1.5), 10**-0.5),
    TwoMinima(),
    Bend(),
)
