"""Parts of a picture that stand side by side: grids of numbers, images of pixels, lines of text."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from rich.text import Text

from dllab import pixels
from dllab.explore.patches import Array
from dllab.pixels import Window
from dllab.wording import minus

GAP = 2
_HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def rounded(value: float) -> str:
    """An entry of a grid, in six characters or fewer; "·" for nan."""
    if math.isnan(value):
        return pixels.NOTHING
    near = round(value) if abs(value) >= 100 else round(value, 2) + 0.0
    return minus(f"{near:.6g}")


def numbers(array: Array, whole: Array | None = None, window: Window | None = None) -> list[Text]:
    """A grid of numbers, those of the window in brackets.

    Args:
        array: (H, W).
        whole: by whose numbers columns are as wide as they are, so that they stay when the array fills.
        window: a part that is told from the rest.
    """
    room = max(len(rounded(value)) for value in (array if whole is None else whole).flat)
    lines = []
    for row, values in enumerate(array):
        inside = [window is not None and window.holds(row, column) for column in range(len(values))]
        line = Text(_fence(False, inside[0]))
        for column, value in enumerate(values):
            line.append(f"{rounded(value):>{room}}", "reverse" if inside[column] else "")
            line.append(_fence(inside[column], any(inside[column + 1 : column + 2])))
        lines.append(line)
    return lines


def image(array: Array, window: Window | None, scale: int) -> list[Text]:
    """An image of pixels with a ruler above and at the left, where the window stands.

    Args:
        array: (H, W), from 0 (black) to 1 (white); nan: not there yet.
        window: in rows and columns of the array.
        scale: how many columns a pixel is wide.
    """
    large = np.kron(array, np.ones((scale, scale)))
    spot = Window(*(part * scale for part in window)) if window else Window(0, 0, 0, 0)
    drawn = pixels.picture(large.tolist(), spot).split("\n")
    columns = [Text(" " + "".join("▄" if spot.holds(spot.top, n) else " " for n in range(large.shape[1])))]
    for number, line in enumerate(drawn):
        marked = tuple(spot.holds(2 * number + half, spot.left) for half in (0, 1))
        columns.append(Text(_HALVES[marked[0], marked[1]]) + line)
    return columns


def image_size(shape: Sequence[int], scale: int) -> tuple[int, int]:
    """Columns and lines of such an image with its rulers."""
    height, width = shape
    return width * scale + 1, -(-height * scale // 2) + 1


def beside(panels: Sequence[Sequence[Text]]) -> list[Text]:
    """The panels' lines, joined, GAP columns apart."""
    widths = [max(line.cell_len for line in panel) for panel in panels]
    lines = []
    for number in range(max(map(len, panels))):
        joined = Text()
        for panel, width in zip(panels, widths, strict=True):
            part = panel[number].copy() if number < len(panel) else Text()
            part.pad_right(width - part.cell_len + GAP)
            joined.append_text(part)
        joined.right_crop(GAP)
        lines.append(joined)
    return lines


def joined(lines: Sequence[Text]) -> Text:
    """The lines as a picture, none of them folded."""
    text = Text("\n").join(lines)
    text.no_wrap, text.overflow = True, "ignore"
    return text


def size(lines: Sequence[Text]) -> tuple[int, int]:
    """Columns and lines."""
    return max(line.cell_len for line in lines), len(lines)


def _fence(before: bool, after: bool) -> str:
    """What stands between two cells, of which each is inside or not."""
    return " " if before == after else "]" if before else "["
