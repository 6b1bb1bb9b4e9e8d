"""Public checks of conv2d-one."""

import numpy as np

from grader import check, expect

PATCH = np.array(
    [  # the tip of a handwritten 7
        [0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
        [0, 0, 3, 7, 6, 6],
        [0, 0, 9, 10, 10, 10],
        [0, 0, 0, 4, 0, 0],
    ],
    dtype=float,
)
EDGE = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], dtype=float)
FEATURE_MAP = np.array([[3, 7, 3, -1], [12, 17, 4, -1], [12, 21, 4, -5]], dtype=float)

SMILEY = np.array(
    [
        [0, 0, 0, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 1, 0],
        [0, 1, 0, 0, 0, 1, 0],
        [0, 0, 0, 1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 0],
        [0, 1, 0, 0, 0, 1, 0],
        [0, 0, 1, 1, 1, 0, 0],
    ],
    dtype=float,
)
NOSE_AND_MOUTH = np.array([[0, 0, 1], [1, 0, 0], [0, 1, 1]], dtype=float)


@check(points=2)
def the_patch_gives_its_feature_map(lab):
    "The 5×6 patch gives the 3×4 map of the lesson."
    feature_map = expect.matches(lab.correlate2d, PATCH, EDGE)
    expect.close(feature_map, FEATURE_MAP)


@check(points=1)
def finds_nose_and_mouth(lab):
    "A template finds the smiley's nose and mouth: the map counts 4."
    feature_map = expect.matches(lab.correlate2d, SMILEY, NOSE_AND_MOUTH)
    expect.that(
        bool(feature_map[4, 1] == feature_map.max() == 4),
        "The largest number of the map should be the 4 at [4, 1].",
    )


@check(points=2)
def an_impulse_draws_the_kernel(lab):
    "A bright pixel draws the kernel, or the kernel turned."
    impulse = np.zeros((3, 5))
    impulse[1, 2] = 1.0
    K = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    expect.close(expect.matches(lab.convolve2d, impulse, K), K)
    expect.close(expect.matches(lab.correlate2d, impulse, K), K[::-1, ::-1])


@check(
    points=2,
    cases=[
        {"image": (5, 6), "kernel": (3, 2)},
        {"image": (6, 4), "kernel": (2, 3)},
        {"image": (2, 3), "kernel": (1, 1)},
        {"image": (5, 7), "kernel": (1, 4)},
        {"image": (8, 6), "kernel": (6, 1)},
        {"image": (4, 9), "kernel": (4, 2)},  # as tall as the image: one row remains
        {"image": (4, 4), "kernel": (4, 4)},  # as large as the image: one number remains
    ],
)
def sizes(lab, case):
    "The map has H − kh + 1 rows and W − kw + 1 columns."
    X, K = lab.rng.normal(size=case["image"]), lab.rng.normal(size=case["kernel"])
    expect.matches(lab.correlate2d, X, K)
    expect.matches(lab.convolve2d, X, K)


@check(points=1)
def integers_become_floats(lab):
    "Integers become float64: 200 · 2 is 400, also in uint8."
    X = np.array([[200, 0, 1, 80, 9], [0, 100, 7, 0, 60], [30, 0, 90, 5, 250]], dtype=np.uint8)
    K = np.array([[2, 0, 1], [1, 3, 0]], dtype=np.uint8)
    correlated = expect.matches(lab.correlate2d, X, K)
    expect.close(correlated, np.array([[701.0, 201.0, 18.0], [37.0, 470.0, 179.0]]))
    convolved = expect.matches(lab.convolve2d, X, K)
    expect.close(convolved, np.array([[15.0, 183.0, 376.0], [517.0, 31.0, 650.0]]))
    edges = expect.matches(lab.correlate2d, X.astype(np.int64), EDGE[:2].astype(np.int64))
    expect.close(edges, np.array([[-192.0, -20.0, 61.0], [67.0, -95.0, 213.0]]))


@check(points=1)
def a_kernel_that_fits_nowhere(lab):
    "A kernel that fits nowhere raises ValueError."
    for f in (lab.correlate2d, lab.convolve2d):
        expect.raises(ValueError, f, np.ones((4, 6)), np.ones((5, 2)))
        expect.raises(ValueError, f, np.ones((4, 6)), np.ones((3, 7)))
        expect.raises(ValueError, f, np.ones((4, 6)), np.ones((8, 9)))
