"""Hidden checks of `adam`: the same claims on random numbers, and what follows from them."""

import numpy as np

from grader import check, expect

BOTH = ("RMSProp", "Adam")

# Beside your code, so that a long walk costs one message, and so that arrays keep their identity.
WALKS = """
def walk(Optimiser, settings, params, gradients):
    optimiser = Optimiser(**settings)
    path = []
    for grads in gradients:
        params = optimiser.step(params, grads)
        path.append({name: array.copy() for name, array in params.items()})
    return path


def side_by_side(Optimiser, settings, params, gradients):
    one, other = Optimiser(**settings), Optimiser(**settings)
    here, there = params, params
    for grads in gradients:
        here = one.step(here, grads)
        there = other.step(there, {name: 2 - g for name, g in grads.items()})
    return here, there


def results_that_are_kept(Optimiser, settings, params, gradients):
    optimiser, path = Optimiser(**settings), []
    for grads in gradients:
        path.append(optimiser.step(params, grads))
    return path


def written_into(Optimiser, settings, params, gradients):
    optimiser = Optimiser(**settings)
    for grads in gradients:
        moved = optimiser.step(params, grads)
        params = {name: array.copy() for name, array in moved.items()}
        for array in (*moved.values(), *grads.values()):
            array *= 0
    return params
"""


def walks(name):
    """The scenario that runs one of the functions above."""

    def scenario(m, optimiser, *args):
        return m.load(WALKS)[name](m[optimiser], *args)

    return scenario


def network(rng):
    """Random parameters of a layer."""
    shapes = {"0.W": (3, 5), "0.b": (5,), "1.gamma": (5, 2)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def slopes(rng, params, steps):
    """Random gradients for so many steps, of very different sizes."""
    sizes = {name: 10.0 ** rng.uniform(-2, 2, size=w.shape) for name, w in params.items()}
    return [
        {name: sizes[name] * rng.normal(size=w.shape) for name, w in params.items()} for _ in range(steps)
    ]


@check(points=2)
def twenty_steps_of_rmsprop(lab):
    "Twenty steps of RMSProp agree with the formula."
    params = network(lab.rng)
    settings = {"lr": 0.2, "rho": 0.8, "eps": 0.05}
    expect.matches(walks("walk"), "RMSProp", settings, params, slopes(lab.rng, params, 20))


@check(points=2)
def twenty_steps_of_adam(lab):
    "Twenty steps of Adam agree with the formula."
    params = network(lab.rng)
    settings = {"lr": 0.2, "b1": 0.7, "b2": 0.9, "eps": 0.05}
    expect.matches(walks("walk"), "Adam", settings, params, slopes(lab.rng, params, 20))


@check(points=1)
def sizes_divide_out(lab):
    "Gradients a thousand times larger make the same steps, if eps is 0."
    params = network(lab.rng)
    gradients = slopes(lab.rng, params, 4)
    large = [{name: 1000 * g for name, g in grads.items()} for grads in gradients]
    for optimiser in BOTH:
        walked = expect.matches(walks("walk"), optimiser, {"eps": 0.0}, params, gradients)
        again = walks("walk")(lab, optimiser, {"eps": 0.0}, params, large)
        expect.close(again[-1], walked[-1], what=f"the parameters after four steps of {optimiser}")


@check(points=1)
def objects_know_nothing_of_each_other(lab):
    "Two optimisers in turn go their own ways."
    params = network(lab.rng)
    for optimiser in BOTH:
        expect.matches(walks("side_by_side"), optimiser, {"lr": 0.2}, params, slopes(lab.rng, params, 3))


@check(points=1)
def results_are_nobody_elses(lab):
    "Results stay as they were, and what happens to them stays outside."
    params = network(lab.rng)
    for optimiser in BOTH:
        for name in ("results_that_are_kept", "written_into"):
            expect.matches(walks(name), optimiser, {"lr": 0.2}, params, slopes(lab.rng, params, 3))


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out."
    params = {name: w.astype(np.float32) for name, w in network(lab.rng).items()}
    gradients = [
        {name: g.astype(np.float32) for name, g in grads.items()} for grads in slopes(lab.rng, params, 3)
    ]
    for optimiser in BOTH:
        expect.matches(walks("walk"), optimiser, {"lr": 0.2}, params, gradients)
