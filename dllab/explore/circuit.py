"""An expression as a circuit: forward node by node, then the gradient backwards, node by node."""

from __future__ import annotations

import re
import textwrap

from rich.text import Text

from dllab.explore.circuits import CIRCUITS, Circuit
from dllab.explore.figure import Action, Choice, Field, Figure, Number
from dllab.explore.graph import Graph, Path, Values
from dllab.wording import minus

_NUDGE = 0.001


class Explorer(Figure):
    """The expression, its inputs, and how far it was walked."""

    title = "The gradient walks backwards"
    about = (
        "Each operation knows its own derivative and no more. From the output, the gradient (◂) goes back: "
        "upstream times local; where a number is used twice, both ways add up."
    )

    def __init__(self) -> None:
        self._expression = Choice("expression", list(CIRCUITS), changed=self._take)
        self._inputs = [Number("", 0.0, 0.5, -20, 20, changed=self._anew) for _ in range(3)]
        self.fields: list[Field] = [self._expression, *self._inputs]
        self.actions = (
            Action("space", "next step", lambda: self._go(self._step + 1)),
            Action("b", "back", lambda: self._go(self._step - 1)),
            Action("a", "all", lambda: self._go(self._last)),
        )
        self._take()

    @property
    def graph(self) -> Graph:
        """What is computed."""
        return self._circuit.graph

    @property
    def values(self) -> Values:
        """Of everything, also of what was not reached yet."""
        names = self.graph.leaves
        return self.graph.forward(
            {name: field.value for name, field in zip(names, self._inputs, strict=True)}
        )

    @property
    def gradients(self) -> Values:
        """Of those that were reached, in that order."""
        every = self.graph.backward(self.values)
        reached = max(self._step - len(self.graph.nodes), 0)
        return {name: every[name] for name in self.graph.walk[:reached]}

    @property
    def known(self) -> list[str]:
        """The names of the values that were reached."""
        return [*self.graph.leaves, *(node.name for node in self.graph.nodes[: self._step])]

    def picture(self, width: int, height: int) -> Text:
        values, gradients = self.values, self.gradients
        shown = {f"<{name}": compact(values[name]) for name in self.known}
        shown |= {f"{{{name}": f"◂{compact(gradient)}" for name, gradient in gradients.items()}
        newest = f"{{{list(gradients)[-1]}" if gradients else f"<{self.known[-1]}"
        text = Text(no_wrap=True, overflow="ignore")
        for part, wire in re.findall(r"([<{]\w +[>}]|[^<{]+)(?=(─?))", self._drawing):
            text.append_text(_place(part, shown, newest, wire or " ") if part[0] in "<{" else Text(part))
        return text

    def says(self) -> str:
        gradients = self.gradients
        if not gradients:
            return self._said_forward()
        said = self._said_backward(list(gradients)[-1])
        return f"{said} {self._check()}" if self._step == self._last else said

    @property
    def _circuit(self) -> Circuit:
        return CIRCUITS[self._expression.value]

    @property
    def _drawing(self) -> str:
        return textwrap.indent(self._circuit.drawing.strip("\n"), " ")

    @property
    def _last(self) -> int:
        return len(self.graph.nodes) + len(self.graph.walk)

    def _go(self, step: int) -> None:
        self._step = min(max(step, 0), self._last)

    def _take(self) -> None:
        for name, field, value in zip(self.graph.leaves, self._inputs, self._circuit.start, strict=True):
            field.name, field.value = name, value
        self._anew()

    def _anew(self) -> None:
        self._step = len(self.graph.nodes)

    def _said_forward(self) -> str:
        values, done = self.values, self.graph.nodes[: self._step]
        said = [f"{node.name} = {node.formula} = {compact(values[node.name])}." for node in done]
        if len(done) < len(self.graph.nodes):
            node = self.graph.nodes[len(done)]
            return " ".join([*said, f"Next, forward: {node.name} = {node.formula}."])
        return " ".join(
            [*said, f"Next, backwards from {self.graph.root}: how much does each number move it?"]
        )

    def _said_backward(self, name: str) -> str:
        root, gradients = self.graph.root, self.gradients
        if name == root:
            return f"∂{root}/∂{root} = 1: the gradient begins at what comes out."
        paths = list(self.graph.paths(name, self.values, gradients))
        terms = " + ".join(f"{compact(path.upstream)} · {compact(path.local)}" for path in paths)
        whys = "; and ".join(_factors(root, name, path) for path in paths)
        both = " Both ways add up." if len(paths) > 1 else ""
        return f"∂{root}/∂{name} = {terms} = {compact(gradients[name])}: {whys}.{both}"

    def _check(self) -> str:
        name, values = self.graph.leaves[0], self.values
        moved = self.graph.forward(values | {name: values[name] + _NUDGE})
        change = moved[self.graph.root] - values[self.graph.root]
        return f"Try: {name} + {_NUDGE} moves {self.graph.root} by {compact(change)}."


def compact(value: float) -> str:
    """A number in seven characters or fewer."""
    written = f"{value:.0e}" if 0 < abs(value) < 0.001 else f"{round(value, 4) + 0.0:.4g}"
    return minus(written)


def _place(part: str, shown: dict[str, str], newest: str, wire: str) -> Text:
    """A number in its place, and the wire that goes on from there."""
    what = part[:2]
    number = shown.get(what, "?" if what[0] == "<" else "")
    rest = f" {wire * len(part)}"[: len(part) - len(number)]
    return Text.assemble((number, _style(what, newest)), rest)


def _style(what: str, newest: str) -> str:
    color = "magenta" if what[0] == "{" else "bold"
    return f"{color} reverse" if what == newest else color


def _factors(root: str, name: str, path: Path) -> str:
    """Where the two factors of a product come from."""
    node = path.node
    upstream, local = f"∂{root}/∂{node.name}", f"∂{node.name}/∂{name}"
    why = f" ({path.why})" if path.why else ""
    above = f"{upstream} = {compact(path.upstream)}"
    return f"{above}, and {node.name} = {node.formula} has {local} = {compact(path.local)}{why}"
