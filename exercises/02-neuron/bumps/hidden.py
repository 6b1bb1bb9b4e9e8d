"""Hidden checks of the stacked units."""

import numpy as np
from checks import squash

from grader import check, expect


@check(points=2)
def computes_any_unit(lab):
    "unit is right for one input and for several."
    for n in (1, 7):
        w, b = (float(value) for value in lab.rng.normal(scale=3, size=2))
        expect.matches(lab.unit, lab.rng.normal(size=n), w, b)
    for inputs, n in ((2, 5), (3, 4), (5, 1), (4, 6)):
        x, w = lab.rng.normal(size=(inputs, n)), lab.rng.normal(size=inputs)
        expect.matches(lab.unit, x, w, float(lab.rng.normal()))


@check(points=2)
def wires_them_everywhere(lab):
    "network agrees with the script at any x."
    for n in (1, 8):
        expect.matches(lab["network"], lab.rng.uniform(-2, 2, size=n))
    expect.matches(lab["network"], lab.rng.uniform(-90, 90, size=6))


@check(points=3)
def makes_any_bump(lab):
    "Bumps of any place, width and steepness are as they should be."
    for _ in range(6):
        steepness = float(np.exp(lab.rng.uniform(-1, 4)))
        left = float(lab.rng.uniform(-20, 20))
        right = left + float(lab.rng.uniform(12, 60)) / steepness
        bump = lab.make_bump(left, right, steepness)
        x, within, beyond = places(left, right, 5 / steepness, lab.rng)
        y = heights(bump, x)
        expect.that(np.all(y[within] > 0.9), "Inside, the bump should be above 0.9; somewhere it is not.")
        expect.that(np.all(y[beyond] < 0.1), "Outside, the bump should be below 0.1; somewhere it is not.")


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No function changes the arrays it is given."
    expect.unchanged(lab.unit, lab.rng.normal(size=5), 2.0, -1.0)
    expect.unchanged(lab.unit, lab.rng.normal(size=(3, 4)), lab.rng.normal(size=3), 0.5)
    expect.unchanged(lab["network"], lab.rng.normal(size=6))


def places(left, right, edge, rng):
    """Places around a bump, and which of them are inside and outside."""
    x = np.concatenate(
        [
            left - edge - np.append(0, rng.exponential(30, size=3)),
            rng.uniform(left + edge, right - edge, size=4),
            right + edge + np.append(0, rng.exponential(30, size=3)),
        ]
    )
    return x, slice(4, 8), np.r_[0:4, 8:12]


def heights(bump, x):
    """The bump at x: (N,)."""
    try:
        (w1, b1), (w2, b2) = bump["hidden"]
        v1, v2, c = bump["out"]
        numbers = [float(value) for value in (w1, b1, w2, b2, v1, v2, c)]
    except (TypeError, ValueError, KeyError, IndexError):
        numbers = []
    form = '`make_bump` should return {"hidden": [(w1, b1), (w2, b2)], "out": (v1, v2, c)}, all numbers.'
    expect.that(len(numbers) == 7 and bool(np.all(np.isfinite(numbers))), form)
    w1, b1, w2, b2, v1, v2, c = numbers
    return squash(v1 * squash(w1 * x + b1) + v2 * squash(w2 * x + b2) + c)
