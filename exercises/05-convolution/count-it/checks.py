"""Public checks of count-it. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect


def conv(filters, kernel, **more):
    return {"type": "conv", "filters": filters, "kernel": kernel, **more}


def pool(kernel, stride, **more):
    return {"type": "pool", "kernel": kernel, "stride": stride, **more}


def dense(units, **more):
    return {"type": "dense", "units": units, **more}


RELU, LRN, DROPOUT, FLATTEN = ({"type": kind} for kind in ("relu", "lrn", "dropout", "flatten"))

DIGITS = [conv(32, 3), RELU, pool(2, 2), DROPOUT, FLATTEN, dense(128), RELU, DROPOUT, dense(10)]
LENET = [conv(6, 5), pool(2, 2), conv(16, 5), pool(2, 2), FLATTEN, dense(120), dense(84), dense(10)]
ALEXNET = [
    *[conv(96, 11, stride=4), RELU, LRN, pool(3, 2)],
    *[conv(256, 5, pad=2, groups=2), RELU, LRN, pool(3, 2)],
    *[conv(384, 3, pad=1), RELU, conv(384, 3, pad=1, groups=2), RELU],
    *[conv(256, 3, pad=1, groups=2), RELU, pool(3, 2)],
    *[FLATTEN, dense(4096), RELU, DROPOUT, dense(4096), RELU, DROPOUT, dense(1000)],
]
WHOLE_CHANNELS = [{**layer, "groups": 1} if layer["type"] == "conv" else layer for layer in ALEXNET]


@check(
    points=2,
    cases=[
        {"net": [dense(64), RELU, dense(10)], "in": (100,), "params": 7_114},
        {"net": [dense(64), dense(64), dense(10)], "in": (784,), "params": 55_050},
        {"net": [dense(100), dense(784)], "in": (784,), "params": 157_684},  # an autoencoder
        {"net": [dense(26 * 26)], "in": (28 * 28,), "params": 530_660},
        {"net": [conv(1, 3)], "in": (1, 28, 28), "params": 10},
        {"net": [conv(16, 3)], "in": (1, 28, 28), "params": 160},
        {"net": [conv(16, 3)], "in": (3, 40, 32), "params": 448},
        {"net": [conv(16, 3, bias=False), pool(2, 2)], "in": (3, 40, 32), "params": 432},
    ],
)
def small_networks(lab, case):
    "params counts the weights and biases of small networks."
    expect.close(expect.matches(lab.params, case["net"], case["in"]), case["params"], what="params")


@check(points=2)
def the_digit_network(lab):
    "The lesson's network: 320 + 692 352 + 1 290 = 693 962 parameters."
    expect.close(expect.matches(lab.params, DIGITS[:1], (1, 28, 28)), 320, what="params")
    expect.close(expect.matches(lab.params, DIGITS, (1, 28, 28)), 693_962, what="params")
    expect.close(expect.matches(lab.neurons, DIGITS, (1, 28, 28)), 21_770, what="neurons")
    expect.close(expect.matches(lab.macs, DIGITS, (1, 28, 28)), 888_192, what="macs")


@check(points=1)
def lenet(lab):
    "LeNet-5 has 61 706 parameters."
    count = expect.matches(lab.params, LENET, (1, 32, 32))
    expect.close(count, 61_706, what="params")
    expect.that(isinstance(count, (int, np.integer)), "`params` should return an int: it is a count.")
    expect.close(expect.matches(lab.neurons, LENET, (1, 32, 32)), 6_518, what="neurons")
    expect.close(expect.matches(lab.macs, LENET, (1, 32, 32)), 416_520, what="macs")


@check(points=2)
def alexnet(lab):
    "AlexNet with its two groups, and without."
    expect.close(expect.matches(lab.params, ALEXNET, (3, 227, 227)), 60_965_224, what="params")
    expect.close(expect.matches(lab.params, WHOLE_CHANNELS, (3, 227, 227)), 62_378_344, what="params")
    expect.close(expect.matches(lab.neurons, ALEXNET, (3, 227, 227)), 659_272, what="neurons")
    expect.close(expect.matches(lab.macs, ALEXNET, (3, 227, 227)), 724_406_816, what="macs")
    expect.close(expect.matches(lab.macs, WHOLE_CHANNELS, (3, 227, 227)), 1_135_256_096, what="macs")


@check(points=1)
def a_narrow_waist(lab):
    "A 1×1 layer in front of a 5×5 layer: 153 600 weights become 15 872."
    wide = [conv(32, 5, pad=2, bias=False)]
    narrow = [conv(16, 1, bias=False), conv(32, 5, pad=2, bias=False)]
    expect.close(expect.matches(lab.params, wide, (192, 28, 28)), 153_600, what="params")
    expect.close(expect.matches(lab.params, narrow, (192, 28, 28)), 15_872, what="params")
    expect.close(expect.matches(lab.macs, wide, (192, 28, 28)), 120_422_400, what="macs")
    expect.close(expect.matches(lab.macs, narrow, (192, 28, 28)), 12_443_648, what="macs")
