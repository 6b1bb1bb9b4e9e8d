"""Hidden checks of contrast."""

import numpy as np

from grader import check, expect

SHAPES = [
    (2, 5, 3, 4),
    (1, 9, 2, 5),
    (3, 4, 5, 2),
    (2, 7, 4, 3),
    (1, 3, 4, 5),
    (2, 6, 1, 7),
    (1, 8, 3, 1),
    (3, 2, 2, 6),
]


@check(points=2)
def lrn_of_anything(lab):
    "lrn agrees with its formula on random maps."
    for radius, shape in enumerate(SHAPES):
        x = lab.rng.normal(size=shape) * 2.0
        bias, alpha, beta = lab.rng.uniform(0.2, 1.5, size=3).tolist()
        expect.matches(lab.lrn, x, radius, bias, alpha, beta)
    expect.matches(lab.lrn, lab.rng.normal(size=(2, 13, 1, 3)) * 20.0)


@check(points=2)
def lcn_of_anything(lab):
    "lcn agrees with its formula on random maps."
    for size, shape in zip((3, 5, 3, 5, 7, 3, 5, 9), SHAPES, strict=True):
        expect.matches(lab.lcn, lab.rng.normal(size=shape) + 3.0, size)


@check(points=1)
def lcn_across_anything(lab):
    "lcn across channels agrees with its formula on random maps."
    for size, shape in zip((3, 5, 3, 1), SHAPES[:4], strict=True):
        expect.matches(lab.lcn, lab.rng.normal(size=shape) * 2.0, size, across_channels=True)


@check(points=1)
def light_makes_no_difference(lab):
    "Adding a constant and positive scaling change nothing in lcn."
    x = lab.rng.normal(size=(2, 3, 2, 5))
    for across in (False, True):
        out = expect.matches(lab.lcn, x, 3, 1e-5, across)
        bright = expect.matches(lab.lcn, 7.0 * x + 12.0, 3, 1e-5, across)
        expect.close(bright, out, rtol=1e-6, atol=1e-7, what="the map in brighter light")


@check(points=1)
def faint_patches(lab):
    "Where the deviation is smaller than eps, eps takes its place."
    x = lab.rng.normal(size=(2, 2, 3, 4))
    for eps in (0.7, 5.0):
        expect.matches(lab.lcn, x, 3, eps)
        expect.matches(lab.lcn, x, 5, eps, True)
    expect.matches(lab.lcn, x * 4e-6, 3)
    flat = np.full((2, 3, 2, 4), 0.25)
    expect.close(expect.matches(lab.lcn, flat, 5, atol=1e-6), flat * 0.0, atol=1e-6)


@check(points=1)
def keeps_the_precision(lab):
    "float32 stays float32, integers become float64."
    x = lab.rng.normal(size=(2, 3, 4, 2)).astype(np.float32)
    counts = lab.rng.integers(0, 200, size=(1, 3, 2, 5), dtype=np.uint8)
    expect.matches(lab.lrn, x, 1, 1.0, 0.5, 0.75)
    expect.matches(lab.lcn, x, 3)
    expect.matches(lab.lrn, counts, 1, 1.0, 0.5, 0.75)
    expect.matches(lab.lcn, counts, 3)


@check(points=1)
def leaves_its_argument_alone(lab):
    "x stays as it is."
    x = lab.rng.normal(size=(2, 3, 4, 1))
    for out in (
        expect.unchanged(lab.lrn, x),
        expect.unchanged(lab.lcn, x, 3),
        expect.unchanged(lab.lcn, x, 3, 1e-5, True),
    ):
        expect.shape(out, (2, 3, 4, 1), what="the answer")
