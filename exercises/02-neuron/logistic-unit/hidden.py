"""Hidden checks of the logistic unit."""

import numpy as np

from grader import check, expect

SHAPES = [(11,), (3, 5), (7, 2), (2, 3, 5), (1, 4, 3), (4, 1, 2, 3)]


@check(points=1)
def agrees_on_random_inputs(lab):
    "sigmoid agrees with the formula, in many shapes."
    for shape in SHAPES:
        expect.matches(lab.sigmoid, lab.rng.normal(scale=4, size=shape))
    for shape in SHAPES[:2]:
        expect.matches(lab.sigmoid, lab.rng.normal(scale=4, size=shape).astype(np.float32))
    expect.matches(lab.sigmoid, lab.rng.permutation(np.arange(-5, 6, dtype=np.int8)))


@check(points=1)
def is_symmetric_and_rises(lab):
    "sigmoid rises with z, and sigmoid(-z) = 1 - sigmoid(z)."
    z = np.sort(lab.rng.normal(scale=6, size=40))
    p = expect.matches(lab.sigmoid, z)
    mirrored = expect.matches(lab.sigmoid, -z)
    expect.close(mirrored, 1 - p, what="sigmoid(-z), compared with 1 - sigmoid(z),")
    expect.that(np.all(np.diff(p) >= -1e-12), "sigmoid should rise with z; somewhere it falls.")


@check(points=1)
def weighs_and_shifts(lab):
    "logistic is σ(w·x + b) for w and b of either sign."
    for shape in SHAPES[:4]:
        x = lab.rng.normal(size=shape)
        w, b = random_unit(lab.rng)
        expect.matches(lab.logistic, x, w, b)
        expect.matches(lab.logistic, x.astype(np.float32), -w, b)


@check(points=2)
def stays_silent_far_out(lab):
    "logistic is right and silent far from the boundary."
    x = lab.rng.uniform(500, 2000, size=6) * np.array([1, -1, 1, -1, 1, -1])
    w, b = random_unit(lab.rng)
    for far, weight in ((x, w), (x.astype(np.float32), -w)):
        expect.matches(lab.logistic, far, weight, b)
        expect.no_warnings(lab.logistic, far, weight, b)


@check(points=1)
def is_undecided_at_the_boundary(lab):
    "At its boundary every unit says 0.5, whatever w and b."

    def at_the_boundary(m, w, b):
        x = m.boundary(w, b)
        return x, m.logistic(x, w, b)

    for sign in (1, -1, 1, -1):
        w, b = random_unit(lab.rng)
        expect.matches(at_the_boundary, sign * w, b)


@check(points=1)
def has_the_slope_of_the_curve(lab):
    "dsigmoid of the activation is the slope that sigmoid really has."

    def forward(m, z):
        return m.sigmoid(z)

    def backward(m, upstream, z):
        return upstream * m.dsigmoid(m.sigmoid(z))

    expect.gradient(forward, backward, {"z": lab.rng.normal(scale=2, size=(3, 5))})


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No function changes the arrays it is given."
    x = lab.rng.normal(size=(2, 5))
    x[0, 0] = -1  # an absolute value taken in place changes no positive number
    expect.unchanged(lab.sigmoid, x)
    expect.unchanged(lab.logistic, x, 1.5, -0.5)
    expect.unchanged(lab.dsigmoid, lab.rng.uniform(size=(5, 2)))


def random_unit(rng):
    """A weight and a bias of random sign, neither of them near 0 or 1 in size."""
    w, b = rng.uniform(1.5, 3, size=2) * rng.choice([-1.0, 1.0], size=2)
    return float(w), float(b)
