"""Wrong stacks of units that people build."""

import numpy as np
from logistic_unit import sigmoid
from solution import unit as right_unit

from grader import mistake


def stacked(x, first, second, squash=sigmoid):
    """The script's seven units over two pairs of edges, with what is passed on squashed by `squash`."""
    z1, z2, z4, z5 = (w * x + b for w, b in (*first, *second))
    y3 = sigmoid(-1 - squash(z1) - squash(z2))
    y6 = sigmoid(-1 + squash(z4) + squash(z5))
    hidden = dict(zip(("y1", "y2", "y4", "y5"), (sigmoid(z) for z in (z1, z2, z4, z5)), strict=True))
    return {**hidden, "y3": y3, "y6": y6, "y7": sigmoid(-1 - 2 * y3 - y6)}


LEFT, RIGHT = ((-10, -10), (10, 5)), ((10, -10), (-10, 5))


@mistake(
    "sign-convention",
    "Your signs are those of the exponent. With exp(b + w·x) in the denominator the weight is −w and the bias −b: our unit has exp(−z), "
    "so everything there changes its sign.",
)
class _:
    def unit(x, w, b):
        return right_unit(x, -w, -b)

    def network(x):
        y1, y2, y4, y5 = (sigmoid(w * x + b) for w, b in ((10, 10), (-10, -5), (-10, 10), (10, -5)))
        y3, y6 = sigmoid(1 + y1 + y2), sigmoid(1 - y4 - y5)
        y7 = sigmoid(1 + 2 * y3 + y6)
        return {"y1": y1, "y2": y2, "y3": y3, "y4": y4, "y5": y5, "y6": y6, "y7": y7}


@mistake(
    "sum-before-squash",
    "You pass sums on, not activations: y3 should receive y1 and y2 after squashing. Without it two layers are no more than one.",
)
class _:
    def network(x):
        return stacked(x, LEFT, RIGHT, squash=lambda z: z)


@mistake(
    "shared-weights",
    "Your y4 and y5 are copies of y1 and y2: every unit has weights of its own, and the second pair stands elsewhere.",
)
class _:
    def network(x):
        return stacked(x, LEFT, LEFT)


@mistake(
    "same-weight-for-both",
    "Your y7 listens to y3 and y6 alike: in the script, y3 has twice the weight.",
)
class _:
    def network(x):
        y = stacked(x, LEFT, RIGHT)
        return {**y, "y7": sigmoid(-1 - y["y3"] - y["y6"])}


@mistake(
    "inputs-not-added",
    "With several inputs your unit squashes each of them alone. A unit has one sum over all its inputs, and one activation.",
)
class _:
    def unit(x, w, b):
        return sigmoid(np.reshape(w, (-1, 1)) * x + b) if np.ndim(x) == 2 else right_unit(x, w, b)


@mistake(
    "bias-for-each-input",
    "You add the bias once for each input. It belongs to the unit, and is added to the sum once.",
)
class _:
    def unit(x, w, b):
        return right_unit(x, w, b * len(x)) if np.ndim(x) == 2 else right_unit(x, w, b)


@mistake(
    "weights-in-place",
    "You multiply the inputs themselves by the weights: x belongs to the caller. Work on a new array.",
)
class _:
    def unit(x, w, b):
        x *= np.reshape(w, (-1, 1)) if x.ndim == 2 else w
        return sigmoid((x.sum(axis=0) if x.ndim == 2 else x) + b)


@mistake(
    "both-edges-rise",
    "Your bump goes up and never comes down, because both hidden units go up. The one at right has to go down.",
)
class _:
    def make_bump(left, right, steepness):
        s = steepness
        return {"hidden": [(s, -s * left), (s, -s * right)], "out": (10.0, 10.0, -15.0)}


@mistake(
    "either-edge-is-enough",
    "Your output is on everywhere: one of the two hidden units suffices for it. A bump is where both are on, so its boundary lies at a sum of 1.5, not of 0.5.",
)
class _:
    def make_bump(left, right, steepness):
        s = steepness
        return {"hidden": [(s, -s * left), (-s, s * right)], "out": (10.0, 10.0, -5.0)}


@mistake(
    "output-too-faint",
    "Your bump is in the right place but faint: the output's boundary is right and its weights are too small for a clear answer. Scale all three of them up.",
)
class _:
    def make_bump(left, right, steepness):
        s = steepness
        return {"hidden": [(s, -s * left), (-s, s * right)], "out": (1.0, 1.0, -1.5)}


@mistake(
    "upside-down",
    "Your bump is a dip: low inside, high outside. Change the signs of the output unit.",
)
class _:
    def make_bump(left, right, steepness):
        s = steepness
        return {"hidden": [(s, -s * left), (-s, s * right)], "out": (-10.0, -10.0, 15.0)}


@mistake(
    "bias-not-scaled",
    "Your edges are not where they should be: the boundary of a unit is −b/w, so a steeper weight needs a larger bias to stay in its place.",
)
class _:
    def make_bump(left, right, steepness):
        s = steepness
        return {"hidden": [(s, -left), (-s, right)], "out": (10.0, 10.0, -15.0)}
