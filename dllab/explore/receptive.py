"""The receptive field: from one number down through the layers, the cone of what it depends on."""

from __future__ import annotations

from rich.text import Text

from dllab.explore import panels
from dllab.explore.cone import Layer, Level, cone, grow
from dllab.explore.figure import Action, Field, Figure, Whole
from dllab.wording import count

MOST_LAYERS = 4
_LABEL = 20


class Explorer(Figure):
    """Some layers, and their windows and strides."""

    title = "How far one number sees"
    about = (
        "On top one number of the last layer, below it all that it depends on, at the bottom the input. Two "
        "3×3 layers see 5, not 6: why? Turn a stride to 2: which layers does it widen?"
    )

    def __init__(self) -> None:
        self._layers = Whole("layers", 3, 1, 1, MOST_LAYERS, changed=self._arrange)
        self._kernels = [Whole(f"F{n}", 3, 1, 1, 5) for n in range(1, MOST_LAYERS + 1)]
        self._strides = [Whole(f"S{n}", 1, 1, 1, 2) for n in range(1, MOST_LAYERS + 1)]
        self._kernels[1].value = self._strides[1].value = 2  # pooling between two convolutions, as the lesson
        self.actions = (
            Action("space", "a layer more", lambda: self._layers.turn(1)),
            Action("b", "a layer less", lambda: self._layers.turn(-1)),
        )
        self._arrange()

    @property
    def layers(self) -> list[Layer]:
        """From the input on."""
        fields = zip(self._kernels, self._strides, strict=True)
        return [Layer(kernel.count, stride.count) for kernel, stride in fields][: self._layers.count]

    def picture(self, width: int, height: int) -> Text:
        """A line for each level, the last layer on top, and between them the edges of the cone."""
        levels = cone(self.layers)
        field, room = levels[-1].field, width - _LABEL - 1
        scale = min(max(room // field, 1), 4)
        drawn = [_Row(level, field, scale, room) for level in levels]
        lines = []
        for number in range(len(levels) - 1, -1, -1):
            label = f" layer {number}: F {self.layers[number - 1].kernel}, S {self.layers[number - 1].stride}"
            lines.append(drawn[number].line(label if number else f" input: {field} seen", number))
            if number and 2 * len(levels) <= height + 1:
                lines.append(drawn[number].edges(drawn[number - 1]))
        return panels.joined(lines)

    def says(self) -> str:
        """The field layer by layer, as the formula has it."""
        layers, steps = self.layers, grow(self.layers)
        terms = [
            f"{field} + ({layer.kernel} − 1)·{apart} = {field + (layer.kernel - 1) * apart}"
            for (field, apart), layer in zip(steps, layers, strict=False)
        ]
        field, apart = steps[-1]
        return (
            f"field ← field + (F − 1)·apart: {', '.join(terms)}. One number of layer {len(layers)} sees "
            f"{count(field, 'input cell')}, {field}×{field} of an image; its neighbour sees as many, "
            f"{count(apart, 'cell')} on.{self._remark()}"
        )

    def _remark(self) -> str:
        field, layers = grow(self.layers)[-1][0], len(self.layers)
        if len(cone(self.layers)[0].used) < field:
            return " A stride above F leaves gaps."
        if layers > 1 and set(self.layers) == {Layer(3, 1)}:
            return f" Weights: {layers}·9 = {9 * layers}; one {field}×{field} layer: {field**2}."
        return ""

    def _arrange(self) -> None:
        """Fields for as many layers as there are."""
        layers = self._layers.count
        self.fields: list[Field] = [self._layers, *self._kernels[:layers], *self._strides[:layers]]
        self.columns, self.in_columns = layers, 2 * layers


class _Row:
    """A level of the cone as a line.

    Args:
        level: which.
        field: of the last level: how many input cells the cone is wide.
        scale: columns an input cell; where even one is too much, cells share columns.
        room: columns for the cone.
    """

    def __init__(self, level: Level, field: int, scale: int, room: int) -> None:
        wide = min(field * scale, room)
        self._offset = (room - wide) // 2
        self._columns = sorted({int((centre + 0.5) * wide / field) for centre in level.centres()})

    def line(self, label: str, number: int) -> Text:
        """The label, and a sign for every cell: another one for the input."""
        cells = [" "] * (self._columns[-1] + 1)
        for column in self._columns:
            cells[column] = "●" if number else "■"
        drawn = " " * self._offset + "".join(cells)
        return Text.assemble(f"{label:<{_LABEL}}", (drawn, "cyan" if number else "bold"))

    def edges(self, below: _Row) -> Text:
        """The sides of the cone between this level and the one below."""
        left = (self._columns[0] + below._columns[0]) // 2
        right = -(-(self._columns[-1] + below._columns[-1]) // 2)
        sides = "│" if left == right else "╱" + " " * (right - left - 1) + "╲"
        return Text(" " * (_LABEL + self._offset + left) + sides, "dim")
