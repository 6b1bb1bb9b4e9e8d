"""Five losses on one axis, that of the margin: what each asks of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dllab import plot
from dllab.explore.figure import Action, Choice, Field, Figure, Number
from dllab.explore.margins import LOSSES
from dllab.plot import Color, Series, number

if TYPE_CHECKING:
    from rich.text import Text

LOW, HIGH = -3.0, 4.0
_MOST = 5.0
_MARKS: dict[str, tuple[str, Color]] = {
    "zero-one": ("-", "default"),
    "hinge": ("h", "green"),
    "exponential": ("e", "red"),
    "logistic": ("l", "yellow"),
    "squared": ("q", "magenta"),
}


class Explorer(Figure):
    """Move the margin, and choose the loss that is looked at."""

    title = "Losses on one axis"
    about = (
        "m = y·f is above 0 if the decision is right. Which losses stay above the stairs of zero-one? Which "
        "is satisfied, and where? Which pulls back an answer that is too right?"
    )

    def __init__(self) -> None:
        self._m = Number("margin m", -1.0, 0.25, LOW, HIGH)
        self._loss = Choice("loss", list(LOSSES), 1)
        self.fields: list[Field] = [self._m, self._loss]
        self.actions = (
            Action("space", "next loss", lambda: self._loss.turn(1)),
            Action("0", "m = 0", lambda: self._m.set(0)),
        )

    @property
    def values(self) -> dict[str, float]:
        """What each loss is at m."""
        return {name: float(loss.value(np.array(self._m.value))) for name, loss in LOSSES.items()}

    @property
    def slope(self) -> float:
        """Of the chosen loss at m."""
        return float(LOSSES[self._loss.value].slope(np.array(self._m.value)))

    def picture(self, width: int, height: int) -> Text:
        """The chosen loss as a line, the others in letters; a colon at m, and o where the line is there."""
        chosen = self._loss.value
        y = plot.axis(-0.2, _MOST, 6 if height > 12 else 3)
        m = np.linspace(LOW, HIGH, plot.canvas(y, width, height - 1)[0])
        curves = {
            name: list(zip(m.tolist(), loss.value(m).tolist(), strict=True)) for name, loss in LOSSES.items()
        }
        others = [
            Series(curves[name][n::4], color, mark, joined=False, name=name)
            for n, (name, (mark, color)) in enumerate(_MARKS.items())
            if name != chosen
        ]
        series = [
            Series([(self._m.value, n / 5) for n in range(26)], "default", ":", joined=False),
            *others,
            Series(curves[chosen], "cyan", name=chosen),
            Series([(self._m.value, self.values[chosen])], "cyan", "o", joined=False),
        ]
        chart = plot.chart(series, plot.axis(LOW, HIGH, 8), y, width, height - 1)
        return chart.append("\n").append_text(plot.legend([series[-2], *others]))

    def says(self) -> str:
        """All losses there, the chosen one's slope, and what it is after."""
        m = self._m.value
        decision = "right" if m > 0 else "wrong" if m < 0 else "undecided, which counts as wrong"
        values = ", ".join(f"{name} {number(value)}" for name, value in self.values.items())
        return (
            f"m = {self._m.shown}, {decision}: {values}. "
            f"{self._loss.value.capitalize()}: slope {number(self.slope)}. {self._remark()}"
        )

    def _remark(self) -> str:
        m = self._m.value
        if self._loss.value == "hinge":
            return "Satisfied from m = 1 on." if m >= 1 else "Until m = 1 it pulls, always as hard."
        if self._loss.value == "squared":
            if m > 1:
                return f"Too right: it costs as much as m = {number(2 - m)}, and is pulled back."
            return "Half squared, ½(1 − m)²: it is below the stairs at m = 0."
        return {
            "zero-one": "It counts mistakes, and gives learning no direction.",
            "exponential": "Never satisfied, and wild to the left: m = −5 costs 148.4.",
            "logistic": "Like a line on the left; its base 2 makes it 1 at m = 0.",
        }[self._loss.value]
