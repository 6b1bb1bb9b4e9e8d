"""Public checks of the losses of a margin."""

import numpy as np

from grader import check, expect

M = np.array([-1.0, 0.0, 0.5, 2.0])
LOSSES = {
    "zero_one": [1.0, 1.0, 0.0, 0.0],
    "hinge": [2.0, 1.0, 0.5, 0.0],
    "exponential": [2.7182818285, 1.0, 0.6065306597, 0.1353352832],
    "logistic_log2": [1.8946361240, 1.0, 0.6839485141, 0.1831184121],
}
SLOPES = {
    "d_zero_one": [0.0, 0.0, 0.0, 0.0],
    "d_hinge": [-1.0, -1.0, -1.0, 0.0],
    "d_exponential": [-2.7182818285, -1.0, -0.6065306597, -0.1353352832],
    "d_logistic_log2": [-1.0546945860, -0.7213475204, -0.5446760506, -0.1719734645],
}


@check(points=3, cases=[{"loss": name} for name in LOSSES])
def draws_the_four_curves(lab, case):
    "The four losses have the lesson's values at -1, 0, 0.5 and 2."
    values = expect.matches(getattr(lab, case["loss"]), M)
    expect.close(values, np.array(LOSSES[case["loss"]]))


@check(points=3, cases=[{"slope": name} for name in SLOPES])
def knows_their_slopes(lab, case):
    "The four derivatives have the lesson's values at -1, 0, 0.5 and 2."
    values = expect.matches(getattr(lab, case["slope"]), M)
    expect.close(values, np.array(SLOPES[case["slope"]]))


@check(points=1)
def chooses_a_slope_at_the_kink(lab):
    "At m = 1 the hinge's slope lies between -1 and 0."
    slopes = lab.d_hinge(np.array([1.0, 3.0]))
    expect.shape(slopes, (2,))
    expect.between(float(slopes[0]), -1, 0, what="the slope at the kink")


@check(points=2)
def stays_finite_far_out(lab):
    "The logistic loss and its slope are right and silent at m = ±1000."
    far = np.array([-1000.0, -50.0, 50.0, 1000.0])
    values = expect.matches(lab.logistic_log2, far)
    expect.close(values[0], 1442.6950408890, what="the loss at m = -1000")
    expect.matches(lab.d_logistic_log2, far)
    for f in (lab.logistic_log2, lab.d_logistic_log2):
        expect.no_warnings(f, far)


@check(points=2)
def squares_the_difference(lab):
    "half_squared is 4.5, 4.5, 0.5 in the lesson; its slope is by f."
    f, y = np.array([4.0, -2.0, 0.0]), np.array([1.0, 1.0, 1.0])
    expect.close(expect.matches(lab.half_squared, f, y), np.array([4.5, 4.5, 0.5]))
    expect.close(expect.matches(lab.d_half_squared, f, y), np.array([3.0, -3.0, -1.0]))
    expect.matches(lab.d_half_squared, f, -y)


@check(points=2)
def averages_over_the_samples(lab):
    "risk is the lesson's 0.25, 1.625, 37.34 and 2.10; other names raise."
    m = np.array([2.0, 1.5, 0.5, -5.0])
    risks = {"zero_one": 0.25, "hinge": 1.625, "exponential": 37.3445388014, "logistic_log2": 2.0952020670}
    for name, value in risks.items():
        expect.close(expect.matches(lab.risk, name, m), value)
    expect.raises(ValueError, lab.risk, "squared", m)
