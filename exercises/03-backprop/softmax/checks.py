"""Public checks of `softmax`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

BOAT = np.array([1.0, 2.4, 5.5, 1.0])
# exp gives 1, 2, 5 in the first row and 1, 1, 2 in the second.
Z = np.array([[0.0, np.log(2), np.log(5)], [0.0, 0.0, np.log(2)]])


@check(points=2)
def gives_the_lessons_probabilities(lab):
    "softmax gives the lesson's probabilities, each row adding up to 1."
    p = expect.matches(lab.softmax, Z)
    expect.close(p, np.array([[0.125, 0.25, 0.625], [0.25, 0.25, 0.5]]))
    p = expect.matches(lab.softmax, BOAT)
    expect.close(p, np.array([0.0104088241, 0.0422098633, 0.9369724885, 0.0104088241]))


@check(points=2)
def survives_large_logits(lab):
    "softmax is right and silent for ±10000, also next to small logits."
    beside_small = [[0.0900305732, 0.2447284711, 0.6652409558], [0.2447284711, 0.6652409558, 0.0900305732]]
    for z, p in (
        ([[10000.0, 10001.0]], [[0.2689414214, 0.7310585786]]),  # as for (0, 1)
        ([[-10000.0, -10000.0, -10000.0]], [[1 / 3, 1 / 3, 1 / 3]]),
        ([[0.0, 1.0, 2.0], [10000.0, 10001.0, 9999.0]], beside_small),
    ):
        expect.close(expect.matches(lab.softmax, np.array(z)), np.array(p))
        expect.no_warnings(lab.softmax, np.array(z))


@check(points=2)
def sums_exponentials_safely(lab):
    "logsumexp gives the lesson's numbers, drops the axis, never overflows."
    totals = expect.matches(lab.logsumexp, Z)
    expect.close(totals, np.array([2.0794415417, 1.3862943611]))  # ln 8, ln 4
    total = expect.matches(lab.logsumexp, np.array([1000.0, 1000.0]))
    expect.close(total, 1000.6931471806, rtol=1e-9)


@check(points=2)
def takes_logarithms_safely(lab):
    "log_softmax gives log p, finite even where p itself rounds to 0."
    logs = expect.matches(lab.log_softmax, Z)
    expect.close(logs[0], np.array([-2.0794415417, -1.3862943611, -0.4700036292]))  # ln of 1/8, 2/8, 5/8
    expect.close(logs[1], np.array([-1.3862943611, -1.3862943611, -0.6931471806]))  # ln of 1/4, 1/4, 1/2
    logs = expect.matches(lab.log_softmax, np.array([[0.0, 1000.0]]))
    expect.close(logs, np.array([[-1000.0, 0.0]]))
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
    "Integer logits (also uint8) give float64, and z is not changed."
    z = np.array([[1, 2, 4], [3, 1, 3]])
    for f in (lab.softmax, lab.log_softmax, lab.logsumexp):
        expect.matches(f, z)
        expect.matches(f, z.astype(np.uint8))
        expect.unchanged(f, z)
        expect.unchanged(f, Z)
