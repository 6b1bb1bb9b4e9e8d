"""Gradient descent on a loss of two numbers: learning rate, momentum, and when the steps grow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from dllab import plot
from dllab.explore.figure import Action, Choice, Figure, Number
from dllab.explore.surfaces import SURFACES, Surface
from dllab.plot import Point, Series, number
from dllab.wording import count

if TYPE_CHECKING:
    from rich.text import Text

FAR = 1e6  # a path that comes here goes to infinity
MOST_STEPS = 1000
_BANDS = 9


def descend(surface: Surface, start: Point, rate: float, momentum: float, steps: int) -> list[Point]:
    """The start, and where each step leads: v ← momentum·v − rate·∇f, w ← w + v; v begins at 0.

    A path that goes to infinity ends early, see FAR.
    """
    path, (x, y), (vx, vy) = [start], start, (0.0, 0.0)
    for _ in range(steps):
        gx, gy = surface.gradient(x, y)
        vx, vy = momentum * vx - rate * gx, momentum * vy - rate * gy
        x, y = x + vx, y + vy
        path.append((x, y))
        if is_lost((x, y)):
            break
    return path


def is_lost(point: Point) -> bool:
    """Whether a path has gone so far that it will not come back."""
    return not max(map(abs, point)) < FAR


def bound(momentum: float, curvature: float) -> float:
    """The learning rate from which on steps grow: 2(1 + momentum)/λ, exact where the curvature is constant.

    Polyak, Some methods of speeding up the convergence of iteration methods (1964).
    """
    return 2 * (1 + momentum) / curvature


def bands(surface: Surface, columns: int, lines: int) -> list[Point]:
    """The points of a grid where the loss lies in the second, fourth, … of bands between contour lines."""
    x, y = np.linspace(*surface.x, columns), np.linspace(*surface.y, lines)
    loss = surface.value(x[None, :], y[:, None])
    depth = loss - surface.value(*surface.minima[0])
    # Cube roots: narrow bands near the bottom, wide ones on the slopes.
    band = np.floor(np.cbrt(depth / depth.max()) * _BANDS).astype(int)
    return [(float(x[j]), float(y[i])) for i, j in np.argwhere(band % 2 == 1)]


class Explorer(Figure):
    """Set the rate and the momentum, and walk."""

    title = "Gradient descent"
    about = (
        "Walk downhill with Space, then turn the learning rate: when do the steps swing, when do they grow? "
        "What does momentum do?"
    )

    def __init__(self) -> None:
        self.surface = Choice("surface", [one.name for one in SURFACES], changed=self._enter)
        self.rate = Number("learning rate", 1, 10**0.1, 0.001, 10, factor=True)
        self.momentum = Number("momentum", 0, 0.05, 0, 0.95)
        self.x, self.y = (Number(f"start {name}", 0, 0.1, -3, 3) for name in "xy")
        self.fields = [self.surface, self.rate, self.momentum, self.x, self.y]
        self.actions = (
            Action("space", "one step", self._walk),
            Action("s", "ten steps", lambda: self._walk(10)),
            Action("0", "back to the start", self._restart),
        )
        self._enter()
        self.steps = 12

    def picture(self, width: int, height: int) -> Text:
        """Bands of equal loss, the path over them."""
        surface, path = self._surface(), self._path()
        x, y = (plot.axis(*ends, most) for ends, most in ((surface.x, 7), (surface.y, 5)))
        dark = bands(surface, *plot.canvas(y, width, height - 1))
        series = [
            Series(dark, "default", ".", joined=False, name="bands of equal loss"),
            Series(surface.minima, "green", "x", joined=False, name="least loss"),
            Series(path, "cyan"),
            Series(path[1:-1], "cyan", "o", joined=False, name="steps"),
            Series(path[:1], "default", "S", joined=False, name="start"),
            Series(path[-1:], "magenta", "@", joined=False, name="now"),
        ]
        chart = plot.chart(series, x, y, width, height - 1)
        return chart.append("\n").append_text(plot.legend(series))

    def says(self) -> str:
        """Where the loss began and where it is, and what the curvature makes of the learning rate."""
        path = self._path()
        began, now = (number(float(self._surface().value(*point))) for point in (path[0], path[-1]))
        steps = count(len(path) - 1, "step")
        if len(path) == 1:
            told = f"Loss {began} at the start: press Space"
        elif is_lost(path[-1]):
            told = f"Lost after {steps}: the loss went from {began} to infinity"
        else:
            told = f"{steps} took the loss from {began} to {now}{self._hollow(path[-1])}"
        return f"{told}. {self._rule(path[-1])}"

    def _hollow(self, now: Point) -> str:
        """Which of several minima is nearer."""
        minima = self._surface().minima
        if len(minima) == 1:
            return ""
        nearest = min(minima, key=lambda one: math.dist(one, now))
        return ", near the deepest point" if nearest == minima[0] else ", near the lesser minimum"

    def _rule(self, now: Point) -> str:
        """What the steepest curvature λ makes of the learning rate."""
        surface, rate, momentum = self._surface(), self.rate.value, self.momentum.value
        at = surface.minima[0] if surface.is_quadratic or is_lost(now) else now
        least, greatest = surface.curvatures(*at)
        limit = bound(momentum, greatest)
        rule = f"2{'(1 + momentum)' if momentum else ''}/λ = {number(limit)} (λ = {number(greatest)})"
        if not surface.is_quadratic:
            where = "at the deepest point" if is_lost(now) else "here"
            return f"The curvature {where} bears rates up to {rule}."
        if math.isclose(rate, limit):
            return f"The rate is {rule}: it swings for ever."
        if rate > limit:
            return f"The rate is above {rule}: each step lands higher on the other side, and the steps grow."
        return f"The rate is below {rule}: {_kept(rate, momentum, least, greatest)}."

    def _surface(self) -> Surface:
        return SURFACES[self.surface.index]

    def _path(self) -> list[Point]:
        start = (self.x.value, self.y.value)
        return descend(self._surface(), start, self.rate.value, self.momentum.value, self.steps)

    def _walk(self, steps: int = 1) -> None:
        if not is_lost(self._path()[-1]):
            self.steps = min(self.steps + steps, MOST_STEPS)

    def _restart(self) -> None:
        self.steps = 0

    def _enter(self) -> None:
        """Another surface: stand at its start, with a learning rate that suits it."""
        surface = self._surface()
        self.steps = 0
        self.rate.set(surface.rate)
        self.momentum.set(0)
        for field, (low, high), start in zip(
            (self.x, self.y), (surface.x, surface.y), surface.start, strict=True
        ):
            field.low, field.high = low, high
            field.set(start)


def _kept(rate: float, momentum: float, least: float, greatest: float) -> str:
    """What a step leaves of the way to the bottom, in the two directions of a valley."""
    if momentum:
        return "the steps shrink in the end, and speed is kept meanwhile"
    along, across = number(1 - rate * least), number(1 - rate * greatest)
    if least == greatest:
        return f"a step leaves {along} of the way to the bottom"
    return f"a step leaves {along} of the way along the valley, {across} across it"
