"""Public checks of im2col."""

import numpy as np

from grader import check, expect

# The lesson's image: two channels of 2×3, so that windows of 2×2 have two places.
X = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]]]])
COLS = np.array([[1.0, 2, 4, 5, 10, 20, 40, 50], [2, 3, 5, 6, 20, 30, 50, 60]])
W = np.array([[[[1.0, 0], [0, 0]], [[0, 0], [0, 0]]], [[[0, 0], [0, 0]], [[0, 1.0], [0, -1.0]]]])
B = np.array([0.5, 0.0])
OUT = np.array([[[[1.5, 2.5]], [[-30.0, -30.0]]]])

# These run beside your code, on the same machine and at the same time.
MEASURES = """
import sys
import time
import numpy as np


def steps(f, *args):
    "How many lines of Python f runs."
    count = 0

    def tracer(frame, event, arg):
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        f(*args)
    finally:
        sys.settrace(before)
    return count


def loop(x, w, b, stride, pad):
    "The maps with a loop over samples and places."
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    kh, kw = w.shape[2:]
    OH, OW = (padded.shape[2] - kh) // stride + 1, (padded.shape[3] - kw) // stride + 1
    out = np.empty((len(x), len(w), OH, OW))
    for n in range(len(x)):
        for i in range(OH):
            for j in range(OW):
                window = padded[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
                out[n, :, i, j] = (window * w).sum(axis=(1, 2, 3)) + b
    return out


def seconds(f, args, times):
    "The shortest of several runs: whatever else the machine does, it only makes runs longer."
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        f(*args)
        best = min(best, time.perf_counter() - start)
    return best


def race(f, *args):
    return seconds(loop, args, 2), seconds(f, args, 9)
"""


def two(answer):
    """The answer, which must be a pair: any other thing of length two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`conv_forward_fast` should return two things, (out, cache).")
    return answer


def maps(m, *args):
    """The output without the cache."""
    return two(m.conv_forward_fast(*args))[0]


def drawn(rng, x, w):
    """Random x, w and b for these shapes."""
    return rng.normal(size=x), rng.normal(size=w), rng.normal(size=w[0])


@check(points=2)
def lays_the_lessons_windows_flat(lab):
    "The lesson's image becomes two rows of eight numbers."
    expect.close(expect.matches(lab.im2col, X, 2, 2), COLS)


@check(points=1)
def multiplies_once(lab):
    "The lesson's filters give the lesson's maps."
    expect.close(expect.matches(maps, X, W, B), OUT)


@check(
    points=2,
    cases=[
        {"x": (2, 3, 5, 7), "window": (2, 3), "stride": 1, "pad": 0},
        {"x": (3, 2, 4, 6), "window": (3, 2), "stride": 1, "pad": 1},
        {"x": (2, 1, 7, 8), "window": (2, 3), "stride": 2, "pad": 0},  # a row and a column are left over
        {"x": (1, 3, 5, 8), "window": (3, 2), "stride": 3, "pad": 2},
        {"x": (2, 3, 4, 5), "window": (4, 5), "stride": 1, "pad": 0},  # one place
        {"x": (2, 4, 3, 5), "window": (1, 1), "stride": 1, "pad": 0},  # a row for each pixel
    ],
)
def any_shape(lab, case):
    "Rows and columns in the agreed order, for any shape."
    x = lab.rng.normal(size=case["x"])
    expect.matches(lab.im2col, x, *case["window"], case["stride"], case["pad"])


@check(
    points=2,
    cases=[
        {"x": (2, 3, 5, 7), "w": (4, 3, 2, 3), "stride": 1, "pad": 1},
        {"x": (3, 2, 7, 6), "w": (5, 2, 3, 2), "stride": 2, "pad": 0},
        {"x": (1, 4, 6, 5), "w": (2, 4, 3, 3), "stride": 2, "pad": 2},
    ],
)
def equals_conv_forward(lab, case):
    "conv_forward_fast returns what conv_forward returns, cache included."

    def cache(m, *args):
        return {"cache": tuple(two(m.conv_forward_fast(*args))[1])}

    args = (*drawn(lab.rng, case["x"], case["w"]), case["stride"], case["pad"])
    expect.matches(maps, *args)
    expect.matches(cache, *args)


@check(points=2)
def counts_no_places(lab):
    "The work of Python does not grow with the batch or the image."
    measures = lab.load(MEASURES)
    small, large = (drawn(lab.rng, shape, (4, 3, 3, 2)) for shape in ((2, 3, 4, 5), (12, 3, 13, 11)))
    expect.shape(lab.im2col(small[0], 3, 2), (16, 18), what="cols")
    expect.shape(maps(lab, *small), (2, 4, 2, 4), what="out")
    for f, few, many, what in (
        (lab.im2col, (small[0], 3, 2), (large[0], 3, 2), "im2col"),
        (lab.conv_forward_fast, small, large, "conv_forward_fast"),
    ):
        before, after = measures.steps(f, *few), measures.steps(f, *many)
        expect.that(
            after <= 1.2 * before + 5,
            f"`{what}` should take as many steps of Python for 12 images of 13×11 as for 2 of 4×5; "
            f"yours takes {after} and {before}.",
            mistake="still-looping",
        )


@check(points=2)
def beats_the_loop(lab):
    "conv_forward_fast is at least twice as fast as a loop beside it."
    x, w, b = drawn(lab.rng, (4, 3, 16, 16), (8, 3, 3, 3))
    expect.shape(maps(lab, x, w, b, 1, 1), (4, 8, 16, 16), what="out")
    loop, fast = lab.load(MEASURES).race(lab.conv_forward_fast, x, w, b, 1, 1)
    expect.that(
        loop >= 2 * fast,
        f"The loop should take at least twice as long as `conv_forward_fast`; it took {loop / fast:.1f} times as long.",
        mistake="still-looping",
    )


@check(points=1)
def refuses_what_does_not_fit(lab):
    "Wrong channels or too large a window raise ValueError."
    x = np.ones((2, 3, 4, 6))
    for kh, kw, pad in ((5, 2, 0), (2, 7, 0), (7, 2, 1), (2, 9, 1)):
        expect.raises(ValueError, lab.im2col, x, kh, kw, 1, pad)
        expect.raises(ValueError, lab.conv_forward_fast, x, np.ones((5, 3, kh, kw)), np.zeros(5), 1, pad)
    for channels in (1, 2):
        expect.raises(ValueError, lab.conv_forward_fast, x, np.ones((5, channels, 2, 2)), np.zeros(5))
