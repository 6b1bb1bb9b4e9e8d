"""The size of a map: a row of cells, its padding, and every place of the window below it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from dllab.explore import panels
from dllab.explore.figure import Action, Figure, Whole
from dllab.explore.places import Axis
from dllab.plot import number
from dllab.wording import count

_LABEL = 4
_FEWEST_LINES = 3  # for places: the first, an ellipsis, the last


class Explorer(Figure):
    """Turn the four numbers of the formula."""

    title = "The size of a map"
    about = (
        "Cells are numbered, padding is 0. Count the window's places, then the formula. When is it no whole "
        "number, and which cells (×) are left over? Which padding keeps the size?"
    )

    def __init__(self) -> None:
        self._cells = Whole("W", 7, 1, 1, 40)
        self._window = Whole("F", 3, 1, 1, 11)
        self._padding = Whole("P", 1, 1, 0, 8)
        self._stride = Whole("S", 2, 1, 1, 6)
        self.fields = [self._cells, self._window, self._padding, self._stride]
        self.actions = (Action("p", "keep the size", self._keep),)

    @property
    def axis(self) -> Axis:
        """The four numbers."""
        return Axis(*(field.count for field in (self._cells, self._window, self._padding, self._stride)))

    def picture(self, width: int, height: int) -> Text:
        """The cells, a bracket for each place, what is left over, and the formula."""
        axis = self.axis
        scale = min(max((width - _LABEL) // axis.length, 1), 3)
        places = list(_places(axis, scale))
        left = [_left_over(axis, scale)] if axis.left_over else []
        room = max(height - 2 - len(left), _FEWEST_LINES)
        if len(places) > room:
            places = [*places[: room - 2], Text(" ⋮", "dim"), places[-1]]
        return panels.joined([_row(axis, scale), *places, *left, Text(f" {self._formula()}", "bold")])

    def says(self) -> str:
        """The formula in steps, and whether it comes out whole."""
        axis = self.axis
        if axis.room < 0:
            return (
                f"A window of {axis.window} does not fit on {axis.cells} + 2·{axis.padding} = {axis.length} "
                "cells: there is no place at all. out_size raises a ValueError."
            )
        room = f"{axis.cells} + 2·{axis.padding} − {axis.window} = {count(axis.room, 'cell')}"
        walk = f"The window can move by {room}"
        if axis.left_over:
            lost, places = count(len(axis.left_over), "cell"), count(len(axis.starts), "place")
            return (
                f"{walk}, no multiple of {axis.stride}: {number(axis.size)} places. out_size raises a "
                f"ValueError; rounded down: {places}, and {lost} left over at the end."
            )
        steps = count(axis.room // axis.stride, "step")
        places = f"{steps} of {axis.stride}, and the place before them: {len(axis.starts)}"
        return f"{walk}: {places}. {_remark(axis)}"

    def _formula(self) -> str:
        w, f, p, s = self.axis
        return f"(W + 2P − F)/S + 1 = ({w} + 2·{p} − {f})/{s} + 1 = {number(self.axis.size)}"

    def _keep(self) -> None:
        """The padding that keeps the size at stride 1, where there is one."""
        if self._window.count % 2:
            self._stride.set(1)
            self._padding.set(self._window.count // 2)


def _row(axis: Axis, scale: int) -> Text:
    row = Text(" " * _LABEL)
    for n in range(axis.length):
        cell = n - axis.padding + 1
        is_padding = not 1 <= cell <= axis.cells
        sign = "0" if is_padding else str(cell) if scale > 2 else "■"
        row.append(f"{sign:>{max(scale - 1, 1)}}" + " " * (scale > 1), "dim" if is_padding else "bold")
    return row


def _places(axis: Axis, scale: int) -> Iterator[Text]:
    """The window at each place, the places numbered from 1."""
    wide = axis.window * scale - (scale > 1)
    bracket = "└" + "─" * (wide - 2) + "┘" if wide > 1 else "┴"
    for place, start in enumerate(axis.starts, 1):
        yield Text.assemble((f"{place:>{_LABEL - 1}} ", "dim"), " " * (start * scale), (bracket, "cyan"))


def _left_over(axis: Axis, scale: int) -> Text:
    marks = "".join(f"{'×':>{max(scale - 1, 1)}}" + " " * (scale > 1) for _ in axis.left_over)
    return Text(" " * (_LABEL + axis.left_over.start * scale) + marks.rstrip(), "red")


def _remark(axis: Axis) -> str:
    if axis.stride > axis.window:
        return f"With S > F, windows skip {count(axis.stride - axis.window, 'cell')} between them."
    if len(axis.starts) == axis.cells:
        return "The size is kept." + (" P = (F − 1)/2 does that." if axis.stride == 1 else "")
    if axis.window % 2 == 0 and axis.stride == 1:
        return "An even window has no middle: no equal padding keeps the size."
    return f"So {axis.cells} cells become {len(axis.starts)}."
