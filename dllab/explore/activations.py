"""Six activations: what becomes of z, and how much of a gradient comes back through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dllab import plot
from dllab.explore.elementwise import FUNCTIONS, Array
from dllab.explore.figure import Action, Choice, Field, Figure, Number
from dllab.plot import Axis, Point, Series, number

if TYPE_CHECKING:
    from rich.text import Text

LIMIT = 6.0
_LAYERS = 10
_SLOPES = {
    "linear": "",
    "sigmoid": "a·(1 − a) = ",
    "tanh": "1 − a² = ",
    "relu": "1 if z > 0, else 0: ",
    "gaussian": "−z·a = ",
    "step": "",
}


class Explorer(Figure):
    """Choose a function, and move z."""

    title = "A zoo of activations"
    about = (
        "The line is what comes out for z; the dots are its slope, which every gradient on its way back is "
        "multiplied by. Move z: where does a unit still learn?"
    )

    def __init__(self) -> None:
        self._function = Choice("function", list(FUNCTIONS), 1)
        self._z = Number("z", 2.0, 0.25, -LIMIT, LIMIT)
        self.fields: list[Field] = [self._z, self._function]
        self.actions = (
            Action("space", "next function", lambda: self._function.turn(1)),
            Action("0", "z = 0", lambda: self._z.set(0)),
        )

    @property
    def a(self) -> float:
        """What comes out."""
        return float(FUNCTIONS[self._function.value].apply(np.array(self._z.value)))

    @property
    def slope(self) -> float:
        """How steep the function is at z."""
        return float(FUNCTIONS[self._function.value].slope(np.array(self._z.value)))

    def picture(self, width: int, height: int) -> Text:
        """The curve, its slope as dots, and where z stands on both: o and x."""
        z = np.linspace(-LIMIT, LIMIT, 2 * width)
        function = FUNCTIONS[self._function.value]
        y = _range(np.concatenate([function.apply(z), function.slope(z)]), max(height // 4, 3))
        columns, _ = plot.canvas(y, width, height - 1)
        dots = np.linspace(-LIMIT, LIMIT, columns)[::2]
        series = [
            Series(_points(dots, function.slope(dots)), "magenta", "·", joined=False, name="slope"),
            Series(_points(z, function.apply(z)), "cyan", name=self._function.value),
            Series([(self._z.value, self.slope)], "magenta", "x", joined=False, name="slope at z"),
            Series([(self._z.value, self.a)], "cyan", "o", joined=False, name="a"),
        ]
        chart = plot.chart(series, plot.axis(-LIMIT, LIMIT, 7), y, width, height - 1)
        return chart.append("\n").append_text(plot.legend(series)).append("   z →")

    def says(self) -> str:
        """The value, the slope, and what ten such slopes leave of a gradient."""
        name, slope = self._function.value, self.slope
        return (
            f"{name}({self._z.shown}) = {number(self.a)}. Slope: {_SLOPES[name]}{number(slope)}; ten "
            f"layers with this slope leave {number(slope**_LAYERS)} of a gradient. {self._remark()}"
        )

    def _remark(self) -> str:
        z = self._z.value
        if self._function.value == "relu":
            if z == 0:
                return "At the kink any slope from 0 to 1 would serve; here it is 0."
            return "Open: all of it comes through." if z > 0 else "Shut: this unit learns nothing from it."
        return {
            "linear": "But linear layers, however many, make one linear layer.",
            "sigmoid": f"σ′ ≤ 1/4, reached at z = 0: at best (1/4)^10 = {number(0.25**_LAYERS)} is left.",
            "tanh": "Its slope is 1 at z = 0 and less everywhere else.",
            "gaussian": "Steepest at z = ±1, ±0.6065; flat on the top and far out.",
            "step": "Flat on both sides of the jump: no weight learns which way to go.",
        }[self._function.value]


def _points(x: Array, y: Array) -> list[Point]:
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _range(values: Array, ticks: int) -> Axis:
    """An axis for all of them, with some room."""
    low, high = float(values.min()), float(values.max())
    room = (high - low) / 12
    return plot.axis(low - room, high + room, ticks)
