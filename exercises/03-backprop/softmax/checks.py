"""Public checks of `softmax`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

BOAT = np.array([1.0, 2.4, 5.5, 1.0])
# exp gives 1, 2, 5 in the first row and 1, 1, 2 in the second.
Z = np.array([[0.0, np.log(2), np.log(5)], [0.0, 0.0, np.log(2)]])


@check(points=2)
def gives_the_lessons_probabilities(lab):
    "softmax gives the lesson's probabilities, each row adding up to 1."
    expect.matches(lab.softmax, Z)  # [[.125, .25, .625], [.25, .25, .5]]
    expect.matches(lab.softmax, BOAT)  # .01, .04, .94, .01


@check(points=2)
def survives_large_logits(lab):
    "softmax is right and silent for logits of ±10000, also next to small ones."
    for z in (
        np.array([[10000.0, 10001.0]]),  # .269, .731, as for (0, 1)
        np.array([[-10000.0, -10000.0, -10000.0]]),  # a third each
        np.array([[0.0, 1.0, 2.0], [10000.0, 10001.0, 9999.0]]),
    ):
        expect.matches(lab.softmax, z)
        expect.no_warnings(lab.softmax, z)


@check(points=2)
def sums_exponentials_safely(lab):
    "logsumexp gives the lesson's numbers, drops the axis, and does not overflow."
    expect.matches(lab.logsumexp, Z)  # ln 8, ln 4
    expect.matches(lab.logsumexp, np.array([1000.0, 1000.0]))  # 1000.693


@check(points=2)
def takes_logarithms_safely(lab):
    "log_softmax gives the logarithms of the probabilities, finite even where the probability rounds to 0."
    expect.matches(lab.log_softmax, Z)
    expect.matches(lab.log_softmax, np.array([[0.0, 1000.0]]))  # -1000, 0
    expect.no_warnings(lab.log_softmax, np.array([[0.0, 1000.0]]))


@check(
    points=2,
    cases=[
        {"shape": (2, 5), "axis": 0},
        {"shape": (2, 5), "axis": 1},
        {"shape": (4, 2, 3), "axis": 1},
        {"shape": (4, 2, 3), "axis": -3},
    ],
)
def normalises_along_any_axis(lab, case):
    "All three functions work along the axis that they are told."
    z = lab.rng.normal(size=case["shape"])
    expect.matches(lab.softmax, z, axis=case["axis"])
    expect.matches(lab.log_softmax, z, axis=case["axis"])
    expect.matches(lab.logsumexp, z, axis=case["axis"])


@check(points=1)
def leaves_its_argument_alone(lab):
    "Integer logits give float64, and z is not changed."
    z = np.array([[1, 2, 4], [3, 1, 3]])
    for f in (lab.softmax, lab.log_softmax, lab.logsumexp):
        expect.matches(f, z)
        expect.unchanged(f, z)
        expect.unchanged(f, Z)
