"""Public checks of out-size. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect


def conv(filters, kernel, **more):
    return {"type": "conv", "filters": filters, "kernel": kernel, **more}


def pool(kernel, stride, **more):
    return {"type": "pool", "kernel": kernel, "stride": stride, **more}


def dense(units):
    return {"type": "dense", "units": units}


RELU, LRN, FLATTEN = {"type": "relu"}, {"type": "lrn"}, {"type": "flatten"}


@check(points=2)
def the_formula(lab):
    "out_size gives the lesson's sizes."
    expect.close(expect.matches(lab.out_size, 28, 3, 0, 1), 26)
    expect.close(expect.matches(lab.out_size, 26, 2, 0, 2), 13)
    expect.close(expect.matches(lab.out_size, 5, 3, 0, 1), 3)  # the 5×6 patch: a map of 3×4
    expect.close(expect.matches(lab.out_size, 6, 3, 0, 1), 4)
    expect.close(expect.matches(lab.out_size, 32, 5, 2, 1), 32)
    expect.close(expect.matches(lab.out_size, 227, 11, 0, 4), 55)
    expect.close(expect.matches(lab.out_size, 7, 3, 1, 2), 4)


@check(points=1)
def no_whole_number(lab):
    "54.25 places are a ValueError, or 54 with floor=True."
    expect.raises(ValueError, lab.out_size, 224, 11, 0, 4)
    expect.close(expect.matches(lab.out_size, 224, 11, 0, 4, floor=True), 54)
    expect.close(expect.matches(lab.out_size, 8, 3, 1, 2, floor=True), 4)
    expect.raises(ValueError, lab.out_size, 4, 7, 1, 1)
    expect.raises(ValueError, lab.out_size, 4, 9, 1, 2, floor=True)


@check(points=2)
def padding_that_keeps_the_size(lab):
    "same_pad and tf_same pad as the lesson does."
    for F, P in [(1, 0), (3, 1), (5, 2), (11, 5)]:
        padding = expect.matches(lab.same_pad, F)
        expect.close(padding, P)
        expect.that(
            isinstance(padding, (int, np.integer)), "`same_pad` should return an int: it counts cells."
        )
    expect.raises(ValueError, lab.same_pad, 4)
    expect.close(expect.matches(lab.tf_same, 24, 3, 2), (12, 0, 1))
    expect.close(expect.matches(lab.tf_same, 28, 5, 1), (28, 2, 2))
    expect.close(expect.matches(lab.tf_same, 9, 4, 2), (5, 1, 2))
    expect.close(expect.matches(lab.tf_same, 10, 2, 4), (3, 0, 0))
    expect.close(expect.matches(lab.tf_same, 8, 1, 3), (3, 0, 0))


@check(points=1)
def what_one_number_sees(lab):
    "Two 3×3 windows see 5 pixels, three see 7; a stride widens what comes after."
    expect.close(expect.matches(lab.receptive_field, [(3, 1), (3, 1)]), 5)
    expect.close(expect.matches(lab.receptive_field, [(3, 1), (3, 1), (3, 1)]), 7)
    expect.close(expect.matches(lab.receptive_field, [(3, 1), (2, 2), (3, 1)]), 8)
    expect.close(expect.matches(lab.receptive_field, []), 1)


@check(points=2)
def shapes_of_the_lesson(lab):
    "shapes follows the lesson's network from the image to ten numbers."
    net = [conv(32, 3), RELU, pool(2, 2), {"type": "dropout"}, FLATTEN, dense(128), RELU, dense(10)]
    flow = expect.matches(lab.shapes, net, (1, 28, 28))
    image, maps, pooled = (1, 28, 28), (32, 26, 26), (32, 13, 13)
    expect.close(flow, [image, maps, maps, pooled, pooled, (5408,), (128,), (128,), (10,)])


@check(
    points=1,
    cases=[
        {"net": [conv(4, 5), pool(2, 2), conv(6, 5), pool(2, 2), FLATTEN, dense(10)], "image": (1, 28, 28)},
        {
            "net": [conv(64, 5, pad="same"), pool(3, 2, pad="same"), LRN, conv(64, 5, pad=2), FLATTEN],
            "image": (3, 24, 24),
        },
        {
            "net": [conv(5, 3, pad=1), RELU, conv(7, 3, pad=1), RELU, pool(2, 2)] * 3 + [FLATTEN, dense(5)],
            "image": (3, 32, 40),
        },
        {"net": [conv(96, 11, stride=4), pool(5, 2), conv(256, 5, pad=2, groups=2)], "image": (3, 227, 199)},
        {"net": [dense(100), RELU, dense(784)], "image": (784,)},
        {"net": [], "image": (2, 3, 5)},
    ],
)
def shapes_of_networks(lab, case):
    "Networks of every kind of layer, on images that need not be square."
    expect.matches(lab.shapes, case["net"], case["image"])


@check(points=1)
def shapes_that_cannot_be(lab):
    "A window that does not fit, or an unknown type, is a ValueError."
    expect.raises(ValueError, lab.shapes, [conv(8, 3), pool(5, 1)], (1, 6, 9))
    expect.raises(ValueError, lab.shapes, [conv(8, 3), {"type": "convolution"}], (1, 6, 9))
