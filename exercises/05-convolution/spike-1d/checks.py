"""Public checks of spike-1d. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

SIGNAL = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0])
SPIKE = np.array([-1.0, 1.0, -1.0])
X = np.array([3.0, 1.0, 4.0, 1.0, 6.0, 2.0])
W = np.array([1.0, 2.0, -1.0])


@check(points=2)
def answers_at_every_place(lab):
    "slide1d gives the lesson's answers, place by place."
    answers = expect.matches(lab.slide1d, X, W)
    expect.close(answers, np.array([1.0, 8.0, 0.0, 11.0]))
    answers = expect.matches(lab.slide1d, SIGNAL, SPIKE)
    expect.close(answers, np.array([-1.0, 1.0, -1.0, -1.0, 0.0, 0.0]))


@check(points=2)
def the_matrix_of_the_filter(lab):
    "as_dense writes the same weights in every row, one column further on."
    M = expect.matches(lab.as_dense, W, 6)
    rows = [[1, 2, -1, 0, 0, 0], [0, 1, 2, -1, 0, 0], [0, 0, 1, 2, -1, 0], [0, 0, 0, 1, 2, -1]]
    expect.close(M, np.array(rows, dtype=float))
    expect.close(M @ X, expect.matches(lab.slide1d, X, W), what="the product of the matrix and the signal")


@check(points=1)
def finds_the_spike(lab):
    "spike_anywhere is 1 for a single spike wherever it is, and less elsewhere."
    expect.close(expect.matches(lab.spike_anywhere, X, [1, 2, -1]), 11.0)
    expect.close(expect.matches(lab.spike_anywhere, SIGNAL), 1.0)
    expect.close(expect.matches(lab.spike_anywhere, np.array([0.0, 1.0, 1.0, 0.0])), 0.0)
    expect.close(expect.matches(lab.spike_anywhere, np.array([2.0, 1.0, 1.0, 1.0, 0.5])), -0.5)


@check(
    points=2,
    cases=[
        {"L": 7, "k": 3},
        {"L": 9, "k": 4},
        {"L": 5, "k": 1},
        {"L": 6, "k": 5},
        {"L": 4, "k": 4},
        {"L": 1, "k": 1},
    ],
)
def any_length(lab, case):
    "Any filter on any signal that is at least as long."
    x, w = lab.rng.normal(size=case["L"]), lab.rng.normal(size=case["k"])
    expect.matches(lab.slide1d, x, w)
    expect.matches(lab.as_dense, w, case["L"])


@check(points=1)
def integers_become_floats(lab):
    "Integers become float64: 200 · 2 is 400, also in uint8."
    x = np.array([200, 0, 100, 50, 7], dtype=np.uint8)
    w = np.array([2, 0, 1], dtype=np.uint8)
    expect.close(expect.matches(lab.slide1d, x, w), np.array([500.0, 50.0, 207.0]))
    expect.matches(lab.as_dense, w, 5)
    expect.close(expect.matches(lab.spike_anywhere, x), 50.0)


@check(points=1)
def a_filter_that_is_too_long(lab):
    "A filter longer than the signal raises ValueError."
    expect.raises(ValueError, lab.slide1d, np.ones(3), np.ones(4))
    expect.raises(ValueError, lab.as_dense, np.ones(5), 3)
    expect.raises(ValueError, lab.as_dense, np.ones(4), 3)
    expect.raises(ValueError, lab.spike_anywhere, np.ones(2))
