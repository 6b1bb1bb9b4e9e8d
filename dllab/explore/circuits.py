"""Expressions to walk through, and how their circuits are drawn."""

from __future__ import annotations

from typing import NamedTuple

from dllab.explore.graph import Graph, Node


class Circuit(NamedTuple):
    """An expression to walk through.

    Attributes:
        graph: what it computes.
        start: values of its leaves to begin with.
        drawing: with <x> where the value of x goes and {x} for its gradient, both as wide as they are there.
    """

    graph: Graph
    start: tuple[float, float, float]
    drawing: str


_CHAIN = """
x <x     >───┐
  {x     }   │
             ├─(+)── q <q     >───┐
y <y     >───┘         {q     }   │
  {y     }                        ├─(·)── f <f     >
                                  │         {f     }
z <z     >────────────────────────┘
  {z     }
"""
_UNIT = """
w <w     >─┐
  {w     } ├(·)─p <p     >─┐
x <x     >─┘      {p     } │
  {x     }                 ├(+)─z <z     >─(σ)─a <a     >
                           │      {z     }       {a     }
b <b     >─────────────────┘
  {b     }
"""
_TWICE = """
y <y     >──────┐
  {y     }      ├─(+)── q <q     >───┐
           ┌────┘         {q     }   │
x <x     >─┤                         ├─(·)── f <f     >
  {x     } └────┐                    │         {f     }
                ├─(+)── r <r     >───┘
z <z     >──────┘         {r     }
  {z     }
"""
_PRODUCT = Node("f", "·", ("q", "z"))
CIRCUITS = {
    "(x + y) · z": Circuit(
        Graph(("x", "y", "z"), (Node("q", "+", ("x", "y")), _PRODUCT)), (-2, 5, -4), _CHAIN
    ),
    "σ(w·x + b)": Circuit(
        Graph(
            ("w", "x", "b"), (Node("p", "·", ("w", "x")), Node("z", "+", ("p", "b")), Node("a", "σ", ("z",)))
        ),
        (2, 1.5, -2),
        _UNIT,
    ),
    "max(x, y) · z": Circuit(
        Graph(("x", "y", "z"), (Node("q", "max", ("x", "y")), _PRODUCT)),
        (-2, 5, -4),
        _CHAIN.replace("─(+)── q <q     >──", "(max)─ q <q     >──"),
    ),
    "(x + y) · (x + z)": Circuit(
        Graph(
            ("x", "y", "z"),
            (Node("q", "+", ("x", "y")), Node("r", "+", ("x", "z")), Node("f", "·", ("q", "r"))),
        ),
        (-2, 5, -4),
        _TWICE,
    ),
}
