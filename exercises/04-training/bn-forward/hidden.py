"""Hidden checks of `bn-forward`: the same claims on random batches, and what follows from them."""

import numpy as np
from checks import three

from grader import check, expect

# Pairwise distinct sizes, so that no wrong axis can hide.
SHAPES = [(4, 3), (2, 5), (7, 2), (1, 4), (2, 3, 5, 4), (3, 5, 2, 7), (5, 2, 4, 3), (1, 4, 3, 2)]


def forward(m, *args, **settings):
    """Output and new running statistics."""
    out, _, state2 = three(m.bn_forward(*args, **settings))
    return {"out": out, "state2": state2}


def drawn(rng, shape):
    """Random x, gamma, beta and state; the channels differ in place and size."""
    C = shape[1]
    rest = (1,) * (len(shape) - 2)
    place, size = 3 * rng.normal(size=(1, C, *rest)), rng.uniform(0.5, 3.0, size=(1, C, *rest))
    x = place + size * rng.normal(size=shape)
    gamma, beta, mean = rng.normal(size=(3, C))
    return x, gamma, beta, {"mean": mean, "var": rng.uniform(0.5, 2.0, size=C)}


@check(points=2)
def random_batches(lab):
    "Outputs and statistics are right for batches of many shapes."
    for shape in SHAPES:
        expect.matches(forward, *drawn(lab.rng, shape), "train", eps=0.1, momentum=0.7)


@check(points=1)
def random_tests(lab):
    "Test mode is right for batches of many shapes."
    for shape in SHAPES:
        expect.matches(forward, *drawn(lab.rng, shape), "test", eps=0.1, momentum=0.7)


@check(points=1)
def settings_when_left_out(lab):
    "Where eps and momentum are left out, they are 1e-5 and 0.9."
    for mode in ("train", "test"):
        x, gamma, beta, state = drawn(lab.rng, (5, 3))
        small = {"mean": state["mean"] * 1e-3, "var": state["var"] * 1e-6}
        expect.matches(forward, 1e-3 * x, gamma, beta, small, mode, atol=1e-12)


@check(points=1)
def mean_beta_and_spread_gamma(lab):
    "In training every channel comes out with mean beta and deviation gamma."
    for shape in ((40, 3), (5, 3, 4, 6)):
        x, gamma, beta, state = drawn(lab.rng, shape)
        out = three(lab.bn_forward(x, gamma, beta, state, "train", eps=0.0))[0]
        expect.shape(out, shape, what="out")
        channels = np.moveaxis(out, 1, 0).reshape(3, -1)
        expect.close(channels.mean(axis=1), beta, what="the mean of each channel")
        expect.close(channels.std(axis=1), np.abs(gamma), what="the deviation of each channel")


@check(points=1)
def three_batches_in_a_row(lab):
    "The state that comes out of one batch goes into the next."

    def run(m, batches, gamma, beta, state):
        for x in batches:
            state = three(m.bn_forward(x, gamma, beta, state, "train", momentum=0.6))[2]
        return forward(m, batches[0], gamma, beta, state, "test")

    _, gamma, beta, state = drawn(lab.rng, (4, 3))
    expect.matches(run, [drawn(lab.rng, (4, 3))[0] for _ in range(3)], gamma, beta, state)


@check(points=1)
def scale_and_shift_wash_out(lab):
    "In training, scaling and shifting a whole channel changes nothing."
    x, gamma, beta, state = drawn(lab.rng, (6, 4))
    once = three(lab.bn_forward(x, gamma, beta, state, "train", eps=0.0))[0]
    again = three(lab.bn_forward(3 * x - 5, gamma, beta, state, "train", eps=0.0))[0]
    expect.close(again, once, what="out for 3x - 5")
    expect.that(not np.allclose(again, again[:1]), "out should differ from row to row.")


@check(points=1)
def keeps_the_precision(lab):
    "float32 stays float32; integers are computed as float64."
    for shape in ((5, 3), (2, 3, 4, 5)):
        x, gamma, beta, state = drawn(lab.rng, shape)
        singles = [a.astype(np.float32) for a in (x, gamma, beta)]
        single = {key: value.astype(np.float32) for key, value in state.items()}
        for mode in ("train", "test"):
            expect.matches(forward, *singles, single, mode)
            expect.matches(forward, lab.rng.integers(0, 9, size=shape), gamma, beta, state, mode)
