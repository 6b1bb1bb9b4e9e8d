"""A graph of operations on numbers: forward, then backwards with every factor of the chain rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

Values = dict[str, float]


class Op(NamedTuple):
    """An operation.

    Attributes:
        formula: with a place for each input.
        apply: from the inputs' values to its own.
        local: from the inputs' values to its derivatives by each of them.
        why: in words, what the derivative by the input of that place is; it hears the inputs' names, the
            operation's name and which place.
    """

    formula: str
    apply: Callable[..., float]
    local: Callable[..., tuple[float, ...]]
    why: Callable[[Sequence[str], str, int], str]


class Node(NamedTuple):
    """A number that an operation made.

    Attributes:
        name: of one letter.
        op: one of OPS.
        inputs: names.
    """

    name: str
    op: str
    inputs: tuple[str, ...]

    @property
    def formula(self) -> str:
        """What it is made of, by name."""
        return OPS[self.op].formula.format(*self.inputs)


class Path(NamedTuple):
    """What comes back to a number through one of its uses.

    Attributes:
        node: where it was used.
        upstream: the gradient of that node.
        local: the node's derivative by the number.
        why: what that derivative is, in words.
    """

    node: Node
    upstream: float
    local: float
    why: str


class Graph(NamedTuple):
    """A computation.

    Attributes:
        leaves: names of what goes in.
        nodes: in an order in which each stands after its inputs; the last one is what comes out.
    """

    leaves: tuple[str, ...]
    nodes: tuple[Node, ...]

    @property
    def root(self) -> str:
        """The name of what comes out."""
        return self.nodes[-1].name

    @property
    def walk(self) -> list[str]:
        """All names in an order in which gradients can be known: each after all of its uses."""
        return [*(node.name for node in reversed(self.nodes)), *self.leaves]

    def forward(self, leaves: Mapping[str, float]) -> Values:
        """The value of everything."""
        values = {name: float(leaves[name]) for name in self.leaves}
        for node in self.nodes:
            values[node.name] = OPS[node.op].apply(*(values[name] for name in node.inputs))
        return values

    def backward(self, values: Values) -> Values:
        """The derivative of what comes out by everything."""
        gradients: Values = {}
        for name in self.walk:
            arrived = sum(path.upstream * path.local for path in self.paths(name, values, gradients))
            gradients[name] = 1.0 if name == self.root else arrived
        return gradients

    def paths(self, name: str, values: Values, gradients: Values) -> Iterator[Path]:
        """All uses of a number, and what each sends back; their gradients must be known."""
        for node in self.nodes:
            op = OPS[node.op]
            local = op.local(*(values[one] for one in node.inputs))
            for place, one in enumerate(node.inputs):
                if one == name:
                    why = op.why(node.inputs, node.name, place)
                    yield Path(node, gradients[node.name], local[place], why)


def sigmoid(z: float) -> float:
    """The logistic function, without overflow."""
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def _sigmoid_slope(z: float) -> tuple[float]:
    return (sigmoid(z) * sigmoid(-z),)


def _larger(x: float, y: float) -> tuple[float, float]:
    return (1.0, 0.0) if x >= y else (0.0, 1.0)


OPS = {
    "+": Op("{} + {}", lambda x, y: x + y, lambda x, y: (1.0, 1.0), lambda names, out, place: ""),
    "·": Op("{} · {}", lambda x, y: x * y, lambda x, y: (y, x), lambda names, out, place: names[1 - place]),
    "max": Op("max({}, {})", max, _larger, lambda names, out, place: "1 for the larger, 0 for the other"),
    "σ": Op("σ({})", sigmoid, _sigmoid_slope, lambda names, out, place: f"{out} · (1 − {out})"),
}  # of two equal numbers, max counts the first as the larger
