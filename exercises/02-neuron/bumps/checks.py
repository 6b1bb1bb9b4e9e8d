"""Public checks of the stacked units."""

import numpy as np

from grader import check, expect

PLACES = np.array([-0.7, 0.0, 0.7])
SEVEN = {
    "y1": [0.0474258732, 0.0000453979, 0.0000000414],
    "y2": [0.1192029220, 0.9933071491, 0.9999938558],
    "y3": [0.2374648859, 0.1199026306, 0.1192035628],
    "y4": [0.0000000414, 0.0000453979, 0.0474258732],
    "y5": [0.9999938558, 0.9933071491, 0.1192029220],
    "y6": [0.4999984743, 0.4983381429, 0.3029327189],
    "y7": [0.1218605290, 0.1495489103, 0.1763405852],
}


@check(points=2)
def computes_a_unit(lab):
    "unit gives the lesson's 0.9933, 0.5, 0.0474; with two inputs, 0.2375."
    x = np.array([-1.5, -1.0, -0.7])
    falling = expect.matches(lab.unit, x, -10.0, -10.0)
    expect.close(falling, np.array([0.9933071491, 0.5, 0.0474258732]))
    inputs = np.array([[0.0474258732], [0.1192029220]])
    third = expect.matches(lab.unit, inputs, np.array([-1.0, -1.0]), -1.0)
    expect.close(third, np.array([0.2374648859]))


@check(points=3)
def wires_the_seven_units(lab):
    "network gives the script's y1 to y7 at -0.7, 0 and 0.7."
    found = expect.matches(lab["network"], PLACES)
    expect.close(found, {name: np.array(values) for name, values in SEVEN.items()})


@check(points=1)
def has_the_scripts_extremes(lab):
    "From -5 to 5, y3 peaks at .2375, y6 dips to .3029, y7 does both."
    found = expect.matches(lab["network"], np.arange(-50, 51) / 10)
    for name, extreme, value in (
        ("y3", np.max, 0.2374648859),
        ("y6", np.min, 0.3029327189),
        ("y7", np.min, 0.1218604258),
        ("y7", np.max, 0.1763407029),
    ):
        expect.close(float(extreme(found[name])), value, what=f"the extreme of {name}")


@check(points=3)
def makes_the_lessons_bump(lab):
    "The bump from 1 to 3 is nearly 1 inside and nearly 0 outside."
    judge(lab, 1.0, 3.0, 10.0)


@check(
    points=2,
    cases=[
        {"left": -3.0, "right": -1.0, "steepness": 8.0},
        {"left": -1.0, "right": 5.0, "steepness": 2.0},
        {"left": 0.25, "right": 0.5, "steepness": 60.0},
    ],
)
def makes_bumps_elsewhere(lab, case):
    "Bumps stand left of 0, around it, and may be wide or narrow."
    judge(lab, case["left"], case["right"], case["steepness"])


def judge(lab, left, right, steepness):
    """Look at a bump left of it, inside and right of it, and name what is known to go wrong."""
    (w1, b1), (w2, b2), out = parts(lab.make_bump(left, right, steepness))
    edge = 5 / steepness
    outside = np.array([1.0, 1.5, 3.0, 20.0]) * edge
    x = np.concatenate([left - outside, np.linspace(left + edge, right - edge, 5), right + outside])
    h1, h2 = squash(w1 * x + b1), squash(w2 * x + b2)
    before, inside, after = np.split(squash(out[0] * h1 + out[1] * h2 + out[2]), [4, 9])
    faint = bool(np.all((inside > 0.1) & (inside <= 0.9)))
    unscaled = {abs(b1), abs(b2)} == {abs(left), abs(right)}  # and no steepness here is 1
    mistake = "bias-not-scaled" if unscaled else known(before[-1], inside[2], after[-1], faint)
    at = f"For left = {left:g}, right = {right:g}, steepness = {steepness:g} the bump"
    low, high = float(inside.min()), float(max(before.max(), after.max()))
    expect.that(low > 0.9, f"{at} should be above 0.9 inside; it falls to {low:.4g}.", mistake)
    expect.that(high < 0.1, f"{at} should be below 0.1 outside; it reaches {high:.4g}.", mistake)


def known(before, inside, after, faint):
    """The mistake that the bump's values give away, if they do."""
    if faint:
        return "output-too-faint"
    if before > 0.9 and after > 0.9:
        return "upside-down" if inside < 0.1 else "either-edge-is-enough"
    if before < 0.1 and after > 0.9:
        return "both-edges-rise"
    return None


def parts(bump):
    """The three units of a bump, once its form is right."""
    try:
        (w1, b1), (w2, b2) = bump["hidden"]
        v1, v2, c = bump["out"]
        numbers = [float(value) for value in (w1, b1, w2, b2, v1, v2, c)]
    except (TypeError, ValueError, KeyError, IndexError):
        numbers = []
    form = '`make_bump` should return {"hidden": [(w1, b1), (w2, b2)], "out": (v1, v2, c)}, all numbers.'
    expect.that(len(numbers) == 7 and bool(np.all(np.isfinite(numbers))), form)
    return tuple(numbers[:2]), tuple(numbers[2:4]), tuple(numbers[4:])


def squash(z):
    """The logistic function on the host, for any z."""
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
