"""Hidden checks of conv-forward."""

import numpy as np
from checks import drawn, maps

from grader import check, expect

# x, w, stride, pad: never square, never alike
LAYERS = [
    ((2, 3, 5, 7), (4, 3, 2, 3), 1, 0),
    ((1, 2, 9, 5), (3, 2, 3, 2), 2, 0),
    ((3, 1, 4, 8), (2, 1, 2, 4), 3, 0),
    ((1, 3, 6, 8), (4, 3, 5, 2), 1, 3),
    ((2, 3, 7, 6), (5, 3, 3, 4), 2, 1),
    ((1, 4, 6, 9), (2, 4, 4, 3), 2, 2),
    ((3, 2, 5, 4), (1, 2, 3, 2), 1, 1),
    ((2, 5, 8, 7), (3, 5, 1, 3), 3, 1),
    ((2, 2, 3, 5), (3, 2, 5, 9), 1, 2),  # the kernel is as large as the padded map
]


@check(points=3)
def any_layer(lab):
    "Right for random layers with any stride and padding."
    for x, w, stride, pad in LAYERS:
        expect.matches(maps, *drawn(lab.rng, x, w), stride, pad)


@check(points=1)
def a_dense_layer_in_disguise(lab):
    "As large as the image, or 1×1, it is a dense layer."
    x, w, b = drawn(lab.rng, (3, 2, 4, 5), (6, 2, 4, 5))
    out = expect.matches(maps, x, w, b)
    dense = x.reshape(3, -1) @ w.reshape(6, -1).T + b
    expect.close(out, dense.reshape(3, 6, 1, 1), what="a kernel as large as the image")
    w = w[:, :, :1, :1].copy()
    out = expect.matches(maps, x, w, b)
    dense = x.transpose(0, 2, 3, 1) @ w[:, :, 0, 0].T + b
    expect.close(out, dense.transpose(0, 3, 1, 2), what="a kernel of 1×1")


@check(points=1)
def linear_in_both(lab):
    "Linear in x and in w, where the biases are zero."
    x, w, b = drawn(lab.rng, (2, 3, 5, 6), (4, 3, 3, 2))
    other_x, other_w = lab.rng.normal(size=x.shape), lab.rng.normal(size=w.shape)
    none = np.zeros_like(b)
    out = expect.matches(maps, x, w, none, 2, 1)
    more = maps(lab, x + 2 * other_x, w, none, 2, 1)
    expect.close(more, out + 2 * maps(lab, other_x, w, none, 2, 1), what="the maps of a sum of images")
    more = maps(lab, x, w + 2 * other_w, none, 2, 1)
    expect.close(more, out + 2 * maps(lab, x, other_w, none, 2, 1), what="the maps of a sum of filters")


@check(points=1)
def moves_with_the_image(lab):
    "A pattern that moves in the image moves in the maps."
    pattern = lab.rng.normal(size=(2, 3, 2, 3))
    here, there = np.zeros((2, 2, 3, 8, 9))
    here[:, :, 2:4, 2:5] = pattern
    there[:, :, 4:6, 4:7] = pattern
    _, w, b = drawn(lab.rng, (1,), (4, 3, 3, 2))
    first = expect.matches(maps, here, w, b)
    second = expect.matches(maps, there, w, b)
    expect.close(second[:, :, 2:, 2:], first[:, :, :-2, :-2], what="the maps of the pattern moved on")


@check(points=1)
def keeps_the_precision(lab):
    "float32 stays float32; integers are computed as float64."
    x, w, b = drawn(lab.rng, (2, 3, 4, 6), (5, 3, 2, 3))
    single = [array.astype(np.float32) for array in (x, w, b)]
    expect.matches(maps, *single, 1, 1)
    expect.matches(maps, single[0], w, single[2], 1, 1)
    pixels = lab.rng.integers(0, 256, size=x.shape).astype(np.uint8)
    signs = lab.rng.integers(-1, 2, size=w.shape)
    expect.matches(maps, pixels, signs, np.array([1, -2, 3, 0, 5]), 2, 1)
    expect.matches(maps, pixels, w, b, 2, 1)


@check(points=1)
def leaves_its_arguments_alone(lab):
    "x, w and b stay as they are."
    expect.unchanged(maps, *drawn(lab.rng, (2, 1, 3, 5), (1, 1, 1, 1)))
    expect.unchanged(maps, *drawn(lab.rng, (2, 3, 4, 6), (5, 3, 2, 3)), 2, 1)
