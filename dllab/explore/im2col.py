"""im2col: every window of an image becomes a row, and the convolution one matrix product."""

from __future__ import annotations

import numpy as np
from rich.text import Text

from dllab.explore import panels
from dllab.explore.figure import Action, Choice, Field, Figure
from dllab.explore.panels import rounded
from dllab.explore.patches import Array
from dllab.explore.unrolled import FILTERS, IMAGES, Unrolled
from dllab.pixels import Window
from dllab.plot import number

_CELL = 3
_LABEL = 8
_SIDES = ("2×2", "3×3")


class Explorer(Figure):
    """An image, a filter, and the place whose row is looked at."""

    title = "Every window a row"
    about = (
        "Move the window: its numbers, read line by line, are a row of the matrix. In which order do the "
        "columns stand, and where does a pixel that is in several windows appear?"
    )

    def __init__(self) -> None:
        self._image = Choice("image", list(IMAGES), changed=self._take)
        self._window = Choice("window", _SIDES, changed=self._start)
        self._stride = Choice("stride", ["1", "2"], changed=self._start)
        self._filter = Choice("filter", list(FILTERS))
        self.fields: list[Field] = [self._image, self._window, self._stride, self._filter]
        self.actions = (
            Action("space", "next place", lambda: self._move(1)),
            Action("b", "back", lambda: self._move(-1)),
            Action("0", "to the start", self._start),
        )
        self._place = 4

    @property
    def unrolled(self) -> Unrolled:
        """The image and its matrix."""
        image, window = IMAGES[self._image.value], self._window.index + 2
        return Unrolled(image, FILTERS[self._filter.value](len(image), window), int(self._stride.value))

    @property
    def at(self) -> tuple[int, int]:
        """The row and column of the map that is looked at."""
        row, column = divmod(self._place, self.unrolled.shape[1])
        return row, column

    def picture(self, width: int, height: int) -> Text:
        lines = panels.beside([self._left(), self._right(height)])
        return panels.joined(lines[:height])

    def says(self) -> str:
        unrolled, place = self.unrolled, self._place
        row, column = self.at
        values, weights = unrolled.matrix[place], unrolled.filter.ravel()
        terms = " + ".join(f"{rounded(x)}·{rounded(w)}" for x, w in zip(values, weights, strict=True) if w)
        rows, columns = unrolled.matrix.shape
        return (
            f"Place ({row}, {column}) is row {place}. Times the filter, but for zeros: {terms} = "
            f"{rounded(float(values @ weights))}. The matrix has {rows}·{columns} = {rows * columns} "
            f"numbers, the image {unrolled.image.size}: {number(unrolled.memory)} times the memory."
        )

    def _move(self, by: int) -> None:
        self._place = (self._place + by) % len(self.unrolled.matrix)

    def _start(self) -> None:
        self._place = 0

    def _take(self) -> None:
        """Another image; rows of two channels have no room for windows of 3×3."""
        self._window.options = _SIDES if len(IMAGES[self._image.value]) == 1 else _SIDES[:1]
        self._window.set(min(self._window.index, len(self._window.options) - 1))

    def _left(self) -> list[Text]:
        """The image's channels side by side, and the map below."""
        unrolled, (row, column) = self.unrolled, self.at
        side, step = unrolled.window, unrolled.stride
        window = Window(row * step, column * step, side, side)
        channels = [panels.numbers(channel, window=window) for channel in unrolled.image]
        height, width = unrolled.image.shape[1:]
        names = f" {len(channels)}×{height}×{width}" if len(channels) > 1 else f" {height}×{width}"
        lines = [Text(f" image{names}"), *panels.beside(channels)]
        rows, columns = unrolled.shape
        return [
            *lines,
            Text(f" map {rows}×{columns}"),
            *panels.numbers(unrolled.map, window=Window(row, column, 1, 1)),
        ]

    def _right(self, height: int) -> list[Text]:
        """The matrix's rows around the place, the flat filter above them, and what comes out beside."""
        unrolled = self.unrolled
        rows, columns = unrolled.matrix.shape
        lines = [Text(f" matrix {rows}×{columns} · filter = map"), *_order(unrolled)]
        lines.append(_line(" filter", unrolled.filter.ravel(), "magenta"))
        for n in _around(self._place, rows, height - len(lines)):
            chosen = n == self._place
            line = _line(f"{'▸' if chosen else ' '}row {n}", unrolled.matrix[n], "reverse" if chosen else "")
            result = rounded(float(unrolled.map.flat[n]))
            lines.append(line.append(f" = {result}", "bold" if chosen else ""))
        return lines


def _around(place: int, count: int, room: int) -> range:
    """As many rows as there is room for, that of the place among them."""
    first = min(max(place - room // 2, 0), max(count - room, 0))
    return range(first, min(first + room, count))


def _order(unrolled: Unrolled) -> list[Text]:
    """From which cell of the window each column is: row and column, and the channel where there are two."""
    cells = list(np.ndindex(unrolled.filter.shape))
    channels = "".join(f"{channel:>{_CELL}}" for channel, _, _ in cells)
    places = "".join(f"{f'{row}{column}':>{_CELL}}" for _, row, column in cells)
    lines = [Text(f"{' channel':<{_LABEL}}{channels}", "dim"), Text(f"{' cell':<{_LABEL}}{places}", "dim")]
    return lines if len(unrolled.image) > 1 else lines[1:]


def _line(label: str, values: Array, style: str) -> Text:
    numbers = "".join(f"{rounded(float(value)):>{_CELL}}" for value in values)
    return Text.assemble(f"{label:<{_LABEL}}", (numbers, style))
