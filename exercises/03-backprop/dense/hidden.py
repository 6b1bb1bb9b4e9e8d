"""Hidden checks of `dense`: the same claims on random inputs, and what follows from them."""

import numpy as np
from checks import backward, drawn, forward

from grader import check, expect

# Leading axes, D, M: pairwise distinct, so that no transpose and no wrong axis can hide.
SHAPES = [
    ((2,), 3, 5),
    ((5,), 3, 2),
    ((3,), 7, 4),
    ((1,), 4, 2),
    ((7,), 2, 1),
    ((2, 5), 3, 4),
    ((3, 2), 5, 7),
    ((2, 3, 5), 4, 7),
]


@check(points=2)
def forward_on_random_layers(lab):
    "dense_forward agrees with the formula on random layers of many shapes."
    for shape in SHAPES:
        x, W, b, _ = drawn(lab.rng, *shape)
        expect.matches(forward, x, W, b)


@check(points=3)
def gradients_of_a_batch(lab):
    "All three gradients are right for a plain batch (N, D)."
    for shape in SHAPES[:2]:
        x, W, b, _ = drawn(lab.rng, *shape)
        expect.gradient(forward, backward, {"x": x, "W": W, "b": b})


@check(points=2)
def gradients_with_extra_axes(lab):
    "All three gradients are right when x has extra axes."
    for shape in SHAPES[-2:]:
        x, W, b, _ = drawn(lab.rng, *shape)
        expect.gradient(forward, backward, {"x": x, "W": W, "b": b})


@check(points=2)
def gradients_are_sums(lab):
    "Gradients are sums, and grow with the upstream gradient."
    x, W, b, upstream = drawn(lab.rng, (3,), 4, 2)
    dx, dW, db = expect.matches(backward, upstream, x, W, b)
    tiled = backward(lab, np.tile(upstream, (2, 1)), np.tile(x, (2, 1)), W, b)
    expect.close(tiled[1], 2 * dW, what="dW of the batch twice over")
    expect.close(tiled[2], 2 * db, what="db of the batch twice over")
    doubled = backward(lab, 2 * upstream, x, W, b)
    zero = backward(lab, 0 * upstream, x, W, b)
    for name, gradient, twice, none in zip(("dx", "dW", "db"), (dx, dW, db), doubled, zero, strict=True):
        expect.close(twice, 2 * gradient, what=f"{name} for twice the upstream gradient")
        expect.close(none, 0 * gradient, what=f"{name} for an upstream gradient of zero")


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out, forwards and backwards."
    x, W, b, upstream = (a.astype(np.float32) for a in drawn(lab.rng, (3,), 5, 2))
    expect.matches(forward, x, W, b)
    expect.matches(backward, upstream, x, W, b)
