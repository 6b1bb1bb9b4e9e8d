"""Hidden checks of `momentum`: the same claims on random numbers, and what follows from them."""

import numpy as np
from checks import two

from grader import check, expect

SHAPES = [(3,), (2, 5), (4, 3), (1, 7), (2, 3, 5), (5, 1, 2), (3, 2, 4, 5)]

# Beside your code, so that a long walk costs one message, and so that arrays keep their identity.
WALKS = """
import numpy as np


def walk(Momentum, settings, params, gradients):
    optimiser = Momentum(*settings)
    path = []
    for grads in gradients:
        params = optimiser.step(params, grads)
        path.append({name: array.copy() for name, array in params.items()})
    return path


def side_by_side(Momentum, settings, params, gradients):
    one, other = Momentum(*settings), Momentum(*settings)
    here, there = params, params
    for grads in gradients:
        here = one.step(here, grads)
        there = other.step(there, {name: -2 * g for name, g in grads.items()})
    return here, there


def results_that_are_kept(Momentum, settings, params, gradients):
    optimiser, path = Momentum(*settings), []
    for grads in gradients:
        path.append(optimiser.step(params, grads))
    return path


def written_into(Momentum, settings, params, gradients):
    optimiser = Momentum(*settings)
    for grads in gradients:
        moved = optimiser.step(params, grads)
        params = {name: array.copy() for name, array in moved.items()}
        for array in (*moved.values(), *grads.values()):
            array *= 0
    return params
"""


def one_step(m, *args, **options):
    """(w2, v2)."""
    w2, v2 = two(m.alexnet_step(*args, **options))
    return w2, v2


def walks(name):
    """The scenario that runs one of the functions above."""

    def scenario(m, *args):
        return m.load(WALKS)[name](m.Momentum, *args)

    return scenario


def drawn(rng, shape):
    """Random weights, velocities and gradients."""
    return [np.asarray(rng.normal(size=shape)) for _ in range(3)]


def network(rng):
    """Random parameters of a layer."""
    shapes = {"0.W": (3, 5), "0.b": (5,), "1.gamma": (5, 2)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def slopes(rng, params, steps):
    """Random gradients for so many steps."""
    return [{name: rng.normal(size=w.shape) for name, w in params.items()} for _ in range(steps)]


@check(points=2)
def steps_at_random(lab):
    "alexnet_step agrees with the formula on arrays of many shapes."
    for shape in SHAPES:
        lr, mu, wd = lab.rng.uniform(0.1, 0.9, size=3)
        expect.matches(one_step, *drawn(lab.rng, shape), float(lr), float(mu), float(wd))


@check(points=2)
def ten_steps(lab):
    "Ten steps of Momentum agree with ten steps of the formula."
    params = network(lab.rng)
    expect.matches(walks("walk"), (0.2, 0.8, 0.3), params, slopes(lab.rng, params, 10))


@check(points=1)
def objects_know_nothing_of_each_other(lab):
    "Two optimisers in turn go their own ways."
    params = network(lab.rng)
    expect.matches(walks("side_by_side"), (0.2, 0.8, 0.3), params, slopes(lab.rng, params, 3))


@check(points=1)
def a_name_may_come_later(lab):
    "A parameter that joins later starts from rest."
    params = network(lab.rng)

    def later(m, settings, params, first, second):
        optimiser = m.Momentum(*settings)
        optimiser.step({"0.W": params["0.W"]}, {"0.W": first["0.W"]})
        return optimiser.step(params, second)

    expect.matches(later, (0.2, 0.8, 0.3), params, *slopes(lab.rng, params, 2))


@check(points=1)
def results_are_nobody_elses(lab):
    "Results stay as they were, and what happens to them stays outside."
    for name in ("results_that_are_kept", "written_into"):
        params = network(lab.rng)
        expect.matches(walks(name), (0.2, 0.8, 0.3), params, slopes(lab.rng, params, 3))


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out."
    w, v, g = (array.astype(np.float32) for array in drawn(lab.rng, (2, 5)))
    expect.matches(one_step, w, v, g, 0.2, 0.8, 0.3)
    params, grads = {"15.W": w, "15.b": v}, {"15.W": g, "15.b": w}
    expect.matches(walks("walk"), (0.2, 0.8, 0.3), params, [grads] * 3)
