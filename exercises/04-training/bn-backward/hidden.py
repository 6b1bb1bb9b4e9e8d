"""Hidden checks of `bn-backward`: the same claims on random batches, and what follows from them."""

import numpy as np
from checks import drawn, passes

from grader import check, expect

# Pairwise distinct sizes, so that no wrong axis can hide.
SHAPES = [(4, 3), (2, 5), (7, 2), (5, 4), (2, 3, 5, 4), (3, 5, 2, 7), (5, 2, 4, 3), (1, 4, 3, 2)]
EPS = 1e-5


def forward(m, x, gamma, beta):
    """The output alone."""
    state = {"mean": 0 * beta, "var": 0 * beta + 1}
    return m.bn_forward(x, gamma, beta, state, "train", 0.01)[0]


def backward(m, upstream, x, gamma, beta):
    """All three gradients, with the same eps as in forward."""
    return passes(m, upstream, x, gamma, beta, 0.01)


@check(points=2)
def random_batches(lab):
    "All three gradients are right for batches of many shapes."
    for shape in SHAPES:
        expect.matches(passes, *drawn(lab.rng, shape), EPS)


@check(points=2, cases=[{"shape": (6, 4)}, {"shape": (3, 2, 4, 3)}])
def derivatives(lab, case):
    "They are the derivatives of bn_forward, for rows and for maps."
    _, x, gamma, beta = drawn(lab.rng, case["shape"])
    expect.gradient(forward, backward, {"x": x, "gamma": gamma, "beta": beta})


@check(points=1)
def small_variance(lab):
    "Where the variance is no larger than eps, the gradients are still right."
    upstream, x, gamma, beta = drawn(lab.rng, (5, 3))
    expect.matches(passes, upstream, 0.01 * x, gamma, beta, 1e-3)


@check(points=1)
def one_row_alone(lab):
    "A batch of one row has no gradient for x."
    upstream, x, gamma, beta = drawn(lab.rng, (1, 4))
    dx = expect.matches(passes, upstream, x, gamma, beta, EPS)[0]
    expect.close(dx, np.zeros((1, 4)), what="dx")


@check(points=1)
def grows_with_the_upstream_gradient(lab):
    "Twice the upstream gradient doubles every gradient; zero gives zeros."
    upstream, *rest = *drawn(lab.rng, (3, 4, 5, 2)), EPS
    once = expect.matches(passes, upstream, *rest)
    for factor, words in ((2.0, "twice the upstream gradient"), (0.0, "an upstream gradient of zero")):
        found = passes(lab, factor * upstream, *rest)
        for name, gradient, again in zip(("dx", "dgamma", "dbeta"), once, found, strict=True):
            expect.close(again, factor * gradient, what=f"{name} for {words}")


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out."
    for shape in ((6, 3), (3, 2, 4, 5)):
        expect.matches(passes, *(a.astype(np.float32) for a in drawn(lab.rng, shape)), EPS)
