"""Hidden checks of im2col."""

import numpy as np
from checks import drawn, maps

from grader import check, expect

# x, w, stride, pad: never square, never alike
LAYERS = [
    ((2, 3, 5, 7), (4, 3, 2, 3), 1, 0),
    ((1, 2, 9, 5), (3, 2, 3, 2), 2, 0),
    ((3, 1, 4, 8), (2, 1, 2, 4), 3, 0),
    ((2, 3, 7, 6), (5, 3, 3, 4), 2, 1),
    ((1, 4, 6, 9), (2, 4, 4, 3), 2, 2),
    ((2, 5, 8, 7), (3, 5, 1, 3), 3, 1),
    ((1, 3, 6, 8), (4, 3, 5, 2), 1, 3),
    ((2, 2, 3, 5), (3, 2, 5, 9), 1, 2),  # the kernel is as large as the padded map
]

HELPERS = """
import numpy as np


def looks(im2col, x, kh, kw, stride, pad):
    cols = im2col(x, kh, kw, stride, pad)
    if not isinstance(cols, np.ndarray):
        return {"is an array": False}
    found = {"C-contiguous": bool(cols.flags.c_contiguous), "shares memory with x": np.shares_memory(cols, x)}
    cols[...] = 0  # a view of something that is not x would still have to let itself be written to
    return found
"""


@check(points=2)
def windows_of_any_image(lab):
    "im2col is right for random images, windows, strides and paddings."
    for x, w, stride, pad in LAYERS:
        expect.matches(lab.im2col, lab.rng.normal(size=x), *w[2:], stride, pad)


@check(points=2)
def maps_of_any_layer(lab):
    "conv_forward_fast is right for random layers."
    for x, w, stride, pad in LAYERS:
        expect.matches(maps, *drawn(lab.rng, x, w), stride, pad)


@check(points=1)
def a_new_array_in_one_piece(lab):
    "cols is a new array, in one piece."

    def looks(m, *args):
        return m.load(HELPERS).looks(m.im2col, *args)

    for shape, window, stride, pad in (
        ((2, 3, 4, 5), (2, 3), 1, 1),
        ((2, 1, 4, 5), (1, 1), 1, 0),  # the pixels as they are
        ((3, 2, 4, 5), (4, 5), 1, 0),  # the images as they are
    ):
        expect.matches(looks, lab.rng.normal(size=shape), *window, stride, pad)


@check(points=1)
def keeps_the_precision(lab):
    "im2col keeps the dtype; the maps have that of conv_forward."
    x, w, b = drawn(lab.rng, (2, 3, 4, 6), (5, 3, 2, 3))
    single = [array.astype(np.float32) for array in (x, w, b)]
    pixels = lab.rng.integers(0, 256, size=x.shape).astype(np.uint8)
    signs = lab.rng.integers(-1, 2, size=w.shape)
    for image in (single[0], pixels):
        expect.matches(lab.im2col, image, 2, 3, 2, 1, strict=True)
    expect.matches(maps, *single, 1, 1)
    expect.matches(maps, single[0], w, single[2], 1, 1)
    expect.matches(maps, pixels, signs, np.array([1, -2, 3, 0, 5]), 2, 1)


@check(points=1)
def leaves_its_arguments_alone(lab):
    "x, w and b stay as they are."
    x, w, b = drawn(lab.rng, (2, 3, 4, 6), (5, 3, 2, 3))
    expect.unchanged(lab.im2col, x, 2, 3, 2, 1)
    expect.unchanged(maps, x, w, b, 2, 1)
    expect.unchanged(maps, x, w, b)


@check(points=1)
def the_way_back(lab):
    "im2col takes what is there; col2im, if you wrote it, brings it back."
    for x, w, stride, pad in LAYERS:
        cols = expect.matches(lab.im2col, lab.rng.normal(size=x), *w[2:], stride, pad)
        if lab.has("col2im"):
            expect.matches(lab.col2im, cols, x, *w[2:], stride, pad)
            expect.matches(lab.col2im, cols.astype(np.float32), x, *w[2:], stride, pad)
    if lab.has("col2im"):
        expect.matches(lab.col2im, lab.rng.normal(size=(4, 12)), (1, 3, 3, 3), 2, 2)
