"""Images as text: a character is two pixels, one above the other, so that pixels are about square."""

from __future__ import annotations

import io
import math
import os
from collections.abc import Sequence
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.text import Text

Image = Sequence[Sequence[float]]  # rows of greys between 0 (black) and 1 (white); nan: not there

NOTHING = "·"  # for two pixels that are not there
INKS = {
    " ": (0.0, 0.0),
    "░": (0.25, 0.25),
    "▒": (0.5, 0.5),
    "▓": (0.75, 0.75),
    "█": (1.0, 1.0),
    "▀": (1.0, 0.0),
    "▄": (0.0, 1.0),
}  # how light the upper and the lower half of a character looks, in light ink on a dark ground
_TINT = (255, 190, 0)
_INK, _MARKED_INK = "#ffffff on #000000", "#ffff55 on #000000"


class Window(NamedTuple):
    """A part of an image that is to be told from the rest.

    Attributes:
        top, left: its first row and column.
        height, width: in pixels.
    """

    top: int
    left: int
    height: int
    width: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a pixel lies in it."""
        return 0 <= row - self.top < self.height and 0 <= column - self.left < self.width


def picture(image: Image, window: Window | None = None, *, greys: bool | None = None) -> Text:
    """Draw an image: a column for each of its columns, a line for every two rows.

    Args:
        image: (H, W), greys; what lies outside of 0 to 1 is cut off, and what is nan left out.
        window: is tinted, where there are colours.
        greys: whether the terminal shows shades of grey; where it does not, characters do, in two or
            three steps. By default as the environment has it.
    """
    from rich.text import Text

    cell = _half_blocks if (shows_greys() if greys is None else greys) else _ink
    lines = []
    for row in range(0, len(image), 2):
        lower = image[row + 1] if row + 1 < len(image) else ()
        pairs = enumerate(zip_longest(image[row], lower, fillvalue=math.nan))
        cells = [cell(top, low, *_inside(window, row, column)) for column, (top, low) in pairs]
        runs = [(style, "".join(sign for sign, _ in run)) for style, run in groupby(cells, itemgetter(1))]
        lines.append(Text.assemble(*((signs, style) for style, signs in runs)))
    text = Text("\n").join(lines)
    text.no_wrap, text.overflow = True, "ignore"
    return text


def shows_greys() -> bool:
    """Whether the terminal has 256 colours or more, and the user wants colours.

    With sixteen there are four greys, and themes make of them what they like.
    """
    from rich.console import Console

    if os.environ.get("NO_COLOR"):
        return False
    return Console(file=io.StringIO(), force_terminal=True).color_system in ("256", "truecolor")


def _inside(window: Window | None, row: int, column: int) -> tuple[bool, bool]:
    """Whether a pixel, and the one below it, are in the window."""
    return window is not None and window.holds(row, column), window is not None and window.holds(
        row + 1, column
    )


def _half_blocks(top: float, bottom: float, top_inside: bool, bottom_inside: bool) -> tuple[str, str]:
    if math.isnan(top) and math.isnan(bottom):
        return NOTHING, ""
    if math.isnan(top):
        return "▄", _grey(bottom, bottom_inside)
    if math.isnan(bottom):
        return "▀", _grey(top, top_inside)
    return "▀", f"{_grey(top, top_inside)} on {_grey(bottom, bottom_inside)}"


def _ink(top: float, bottom: float, top_inside: bool, bottom_inside: bool) -> tuple[str, str]:
    if math.isnan(top) and math.isnan(bottom):
        return NOTHING, ""
    upper, lower = _cut(top), _cut(bottom)
    return _nearest(upper, lower), _MARKED_INK if top_inside or bottom_inside else _INK


def _nearest(upper: float, lower: float) -> str:
    return min(INKS, key=lambda ink: (INKS[ink][0] - upper) ** 2 + (INKS[ink][1] - lower) ** 2)


def _grey(value: float, tinted: bool) -> str:
    level = round(_cut(value) * 255)
    red, green, blue = ((2 * level + part) // 3 if tinted else level for part in _TINT)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _cut(value: float) -> float:
    return 0.0 if math.isnan(value) else min(max(value, 0.0), 1.0)
