"""Curves and dots on axes, as text in colours: what the command line and the lab draw with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from rich.text import Text

Color = Literal["cyan", "magenta", "green", "yellow", "red", "blue", "white"]


class Series(NamedTuple):
    """Some points.

    Attributes:
        points: x and y; those that are not finite are left out.
        color: of the terminal's sixteen.
        marker: "braille" (fine), "hd" (half-blocks), or a character.
        joined: by lines.
    """

    points: Sequence[tuple[float, float]]
    color: Color = "cyan"
    marker: str = "braille"
    joined: bool = True


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
    """Draw, frame and numbers included.

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
        points = [(a, b) for a, b in one.points if math.isfinite(a) and math.isfinite(b)]
        if points:
            draw = plotext.plot if one.joined else plotext.scatter
            draw(*zip(*points, strict=True), marker=one.marker, color=one.color)
    for axis, limit, ticks in ((x, plotext.xlim, plotext.xticks), (y, plotext.ylim, plotext.yticks)):
        limit(axis.low, axis.high)
        ticks([at for at, _ in axis.ticks], [label for _, label in axis.ticks])
    drawn = Text.from_ansi(plotext.build().rstrip("\n"))
    plotext.clear_figure()
    drawn.no_wrap, drawn.overflow = True, "ignore"
    return drawn
