"""Public checks of conv-forward."""

import numpy as np

from grader import check, expect

# The lesson's layer: one sample of two channels, three filters, windows of 2×3.
X = np.array(
    [[[[1, 2, 0, 1], [0, 1, 3, 0], [2, 0, 1, 1]], [[0, 1, 1, 0], [2, 0, 1, 0], [1, 0, 0, 2]]]], dtype=float
)
W = np.array(
    [
        [[[1, 0, -1], [0, 2, 0]], [[0, 1, 0], [1, 0, 1]]],
        [[[0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 1]]],
        [[[1, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]]],
    ],
    dtype=float,
)
B = np.array([10.0, 0.0, -1.0])
OUT = np.array([[[[17, 18], [8, 16]], [[1, 0], [0, 2]], [[0, 1], [-1, 0]]]], dtype=float)


def two(answer):
    """The answer, which must be a pair: any other thing of length two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`conv_forward` should return two things, (out, cache).")
    return answer


def maps(m, *args, **kwargs):
    """The output without the cache."""
    return two(m.conv_forward(*args, **kwargs))[0]


def drawn(rng, x, w):
    """Random x, w and b for these shapes."""
    return rng.normal(size=x), rng.normal(size=w), rng.normal(size=w[0])


@check(points=2)
def gives_the_lessons_maps(lab):
    "Three filters over two channels give the lesson's maps."
    expect.close(expect.matches(maps, X, W, B), OUT)


@check(
    points=2,
    cases=[
        {"x": (2, 3, 5, 7), "w": (4, 3, 2, 3)},
        {"x": (1, 2, 6, 4), "w": (3, 2, 3, 1)},
        {"x": (3, 1, 4, 6), "w": (5, 1, 1, 2)},
        {"x": (2, 4, 5, 8), "w": (3, 4, 1, 1)},
        {"x": (3, 2, 7, 4), "w": (4, 2, 7, 3)},  # as tall as the image: one row remains
        {"x": (2, 3, 4, 5), "w": (1, 3, 4, 5)},  # as large as the image: one number remains
    ],
)
def any_shape(lab, case):
    "Any number of samples, channels and filters, any kernel."
    expect.matches(maps, *drawn(lab.rng, case["x"], case["w"]))


@check(points=2)
def zeros_all_around(lab):
    "Padding puts zeros on all four sides, around each map."
    x, w, b = drawn(lab.rng, (2, 3, 4, 6), (5, 3, 3, 2))
    for pad in (2, 1):
        expect.matches(maps, x, w, b, 1, pad)
    ones = np.ones((1, 1, 3, 4))
    out = expect.matches(maps, ones, np.ones((1, 1, 3, 3)), np.zeros(1), pad=1)
    expect.close(out, np.array([[[[4.0, 6.0, 6.0, 4.0], [6.0, 9.0, 9.0, 6.0], [4.0, 6.0, 6.0, 4.0]]]]))


@check(
    points=2,
    cases=[
        {"x": (1, 2, 6, 9), "w": (3, 2, 2, 3), "stride": 2, "pad": 0},
        {"x": (2, 1, 7, 8), "w": (3, 1, 2, 3), "stride": 2, "pad": 0},  # a row and a column are left over
        {"x": (1, 3, 11, 8), "w": (2, 3, 3, 2), "stride": 4, "pad": 0},  # two columns are left over
        {"x": (2, 2, 5, 8), "w": (3, 2, 3, 2), "stride": 3, "pad": 1},
        {"x": (1, 2, 5, 6), "w": (4, 2, 3, 4), "stride": 2, "pad": 2},
    ],
)
def steps_by_the_stride(lab, case):
    "The stride skips places; what is left over is dropped."
    expect.matches(maps, *drawn(lab.rng, case["x"], case["w"]), case["stride"], case["pad"])


@check(points=1)
def one_bias_a_filter(lab):
    "The bias of a filter is added once, and to its own map."
    x = np.zeros((2, 3, 3, 5))
    out = expect.matches(maps, x, np.ones((4, 3, 2, 2)), np.array([1.0, 20.0, 300.0, 4000.0]))
    expect.close(out, np.ones((2, 4, 2, 4)) * np.array([1.0, 20.0, 300.0, 4000.0]).reshape(1, 4, 1, 1))


@check(points=1)
def keeps_its_arguments_for_later(lab):
    "The cache is the tuple (x, w, b, stride, pad)."

    def cache(m, *args):
        return {"cache": tuple(two(m.conv_forward(*args))[1])}

    expect.close(expect.matches(cache, X, W, B, 2, 1), {"cache": (X, W, B, 2, 1)})
    expect.matches(cache, X, W, B)


@check(points=1)
def refuses_what_does_not_fit(lab):
    "Wrong channels or too large a kernel raise ValueError."
    x, b = np.ones((2, 3, 4, 6)), np.zeros(5)
    for shape, pad in (
        ((5, 2, 2, 2), 0),  # two channels for three
        ((5, 1, 2, 2), 0),  # one channel for three: NumPy would not complain
        ((5, 3, 5, 2), 0),
        ((5, 3, 2, 7), 0),
        ((5, 3, 7, 2), 1),
        ((5, 3, 2, 9), 1),
    ):
        expect.raises(ValueError, lab.conv_forward, x, np.ones(shape), b, 1, pad)
