"""Bumps: units side by side, each a step or a bend, add up to shapes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dllab import plot
from dllab.explore.figure import Action, Choice, Field, Figure, Number
from dllab.explore.stacks import TARGETS, Floats, best, network, rmse
from dllab.plot import Axis, Series, number

if TYPE_CHECKING:
    from rich.text import Text

LOW, HIGH = -5.0, 5.0
COUNTS = (1, 2, 4, 6, 12)
_GRID = np.linspace(LOW, HIGH, 201)  # where the error is taken


@dataclass
class Unit:
    """One hidden unit: where it stands, and what it adds to the right of there."""

    place: Number
    height: Number


class Explorer(Figure):
    """Choose a shape, and build it."""

    title = "Bumps"
    about = (
        "One step up and one down make a bump. Take another shape and more units, and turn them one by one. "
        "f finds the heights: when is that not enough?"
    )

    def __init__(self) -> None:
        self.shape = Choice("shape", list(TARGETS))
        self.kind = Choice("kind", ["logistic", "ReLU"], changed=self._arrange)
        self.count = Choice("units", [str(n) for n in COUNTS], 1, changed=self._arrange)
        self.which = Choice("unit", ["1", "2"], changed=self._arrange)
        self.steepness = Number("steepness", 5, 10**0.1, 0.5, 50, factor=True)
        self.units = {"logistic": _units([-2, 2], [1, -1]), "ReLU": _units([-3, -2, 2, 3], [1, -1, -1, 1])}
        self.bases = {kind: Number("base", 0, 0.1, -50, 50) for kind in self.units}
        self.actions = (
            Action("space", "next unit", lambda: self.which.turn(1)),
            Action("p", "even places", self._spread),
            Action("f", "best heights", self._fit),
        )
        self._arrange()

    def picture(self, width: int, height: int) -> Text:
        """The network over its target, and what the chosen unit adds."""
        x = np.linspace(LOW, HIGH, 2 * width)
        net, goal = self._network(x), TARGETS[self.shape.value](x)
        unit = self._chosen()
        own = network(x, [unit.place.value], [unit.height.value], 0.0, self._steepness())
        series = [
            Series(_points(x[::4], goal[::4]), "green", ".", joined=False, name="target"),
            Series(_points(x[::6], own[::6]), "magenta", "+", joined=False, name=f"unit {self.which.value}"),
            Series(_points(x, net), "cyan", name="network"),
        ]
        y = _range(net, goal)
        chart = plot.chart(series, plot.axis(LOW, HIGH, 11), y, width, height - 1)
        return chart.append("\n").append_text(plot.legend(series))

    def says(self) -> str:
        """The error, against that of a constant, and what the chosen unit is."""
        goal = TARGETS[self.shape.value](_GRID)
        error, constant = rmse(self._network(_GRID), goal), float(goal.std())
        unit = self._chosen()
        height, place = unit.height.value, number(unit.place.value)
        return (
            f"Error (RMSE) {error:.3f}; the best constant has {constant:.3f}. Unit {self.which.value} of "
            f"{self.count.value} {self._does(height)} at x = {place}: "
            f"{number(height)}·{self._formula(place)}."
        )

    def _does(self, height: float) -> str:
        if height == 0:
            return "adds nothing"
        if self.kind.value == "logistic":
            return f"steps {'up' if height > 0 else 'down'} by {number(abs(height))}"
        return f"bends the line {'up' if height > 0 else 'down'} by {number(abs(height))}"

    def _formula(self, place: str) -> str:
        shifted = f"x + {place[1:]}" if place.startswith("−") else f"x − {place}"
        steepness = number(self.steepness.value)
        return f"σ({steepness}·({shifted}))" if self.kind.value == "logistic" else f"ReLU({shifted})"

    def _arrange(self) -> None:
        """The fields: those of the chosen unit among them."""
        self.which.options = [str(n + 1) for n in range(int(self.count.value))]
        self.which.index = min(self.which.index, len(self.which.options) - 1)
        unit = self._chosen()
        shared: list[Field] = [self.shape, self.kind, self.count, self.which, unit.place, unit.height]
        steepness = [self.steepness] if self._steepness() else []
        self.fields = [*shared, *steepness, self._base()]

    def _base(self) -> Number:
        return self.bases[self.kind.value]

    def _active(self) -> list[Unit]:
        return self.units[self.kind.value][: int(self.count.value)]

    def _chosen(self) -> Unit:
        return self._active()[self.which.index]

    def _steepness(self) -> float | None:
        return self.steepness.value if self.kind.value == "logistic" else None

    def _places(self) -> list[float]:
        return [unit.place.value for unit in self._active()]

    def _network(self, x: Floats) -> Floats:
        heights = [unit.height.value for unit in self._active()]
        return network(x, self._places(), heights, self._base().value, self._steepness())

    def _spread(self) -> None:
        """Give each unit an equal part of the axis."""
        units = self._active()
        part = (HIGH - LOW) / len(units)
        for n, unit in enumerate(units):
            unit.place.set(round(LOW + part * (n + 0.5), 3))

    def _fit(self) -> None:
        heights, base = best(_GRID, TARGETS[self.shape.value](_GRID), self._places(), self._steepness())
        for unit, height in zip(self._active(), heights, strict=True):
            unit.height.set(round(height, 3))
        self._base().set(round(base, 3))


def _units(places: list[float], heights: list[float]) -> list[Unit]:
    """Some that are at work, and others that add nothing yet."""
    spare = [-4, 3, -3, 1, 0, -1, 4, -4.5, 2.5, 4.5, -1.5, 1.5]
    places = [*places, *spare][: COUNTS[-1]]
    heights = [*heights, *[0.0] * len(spare)]
    return [
        Unit(Number("place", place, 0.1, LOW, HIGH), Number("height", height, 0.1, -50, 50))
        for place, height in zip(places, heights, strict=False)
    ]


def _range(net: Floats, goal: Floats) -> Axis:
    """Both curves, and some air; a network that runs away is cut off."""
    low, high = min(float(goal.min()), 0.0), float(goal.max())
    low = max(min(float(net.min()), low), low - 2) - 0.1
    high = min(max(float(net.max()), high), high + 2) + 0.1
    return plot.axis(math.floor(low * 4) / 4, math.ceil(high * 4) / 4)


def _points(x: Floats, y: Floats) -> list[tuple[float, float]]:
    return list(zip(x.tolist(), y.tolist(), strict=True))
