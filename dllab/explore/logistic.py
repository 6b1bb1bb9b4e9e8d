"""The logistic unit on one input: the curve, the boundary, and how well both suit the home-runs data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from dllab import plot
from dllab.explore.elementwise import sigmoid
from dllab.explore.figure import Action, Figure, Number
from dllab.explore.unit import Floats, Teams, boundary, cross_entropy, right, step
from dllab.plot import Axis, Point, Series, number
from grader import datasets

if TYPE_CHECKING:
    from rich.text import Text

LOW, HIGH = 90.0, 310.0  # home runs
_EXAMPLE = (0.02, -3.8)  # of the lesson: the boundary is at 190


class Explorer(Figure):
    """Turn w and b, or let gradient descent turn them."""

    title = "The logistic unit"
    about = (
        "Will a team win more than it loses? Turn w: the curve steepens, and the boundary moves. "
        "Press 0, then let gradient descent work."
    )

    def __init__(self) -> None:
        data = datasets.load("home-runs").train
        self.teams = Teams(data.x, data.y["winning"].astype(np.float64))
        self.w = Number("w", _EXAMPLE[0], 0.002, -0.2, 0.2)
        self.b = Number("b", _EXAMPLE[1], 0.1, -40, 40)
        self.fields = [self.w, self.b]
        self.actions = (
            Action("space", "one step", self._step),
            Action("s", "ten steps", lambda: self._step(10)),
            Action("0", "w = b = 0", self._start),
        )
        self.best = self._best()

    def picture(self, width: int, height: int) -> Text:
        """The curve over the teams: o won more than they lost, x did not; a colon for the boundary."""
        quarters = Axis(0, 1, [(n / 4, number(n / 4)) for n in range(5)])
        columns, lines = plot.canvas(quarters, width, height - 1)
        rows = max(lines // 5, 1)  # of marks, above 1 and below 0
        room = rows / (lines - 1 - 2 * rows)
        y = quarters._replace(low=-room, high=1 + room)
        won, lost, each = self._marks(columns, rows, y, (1 + 2 * room) / (lines - 1))
        series = [won, lost, self._boundary(), self._curve(2 * width)]
        chart = plot.chart(series, plot.axis(LOW, HIGH, max(width // 12, 2)), y, width, height - 1)
        legend = plot.legend(series).append(f"  ≤ {each} teams a mark, home runs →")
        return chart.append("\n").append_text(legend)

    def says(self) -> str:
        """The boundary, the hits, the loss, and the least loss there is."""
        w, b = self.w.value, self.b.value
        return (
            f"a = σ({number(w)}·x {'+' if b >= 0 else '−'} {number(abs(b))}) {self._undecided()}. "
            f"Right about {right(w, b, self.teams)} of {len(self.teams.x)} teams; "
            f"cross-entropy {cross_entropy(w, b, self.teams):.4f}, at best {self.best:.4f}."
        )

    def _undecided(self) -> str:
        at = boundary(self.w.value, self.b.value)
        if at is None:
            a = number(float(sigmoid(np.array(self.b.value))))
            return f"is {a} for every team: with w = 0 there is no boundary"
        place = "" if LOW <= at <= HIGH else " (outside)"
        side = "above" if self.w.value > 0 else "below"
        return f"is undecided at −b/w = {at:,.1f} home runs{place}; {side} it says “wins”"

    def _step(self, times: int = 1) -> None:
        w, b = self.w.value, self.b.value
        for _ in range(times):
            w, b = step(w, b, self.teams)
        self.w.set(w)
        self.b.set(b)

    def _start(self) -> None:
        self.w.set(0)
        self.b.set(0)

    def _best(self) -> float:
        w = b = 0.0
        for _ in range(200):
            w, b = step(w, b, self.teams)
        return cross_entropy(w, b, self.teams)

    def _curve(self, points: int) -> Series:
        x = np.linspace(LOW, HIGH, points)
        a = sigmoid(self.w.value * x + self.b.value)
        return Series(list(zip(x.tolist(), a.tolist(), strict=True)), "cyan", name="a")

    def _boundary(self) -> Series:
        at = boundary(self.w.value, self.b.value)
        points = [] if at is None else [(at, n / 40) for n in range(41)]
        return Series(points, "default", ":", joined=False)

    def _marks(self, columns: int, rows: int, y: Axis, apart: float) -> tuple[Series, Series, int]:
        """The teams on piles: winning ones hang from the top, losing ones stand on the bottom."""
        wide = 2 * (HIGH - LOW) / (columns - 1)  # every second column
        won, lost = (piles(self.teams.x[self.teams.y == kind], wide) for kind in (1, 0))
        each = math.ceil(max(count for _, count in won + lost) / rows)
        hanging = [(at, y.high - gap) for at, gap in _spots(won, each, apart)]
        standing = [(at, y.low + gap) for at, gap in _spots(lost, each, apart)]
        return (
            Series(hanging, "green", "o", joined=False, name="winning"),
            Series(standing, "magenta", "x", joined=False, name="losing"),
            each,
        )


def _spots(piled: list[tuple[float, int]], each: int, apart: float) -> list[Point]:
    """A place for each mark of each pile, the height from where the pile begins."""
    return [(at, n * apart) for at, count in piled for n in range(math.ceil(count / each))]


def piles(x: Floats, wide: float) -> list[tuple[float, int]]:
    """Values put on piles so far apart, from LOW: where each pile stands, and how many values lie on it."""
    places, counts = np.unique(np.rint((x - LOW) / wide), return_counts=True)
    return [(LOW + float(place) * wide, int(n)) for place, n in zip(places, counts, strict=True)]
