"""Hidden checks of pool-forward."""

import numpy as np
from checks import pooled, two

from grader import check, expect

# (N, C, H, W), (kh, kw), stride, pad: never square, never alike
LAYERS = [
    ((2, 3, 5, 7), (2, 3), 1, 0),
    ((1, 2, 9, 5), (3, 2), 2, 0),
    ((3, 1, 4, 8), (2, 4), 3, 0),
    ((2, 3, 7, 6), (3, 4), 2, 1),
    ((1, 4, 6, 9), (4, 3), 2, 2),
    ((3, 2, 5, 4), (3, 2), 1, 1),
    ((2, 1, 8, 7), (2, 3), 3, 1),
    ((1, 3, 6, 8), (3, 2), 2, ((0, 1), (1, 0))),
]


@check(points=2)
def maxima_of_anything(lab):
    "Maxima of random batches, windows, strides and paddings."
    for shape, window, stride, pad in LAYERS:
        x = lab.rng.normal(size=shape) - 2.0  # some maxima are below zero, some above
        expect.matches(pooled, x, *window, stride, "max", pad)


@check(points=2)
def averages_of_anything(lab):
    "Averages of random batches, windows, strides and paddings."
    for shape, window, stride, pad in LAYERS:
        expect.matches(pooled, lab.rng.normal(size=shape), *window, stride, "avg", pad)


@check(points=1)
def all_negative_maps(lab):
    "Maps without a positive cell keep their own maxima."
    x = -lab.rng.uniform(1.0, 2.0, size=(2, 3, 6, 7))
    expect.matches(pooled, x, 2, 3, 2, "max")
    expect.matches(pooled, x, 2, 3, 1, "max", 1)


@check(points=1)
def pads_each_side_as_told(lab):
    "Each side is padded as told, and no other."
    x = lab.rng.normal(size=(1, 2, 6, 8)) - 3.0
    for pad in (((0, 1), (0, 1)), ((1, 0), (0, 0)), ((0, 0), (2, 1))):
        expect.matches(pooled, x, 3, 3, 2, "max", pad)
        expect.matches(pooled, x, 3, 3, 2, "avg", pad)


@check(points=1)
def a_sample_alone_or_in_company(lab):
    "A sample or channel is pooled alone as in company."
    x = lab.rng.normal(size=(3, 2, 5, 6))
    for mode in ("max", "avg"):
        out = expect.matches(pooled, x, 3, 2, 1, mode, 1)
        alone = pooled(lab, x[1:2], 3, 2, 1, mode, 1)
        expect.close(alone, out[1:2], what="one sample pooled alone")
        channel = pooled(lab, x[:, 1:], 3, 2, 1, mode, 1)
        expect.close(channel, out[:, 1:], what="one channel pooled alone")


@check(points=1)
def keeps_the_precision(lab):
    "float32 stays float32, integers become float64."
    x = lab.rng.normal(size=(2, 1, 5, 6))
    counts = lab.rng.integers(-9, 10, size=(1, 2, 5, 6))
    for mode in ("max", "avg"):
        expect.matches(pooled, x.astype(np.float32), 2, 3, 2, mode, 1)
        expect.matches(pooled, counts, 2, 3, 2, mode, 1)


@check(points=1)
def leaves_its_argument_alone(lab):
    "x stays as it is."
    x = lab.rng.normal(size=(2, 1, 5, 6))
    for mode in ("max", "avg"):
        out, _ = two(expect.unchanged(lab.pool_forward, x, 3, 2, 2, mode, 1))
        expect.shape(out, (2, 1, 3, 4), what="out")
