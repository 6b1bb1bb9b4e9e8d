"""Hidden checks of `dense`: the same claims on random inputs, and what follows from them."""

import numpy as np

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


def two(answer):
    """What dense_forward returned, which must be a pair: a batch of two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`dense_forward` should return two things, (out, cache).")
    return answer


def three(answer):
    """What dense_backward returned, which must be three gradients."""
    triple = isinstance(answer, (tuple, list)) and len(answer) == 3
    expect.that(triple, "`dense_backward` should return three things, (dx, dW, db).")
    return answer


def forward(m, x, W, b):
    out, _ = two(m.dense_forward(x, W, b))
    return out


def backward(m, upstream, x, W, b):
    _, cache = two(m.dense_forward(x, W, b))
    dx, dW, db = three(m.dense_backward(upstream, cache))
    return dx, dW, db


def drawn(rng, leading, D, M):
    """Random x, W, b and upstream gradient for the leading axes given."""
    sizes = (*leading, D), (D, M), (M,), (*leading, M)
    return [rng.normal(size=size) for size in sizes]


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
    dx, dW, db = backward(lab, upstream, x, W, b)
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
