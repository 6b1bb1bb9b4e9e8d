"""Hidden checks of the activations."""

import numpy as np

from grader import check, expect

NAMES = ("linear", "sigmoid", "tanh", "relu", "gaussian", "step")
SHAPES = [(11,), (3, 5), (2, 3, 5), (4, 1, 2, 3)]


@check(points=2)
def activations_of_random_arrays(lab):
    "act agrees with the formulas, in many shapes."
    for name in NAMES:
        for shape in SHAPES[:2]:
            expect.matches(lab.act, name, lab.rng.normal(scale=3, size=shape))


@check(points=2)
def slopes_of_random_arrays(lab):
    "dact agrees with the formulas, in many shapes."
    for name in NAMES:
        for shape in SHAPES[2:]:
            expect.matches(lab.dact, name, lab.rng.normal(scale=3, size=shape))


@check(points=2)
def slopes_are_those_of_the_curves(lab):
    "dact is the slope that small steps of z find on the curve."
    for name in NAMES:

        def forward(m, z, name=name):
            return m.act(name, z)

        def backward(m, upstream, z, name=name):
            return upstream * m.dact(name, z)

        expect.gradient(forward, backward, {"z": off_the_kink(lab.rng, (3, 5))})


@check(points=1)
def curves_have_their_symmetries(lab):
    "tanh(z) = 2σ(2z) - 1, the hill is even, its slope is odd."
    z = lab.rng.normal(scale=2, size=12)
    s = lab.act("sigmoid", 2 * z)
    expect.close(lab.act("tanh", z), 2 * s - 1, what="tanh, compared with 2σ(2z) - 1,")
    expect.close(lab.act("gaussian", -z), lab.act("gaussian", z), what="the hill's other side")
    slopes = expect.matches(lab.dact, "gaussian", z)
    expect.close(lab.dact("gaussian", -z), -slopes, what="the slope on the hill's other side")


@check(points=1)
def agrees_at_the_kink(lab):
    "At exactly z = 0 all is as agreed, also among other numbers."
    z = lab.rng.normal(size=(3, 4))
    z[lab.rng.permuted(np.eye(3, 4, dtype=bool), axis=1)] = 0.0
    for name in NAMES:
        expect.matches(lab.act, name, z)
        expect.matches(lab.dact, name, z)


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out."
    z = lab.rng.normal(scale=2, size=(2, 5)).astype(np.float32)
    for name in NAMES:
        expect.matches(lab.act, name, z)
        expect.matches(lab.dact, name, z)


@check(points=1)
def leaves_z_alone(lab):
    "No function changes the array it is given."
    z = off_the_kink(lab.rng, (2, 5))
    z[0, :2] = -1.0, 1.0
    for name in NAMES:
        expect.unchanged(lab.act, name, z)
        expect.unchanged(lab.dact, name, z)


def off_the_kink(rng, shape):
    """Random numbers of either sign that are no nearer to 0 than 0.1."""
    return rng.uniform(0.1, 3, size=shape) * rng.choice([-1.0, 1.0], size=shape)
