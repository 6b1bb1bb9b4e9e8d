"""Hidden checks of pool-backward."""

import numpy as np
from checks import dx

from grader import check, expect

# (N, C, H, W), (kh, kw), stride, pad as top, bottom, left, right: never square, never alike
LAYERS = [
    ((2, 3, 5, 7), (2, 3), 1, (0, 0, 0, 0)),
    ((1, 2, 9, 5), (3, 2), 2, (0, 0, 0, 0)),
    ((3, 1, 4, 8), (2, 4), 3, (0, 0, 0, 0)),
    ((2, 3, 7, 6), (3, 4), 2, (1, 1, 1, 1)),
    ((1, 4, 6, 9), (4, 3), 2, (2, 2, 2, 2)),
    ((3, 2, 5, 4), (3, 2), 1, (1, 1, 1, 1)),
    ((2, 1, 8, 7), (2, 3), 3, (1, 1, 1, 1)),
    ((1, 3, 6, 8), (3, 2), 2, (0, 1, 1, 0)),
    ((2, 2, 4, 6), (4, 6), 1, (0, 0, 0, 0)),
]


def drawn(rng, shape, window, stride, pad):
    """A random upstream gradient, an image in which no two cells are alike, and what comes before the mode."""
    sides = pad[:2], pad[2:]
    size = [
        (cells + sum(side) - k) // stride + 1 for cells, k, side in zip(shape[2:], window, sides, strict=True)
    ]
    x = rng.permutation(np.prod(shape)).reshape(shape) / 7 - 3
    return (rng.normal(size=(*shape[:2], *size)), x, *window, stride), sides


@check(points=2)
def winners_of_anything(lab):
    "Right for random maxima of any window, stride and padding."
    for shapes in LAYERS:
        args, pad = drawn(lab.rng, *shapes)
        expect.matches(dx, *args, "max", pad)


@check(points=1)
def shares_of_anything(lab):
    "Right for random averages of any window, stride and padding."
    for shapes in LAYERS:
        args, pad = drawn(lab.rng, *shapes)
        expect.matches(dx, *args, "avg", pad)


@check(points=1)
def derivatives_of_the_maps(lab):
    "dx is the derivative of the pooled maps, in both modes."

    def forward(m, x, mode):
        return m.pool_forward(x, 2, 3, 1, mode, ((1, 0), (0, 2)))[0]

    def backward(m, upstream, x, mode):
        return (dx(m, upstream, x, 2, 3, 1, mode, ((1, 0), (0, 2))),)

    (_, x, *_), _ = drawn(lab.rng, (2, 2, 3, 4), (2, 3), 1, (0, 0, 0, 0))
    for mode in ("max", "avg"):
        expect.gradient(forward, backward, {"x": x, "mode": mode}, wrt=["x"])


@check(points=1)
def nothing_is_lost_or_added(lab):
    "The gradients of a map add up to its errors, ties or not."
    x = lab.rng.integers(0, 3, size=(2, 3, 6, 7)).astype(float)  # full of ties
    upstream = lab.rng.normal(size=(2, 3, 3, 3))

    def totals(m, mode):
        gradient = dx(m, upstream, x, 3, 3, 2, mode, ((1, 0), (0, 0)))
        expect.shape(gradient, x.shape, what="dx")
        return {"the sum of dx, map by map": gradient.sum(axis=(2, 3))}

    for mode in ("avg", "max"):
        found = expect.matches(totals, mode)
        expect.close(found, {"the sum of dx, map by map": upstream.sum(axis=(2, 3))})


@check(points=1)
def losers_get_nothing(lab):
    "Of cells that tie, only the largest get anything, and no less than zero."
    x = lab.rng.integers(0, 3, size=(2, 3, 6, 8)).astype(float)
    upstream = lab.rng.uniform(1.0, 2.0, size=(2, 3, 3, 2))
    blocks = x.reshape(2, 3, 3, 2, 2, 4)  # windows of 2×4, side by side
    largest = (blocks == blocks.max(axis=(3, 5), keepdims=True)).reshape(x.shape)

    def side_by_side(m):
        gradient = np.zeros_like(x)
        for i in range(3):  # a window of 2×4 with stride 4 would leave rows out: pool row by row
            rows = slice(2 * i, 2 * i + 2)
            part = dx(m, upstream[:, :, i : i + 1], x[:, :, rows].copy(), 2, 4, 4, "max")
            expect.shape(part, (2, 3, 2, 8), what="dx")
            gradient[:, :, rows] = part
        return {
            "dx of the cells that are not the largest": gradient[~largest],
            "negative": gradient.min() < 0,
        }

    expect.matches(side_by_side)


@check(points=1)
def grows_with_the_upstream_gradient(lab):
    "Twice the upstream gradient doubles dx; zero gives zeros."
    for mode in ("max", "avg"):
        (upstream, *args), pad = drawn(lab.rng, *LAYERS[3])
        once = expect.matches(dx, upstream, *args, mode, pad)
        expect.close(
            dx(lab, 2 * upstream, *args, mode, pad), 2 * once, what="dx for twice the upstream gradient"
        )
        expect.close(
            dx(lab, 0 * upstream, *args, mode, pad), 0 * once, what="dx for an upstream gradient of zero"
        )


@check(points=1)
def keeps_precision_and_arguments(lab):
    "float32 stays float32; x and dout stay as they are."
    for mode in ("max", "avg"):
        (upstream, x, *args), pad = drawn(lab.rng, *LAYERS[5])
        expect.matches(dx, upstream.astype(np.float32), x.astype(np.float32), *args, mode, pad)
        expect.unchanged(dx, upstream, x, *args, mode, pad)


@check(points=1)
def still_pools_forwards(lab):
    "pool_forward still gives the pooled maps; a cache lasts."

    def twice(m, upstream, x, *args):
        out, cache = m.pool_forward(x, *args)
        m.pool_forward(-x, *args)
        found = {
            "out": out,
            "dx": m.pool_backward(upstream, cache),
            "dx again": m.pool_backward(upstream, cache),
        }
        return {**found, "out without padding": m.pool_forward(x, *args[:-1])[0]}

    for mode in ("max", "avg"):
        args, pad = drawn(lab.rng, *LAYERS[3])
        expect.matches(twice, *args, mode, pad)
