"""Public checks of pool-forward."""

import numpy as np

from grader import check, expect

IMAGE = np.array([[20, 5, 1, 30], [18, 9, 0, 1], [70, 112, 37, 4], [46, 88, 25, 12]], dtype=float).reshape(
    1, 1, 4, 4
)
FEATURE_MAP = np.array(
    [  # of the tip of the 7, from conv2d-one
        [3, 7, 3, -1],
        [12, 17, 4, -1],
        [12, 21, 4, -5],
    ],
    dtype=float,
).reshape(1, 1, 3, 4)


def two(answer):
    """The answer, which must be a pair: any other thing of length two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`pool_forward` should return two things, (out, cache).")
    return answer


def pooled(m, x, kh, kw, stride, mode, pad=0):
    """Only the output; the cache is nobody's business."""
    return two(m.pool_forward(x, kh, kw, stride, mode, pad))[0]


@check(points=2)
def four_blocks(lab):
    "The lesson's image: maxima 20 30 112 37, averages 13 8 79 19.5."
    maxima = expect.matches(pooled, IMAGE, 2, 2, 2, "max")
    averages = expect.matches(pooled, IMAGE, 2, 2, 2, "avg")
    expect.close(maxima, np.array([[[[20.0, 30.0], [112.0, 37.0]]]]))
    expect.close(averages, np.array([[[[13.0, 8.0], [79.0, 19.5]]]]))
    unpadded, _ = two(lab.pool_forward(IMAGE, 2, 2, 2, "max"))
    expect.close(unpadded, maxima, what="the maxima where pad is not given")


@check(points=2)
def overlapping_windows(lab):
    "Windows overlap: the 7's map pools to 17 17 4 and 21 21 4."
    maxima = expect.matches(pooled, FEATURE_MAP, 2, 2, 1, "max")
    expect.close(maxima, np.array([[[[17.0, 17.0, 4.0], [21.0, 21.0, 4.0]]]]))


@check(
    points=2,
    cases=[
        {"window": (3, 3), "stride": 2, "shape": (1, 2, 13, 9)},  # AlexNet's window: 13 cells become 6
        {"window": (3, 2), "stride": 1, "shape": (2, 3, 5, 4)},
        {"window": (1, 4), "stride": 3, "shape": (3, 2, 4, 10)},
        {"window": (2, 3), "stride": 2, "shape": (2, 1, 6, 8)},  # cells left over at the right
        {"window": (2, 2), "stride": 3, "shape": (1, 3, 8, 6)},  # a stride larger than the window
        {"window": (4, 5), "stride": 1, "shape": (2, 3, 4, 5)},  # one window as large as the map
    ],
)
def windows_and_strides(lab, case):
    "Any window, stride and shape; left-over cells are dropped."
    x = lab.rng.normal(size=case["shape"]) - 2.0  # most maxima are below zero
    expect.matches(pooled, x, *case["window"], case["stride"], "max")
    expect.matches(pooled, x, *case["window"], case["stride"], "avg")


@check(points=2)
def padding_is_no_cell(lab):
    "Padding wins no maximum and dilutes no average."
    x = -np.arange(1.0, 36.0).reshape(1, 1, 5, 7)
    maxima = expect.matches(pooled, x, 3, 3, 2, "max", 1)
    rows = [[-1, -2, -4, -6], [-8, -9, -11, -13], [-22, -23, -25, -27]]
    expect.close(maxima, np.array(rows, dtype=float).reshape(1, 1, 3, 4))
    averages = expect.matches(pooled, x, 3, 3, 2, "avg", 1)
    rows = [[-5, -6.5, -8.5, -10], [-15.5, -17, -19, -20.5], [-26, -27.5, -29.5, -31]]
    expect.close(averages, np.array(rows).reshape(1, 1, 3, 4))
    ones = expect.matches(pooled, np.ones((2, 1, 5, 7)), 3, 2, 1, "avg", ((1, 0), (0, 1)))
    expect.close(ones, np.ones((2, 1, 4, 7)))


@check(points=1)
def forgives_a_small_shift(lab):
    "A shift inside the window is forgiven, out of it is not."
    places = [(0, 2), (0, 3), (1, 2), (1, 3), (1, 4)]  # four in one window, one in the next
    x = np.zeros((5, 1, 4, 6))
    for n, (i, j) in enumerate(places):
        x[n, 0, i, j] = 1.0
    out = expect.matches(pooled, x, 2, 2, 2, "max")
    expect.close(
        out[0], np.array([[[0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]]), what="the maxima of the first sample"
    )
    expect.that(
        all(np.array_equal(out[0], out[n]) for n in (1, 2, 3)),
        "The first four samples should give the same maxima.",
    )
    expect.that(
        not np.array_equal(out[0], out[4]), "The last sample should give other maxima than the first."
    )


@check(points=1)
def refuses_what_makes_no_sense(lab):
    "What makes no sense (mode, padding, window) raises ValueError."
    x = np.ones((1, 2, 4, 6))
    expect.raises(ValueError, pooled, x, 2, 2, 2, "mean")
    expect.raises(ValueError, pooled, x, 2, 3, 1, "max", 2)
    expect.raises(ValueError, pooled, x, 3, 2, 1, "avg", ((0, 0), (0, 2)))
    expect.raises(ValueError, pooled, x, 2, 3, 1, "avg", ((0, 2), (1, 0)))
    expect.raises(ValueError, pooled, x, 5, 2, 1, "max")
    expect.raises(ValueError, pooled, x, 2, 9, 1, "max", ((0, 0), (1, 1)))
