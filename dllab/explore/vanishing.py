"""The gradient on its way back through many layers: what is left of it in the first one."""

from __future__ import annotations

from rich.text import Text

from dllab import plot
from dllab.explore.bars import log_bars
from dllab.explore.deep import ACTIVATIONS, DEVIATIONS, Backward, arrives
from dllab.explore.figure import Action, Choice, Field, Figure, Whole

_KEPT = 10.0  # a gradient keeps its size if it does not change by more than this factor
_WIDTHS = ("4", "8", "16", "32", "64")


class Explorer(Figure):
    """A deep stack, its activation and its first weights."""

    title = "The gradient vanishes"
    about = (
        "An error at the last layer is sent back to the first. Which activations and which first weights let "
        "it through ten layers? And through fifty?"
    )

    def __init__(self) -> None:
        self._depth = Whole("depth", 10, 1, 1, 50)
        self._activation = Choice("activation", list(ACTIVATIONS))
        self._start = Choice("initialisation", list(DEVIATIONS), 1)
        self._width = Choice("width", _WIDTHS, 4)
        self._seed = 0
        self.fields: list[Field] = [self._depth, self._activation, self._start, self._width]
        self.actions = (Action("n", "new draw", self._draw),)

    @property
    def backward(self) -> Backward:
        """What arrives in each layer."""
        fields = (self._depth.count, self._activation.value, self._start.value, int(self._width.value))
        return arrives(*fields, self._seed)

    def picture(self, width: int, height: int) -> Text:
        title = Text(" ‖∂L/∂z‖ by layer, log axis; the error enters at the right", "dim")
        return title.append("\n").append_text(log_bars(self.backward.norms.tolist(), width, height - 1))

    def says(self) -> str:
        norms = self.backward.norms
        depth, first, last = len(norms), float(norms[0]), float(norms[-1])
        if depth == 1:
            return f"One layer: the gradient's norm is {plot.number(last)}. {self._theory()}"
        said = f"The gradient's norm: {plot.number(last)} in layer {depth}, {plot.number(first)} in layer 1: "
        if first == 0:
            return said + "it is gone, as a whole layer of ReLUs is shut."
        factor = (first / last) ** (1 / (depth - 1))
        return f"{said}it {verdict(first / last)}, times {plot.number(factor)} a layer. {self._theory()}"

    def _theory(self) -> str:
        slope = plot.number(self.backward.slope)
        depth = self._depth.count
        return {
            "logistic": f"σ′ is 1/4 at most, here {slope}: (1/4)^{depth} = {plot.number(0.25**depth)}.",
            "tanh": f"tanh′ is 1 at most, and less the further from 0: here {slope} on average.",
            "ReLU": f"ReLU′ is 0 or 1: open for {slope} of all; He's weights make up for that.",
        }[self._activation.value]

    def _draw(self) -> None:
        self._seed += 1


def verdict(ratio: float) -> str:
    """What the ratio of the first layer's norm and the last one's means."""
    if ratio < 1 / _KEPT:
        return f"vanishes (less than 1/{_KEPT:g} is left)"
    if ratio > _KEPT:
        return f"explodes (more than {_KEPT:g} times as much)"
    return f"keeps its size (within a factor of {_KEPT:g})"
