"""Bars on a logarithmic axis, as text: readable without colours, in fonts that have half-blocks at least."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.text import Text

from dllab.wording import minus

_AXIS = 7  # columns for the numbers at the left and the line beside them
_LEAST = 2  # decades on the axis
_STEPS = (1, 2, 5, 10, 25)


def log_bars(values: Sequence[float], width: int, height: int, color: str = "cyan") -> Text:
    """A bar for each value, numbered from 1 and from left to right.

    Args:
        values: 0 or more; 0 has no bar.
        width: in columns, at least one for each value and those of the axis.
        height: in lines, numbers below included.
        color: of the bars.
    """
    low, high = _decades(values)
    room, wide = height - 2, max((width - _AXIS) // len(values), 1)
    halves = [_halves(value, low, high, 2 * room) for value in values]
    labels = _labels(low, high, room)
    text = Text(no_wrap=True, overflow="ignore")
    for line in range(room):
        above = 2 * (room - 1 - line)
        text.append(f"{labels.get(line, ''):>{_AXIS - 1}}{'┤' if line in labels else '│'}")
        text.append("".join(_bar(half - above, wide) for half in halves) + "\n", color)
    text.append(" " * (_AXIS - 1) + "└" + "─" * (wide * len(values)) + "\n")
    return text.append(" " * _AXIS + _numbers(len(values), wide, width - _AXIS))


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Powers of ten that hold all values but 0."""
    logs = [math.log10(value) for value in values if value > 0] or [0.0]
    high = math.floor(max(logs)) + 1
    return min(math.floor(min(logs)), high - _LEAST), high


def _halves(value: float, low: int, high: int, room: int) -> int:
    """How many half lines high a bar is: one at least, where there is a value."""
    return max(round((math.log10(value) - low) / (high - low) * room), 1) if value > 0 else 0


def _bar(halves: int, wide: int) -> str:
    sign = "█" if halves >= 2 else "▄" if halves == 1 else " "
    return sign * max(wide - 1, 1) + " " * (wide > 1)


def _labels(low: int, high: int, room: int) -> dict[int, str]:
    """Powers of ten, by the line on which they are: the lower edge of a line is where they lie."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (high - low) / step <= max(room / 2, 1))
    lines = {}
    for power in range(low, high, step):
        line = room - 1 - round((power - low) / (high - low) * room)
        lines[max(line, 0)] = minus(f"1e{power}")
    return lines


def _numbers(count: int, wide: int, width: int) -> str:
    """The numbers under the bars, as many as there is room for."""
    step = next(step for step in _STEPS if step * wide > len(str(count)) or step == _STEPS[-1])
    line = ""
    for number in (1, *range(step, count + 1, step)) if step > 1 else range(1, count + 1):
        at = (number - 1) * wide
        if at >= len(line) and at + len(str(number)) <= width:
            line = f"{line:<{at}}{number} "
    return line.rstrip()
