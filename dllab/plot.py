"""Curves and dots on axes, as text in colours: what the command line and the lab draw with."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from dllab.wording import minus

if TYPE_CHECKING:
    from rich.text import Text

# Of the terminal's sixteen; "default" is its own ink, so that it is read on light and dark alike.
Color = Literal["default", "cyan", "magenta", "green", "yellow", "red", "blue"]
Point = tuple[float, float]


class Series(NamedTuple):
    """Some points.

    Attributes:
        points: x and y; those that are not finite are left out.
        color: of the terminal's sixteen.
        marker: "braille" (fine), "hd" (half-blocks), or a character. Two series need two markers, too: there
            are terminals without colours.
        joined: by lines.
        name: for the legend.
    """

    points: Sequence[Point]
    color: Color = "cyan"
    marker: str = "braille"
    joined: bool = True
    name: str = ""


class Axis(NamedTuple):
    """One axis.

    Attributes:
        low, high: its ends.
        ticks: where numbers stand, and what they say.
    """

    low: float
    high: float
    ticks: Sequence[tuple[float, str]] = ()


def chart(series: Sequence[Series], x: Axis, y: Axis, width: int, height: int) -> Text:
    """Draw, frame and numbers included. What lies outside the axes is cut off.

    Args:
        series: what to draw, the last one on top.
        x: from left to right.
        y: from bottom to top.
        width: in columns.
        height: in lines.
    """
    import plotext  # 30 ms that only a picture is worth
    from rich.text import Text

    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.theme("clear")
    for one in series:
        if points := _within(one, x, y):
            draw = plotext.plot if one.joined else plotext.scatter
            draw(*zip(*points, strict=True), marker=_marker(one), color=one.color)
    for axis, limit, ticks in ((x, plotext.xlim, plotext.xticks), (y, plotext.ylim, plotext.yticks)):
        limit(axis.low, axis.high)
        ticks([at for at, _ in axis.ticks], [label for _, label in axis.ticks])
    drawn = Text.from_ansi(plotext.build().rstrip("\n"))
    plotext.clear_figure()
    drawn.no_wrap, drawn.overflow = True, "ignore"
    return drawn


def axis(low: float, high: float, most: int = 5) -> Axis:
    """An axis with at most so many round numbers on it, two or more."""
    step = _round_step((high - low) / max(most - 1, 1))
    first, last = math.ceil(round(low / step, 9)), math.floor(round(high / step, 9))
    return Axis(low, high, [(n * step, number(n * step)) for n in range(first, last + 1)])


def canvas(y: Axis, width: int, height: int) -> tuple[int, int]:
    """How many columns and lines of a chart are within its frame, which has the numbers of y beside it."""
    return width - 2 - max((len(label) for _, label in y.ticks), default=0), height - 3


def number(value: float) -> str:
    """A number in a few digits, with a minus that is one."""
    return minus(f"{value + 0.0:.4g}")


def legend(series: Iterable[Series]) -> Text:
    """Which marker is what, of those series that have a name."""
    from rich.text import Text

    parts = []
    for one in series:
        if one.name:
            marker = "⠒⠒" if _marker(one) == "braille" else _marker(one)
            parts.append(Text.assemble((marker, "" if one.color == "default" else one.color), f" {one.name}"))
    return Text("  ").join(parts)


def is_fine() -> bool:
    """Whether the terminal has Braille, as far as the environment tells; Linux' own has none."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    return os.environ.get("TERM") not in ("dumb", "linux") and locale not in ("C", "POSIX")


def _marker(one: Series) -> str:
    return "*" if one.marker == "braille" and not is_fine() else one.marker


def _round_step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20 and so on."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least * (1 - 1e-9))


def _within(one: Series, x: Axis, y: Axis) -> list[Point]:
    points = [(a, b) for a, b in one.points if math.isfinite(a) and math.isfinite(b)]
    if not one.joined:
        return [(a, b) for a, b in points if x.low <= a <= x.high and y.low <= b <= y.high]
    return list(_nearby(points, x, y))


def _nearby(points: list[Point], x: Axis, y: Axis) -> Iterator[Point]:
    """The same curve with its far ends cut off: drawing takes time and memory for every cell on the way."""
    window = [(axis.low - (axis.high - axis.low), axis.high + (axis.high - axis.low)) for axis in (x, y)]
    for n, point in enumerate(points):
        if _is_in(point, window):
            yield point
            continue
        for other in points[max(n - 1, 0) : n + 2]:
            if _is_in(other, window):
                yield _cut(other, point, window)


def _is_in(point: Point, window: list[tuple[float, float]]) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(point, window, strict=True))


def _cut(inside: Point, outside: Point, window: list[tuple[float, float]]) -> Point:
    """Where the way from one point to another leaves the window."""
    shares = [
        (limit - start) / (end - start)
        for start, end, (low, high) in zip(inside, outside, window, strict=True)
        for limit, beyond in ((low, end < low), (high, end > high))
        if beyond
    ]
    share = min(shares)
    return inside[0] + share * (outside[0] - inside[0]), inside[1] + share * (outside[1] - inside[1])
