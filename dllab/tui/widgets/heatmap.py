"""*expected | yours*: two aligned grids of numbers, coloured on one scale where there are colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeGuard

from rich.text import Text

from dllab import findings
from dllab.findings import Words
from grader.report import Cell, Difference

# Dark to bright, and equally far apart to the eye, also to those who see no red and green.
_SCALE = ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37))
_WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in how light something looks
_BETWEEN = " │ "


def heatmap(found: Difference, width: int, colors: bool) -> Text:
    """Side by side where that fits, else one below the other; what differs carries a star in either case.

    Args:
        found: the numbers.
        width: columns that a line may take.
        colors: whether the terminal has the 256 that a scale needs.
    """
    expected, yours = findings.grids(found)
    expected = [[f"{word} " for word in row] for row in expected]  # where the others may have a star
    widths = [max(pair) for pair in zip(findings.columns(expected), findings.columns(yours), strict=True)]
    scale = _Scale([*found.expected, *found.yours]) if colors else None
    left = _block("expected", expected, found.expected, widths, scale)
    right = _block("yours", yours, found.yours, widths, scale)
    if 2 * left[0].cell_len + len(_BETWEEN) <= width:
        lines = [Text.assemble(a, _BETWEEN, b) for a, b in zip(left, right, strict=True)]
    else:
        lines = [*left, Text(), *right]
    key = findings.key(found) + (f"; {scale}" if scale and scale.is_one else "")
    whole = Text("\n").join([*lines, Text(key)])
    whole.no_wrap, whole.overflow = True, "ignore"
    return whole


class _Scale:
    """Which colour a number has: from the least of both grids to the greatest."""

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        values = [value for row in rows for value in row if _is_finite(value)]
        self.low, self.high = min(values, default=0.0), max(values, default=0.0)
        self._half = self.high / 2 - self.low / 2  # the whole may be beyond what floats hold
        self.is_one = self._half > 0

    def style(self, value: Cell) -> str:
        """Ink and ground; none for what is no number, or where all are the same."""
        if not self.is_one or not _is_finite(value):
            return ""
        return shade((value / 2 - self.low / 2) / self._half)

    def __str__(self) -> str:
        return f"dark {self.low:.4g}, bright {self.high:.4g}"


def shade(share: float) -> str:
    """Ink and ground for a place between the dark end of the scale, 0, and the bright one, 1."""
    ground = _mixed(share)
    return f"{_ink(ground)} on #{ground[0]:02x}{ground[1]:02x}{ground[2]:02x}"


def _is_finite(value: Cell) -> TypeGuard[float]:
    return not isinstance(value, str) and math.isfinite(value)


def _mixed(share: float) -> tuple[int, int, int]:
    place = share * (len(_SCALE) - 1)
    at = min(int(place), len(_SCALE) - 2)
    red, green, blue = (round(a + (b - a) * (place - at)) for a, b in zip(*_SCALE[at : at + 2], strict=True))
    return red, green, blue


def _ink(ground: tuple[int, int, int]) -> str:
    """Black or white, whichever is read better."""
    light = sum(weight * (part / 255) ** 2.2 for weight, part in zip(_WEIGHTS, ground, strict=True))
    return "#000000" if (light + 0.05) ** 2 > 0.05 * 1.05 else "#ffffff"


def _block(
    title: str, words: Words, values: Sequence[Sequence[Cell]], widths: list[int], scale: _Scale | None
) -> list[Text]:
    """A title above right-aligned columns; all lines of one length."""
    lines = [Text(f" {title}")]
    for row, numbers in zip(words, values, strict=True):
        line = Text()
        for word, value, width in zip(row, numbers, widths, strict=False):
            line.append(f" {word.rjust(width)}", scale.style(value) if scale else "")
        lines.append(line)
    length = max(line.cell_len for line in lines)
    for line in lines:
        line.pad_right(length - line.cell_len)
    return lines
