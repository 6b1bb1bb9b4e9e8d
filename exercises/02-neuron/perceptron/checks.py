"""Public checks of the perceptron."""

import numpy as np

from grader import check, expect

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND, OR, XOR = (np.array(labels) for labels in ([-1, -1, -1, 1], [-1, 1, 1, 1], [-1, 1, 1, -1]))


@check(points=2)
def learns_or_like_the_lesson(lab):
    "OR is learned in the lesson's six epochs: 2, 1, 1, 2, 1, 0 mistakes."
    found = expect.matches(fitted, CORNERS, OR, 20, np.random.default_rng(4))
    expect.close(found, {"w": np.array([2.0, 2.0]), "b": -1.0, "mistakes": [2, 1, 1, 2, 1, 0]})


@check(points=2, cases=[{"y": 1}, {"y": -1}])
def learns_from_mistakes_only(lab, case):
    "One sample, visited twice: a mistake, then none, and the end."
    x = np.array([[3.0, -2.0]])
    found = expect.matches(fitted, x, np.array([case["y"]]), 7, lab.generator())
    right = {"w": case["y"] * x[0], "b": float(case["y"]), "mistakes": [1, 0]}
    expect.close(found, right)


@check(points=2)
def never_learns_xor(lab):
    "XOR has mistakes in every epoch, and the last one ends it."
    found = expect.matches(fitted, CORNERS, XOR, 12, np.random.default_rng(4))
    expect.close(found["mistakes"], [3, 2, 2, 3, 3, 3, 4, 3, 3, 4, 3, 2], what="the mistakes")
    found = expect.matches(fitted, CORNERS, XOR, 0, lab.generator())
    expect.close(found, {"w": np.zeros(2), "b": 0.0, "mistakes": []})


@check(points=1)
def comes_to_rest_when_separated(lab):
    "Where it comes to rest, every sample is on its own side."
    found = expect.matches(fitted, CORNERS, AND, 30, np.random.default_rng(1))
    expect.close(found["mistakes"], [2, 2, 2, 2, 2, 3, 0], what="the mistakes")
    sides = AND * (CORNERS @ found["w"] + found["b"])
    expect.that(np.all(sides > 0), "After an epoch without a mistake all samples should be right.")


@check(points=3)
def solves_xor_with_two_layers(lab):
    "xor_mlp says no, yes, yes, no with the step."
    _, output = sums(weights(lab), step)
    answers = (output[:, 0] > 0).tolist()
    expect.that(answers != [True, False, False, True], f"{TABLE} {told(answers)}.", mistake="xnor")
    expect.that(answers != [False, True, True, True], f"{TABLE} {told(answers)}.", mistake="or-is-not-xor")
    expect.that(answers == [False, True, True, False], f"{TABLE} {told(answers)}.")


@check(points=2)
def leaves_room_around_the_lines(lab):
    "No sum is nearer to 0 than 0.2, and a steep sigmoid will do as well."
    net = weights(lab)
    for layer, z in zip(("hidden", "output"), sums(net, step), strict=True):
        nearest = float(np.abs(z).min())
        expect.that(
            nearest > 0.2 - 1e-9,
            f"In the {layer} layer a sum is {nearest:.3g} away from 0; it should be 0.2 at least.",
            mistake="line-through-a-corner" if nearest < 1e-9 else None,
        )
    answers = (steep(sums(net, steep)[1][:, 0]) > 0.5).tolist()
    expect.that(answers == [False, True, True, False], f"{TABLE} {told(answers)} with the steep sigmoid.")


TABLE = "For (0, 0), (0, 1), (1, 0), (1, 1) the answers should be no, yes, yes, no; yours are"


def told(answers):
    """Yes and no for the four corners."""
    return ", ".join("yes" if answer else "no" for answer in answers)


def fitted(m, *args):
    """What perceptron_fit returned, by name, with plain floats and ints."""
    answer = m.perceptron_fit(*args)
    triple = isinstance(answer, (tuple, list)) and len(answer) == 3
    expect.that(triple, "`perceptron_fit` should return three things in a tuple, (w, b, mistakes).")
    w, b, mistakes = answer
    b = float(b) if isinstance(b, (int, np.integer)) else b
    return {"w": w, "b": b, "mistakes": mistakes}


def weights(lab):
    """What xor_mlp returned, once its keys and shapes are right."""
    net = lab.xor_mlp()
    shapes = {"W1": (2, 2), "b1": (2,), "W2": (2, 1), "b2": (1,)}
    complete = isinstance(net, dict) and set(net) == set(shapes)
    expect.that(complete, '`xor_mlp` should return a dict with the keys "W1", "b1", "W2" and "b2".')
    for key, shape in shapes.items():
        expect.shape(net[key], shape, what=key)
        expect.finite(net[key], what=key)
    return net


def sums(net, f):
    """The arguments of f in both layers, for the four corners: (4, 2) and (4, 1)."""
    hidden = CORNERS @ net["W1"] + net["b1"]
    return hidden, f(hidden) @ net["W2"] + net["b2"]


def step(z):
    return (z > 0).astype(float)


def steep(z):
    return 1 / (1 + np.exp(-50 * np.clip(z, -10, 10)))
