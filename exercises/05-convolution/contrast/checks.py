"""Public checks of contrast. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

FIVE_CHANNELS = np.array([2.0, 2.0, 4.0, 2.0, 2.0]).reshape(1, 5, 1, 1).repeat(2, axis=3)  # two places alike
STEP = np.array([0.0, 0.0, 3.0, 3.0, 3.0]).reshape(1, 1, 1, 5)


@check(points=2)
def channels_quieten_each_other(lab):
    "lrn gives the lesson's five channels."
    out = expect.matches(lab.lrn, FIVE_CHANNELS, radius=1, bias=1.0, alpha=1.0, beta=0.5)
    expect.close(out, np.array([2 / 3, 0.4, 0.8, 0.4, 2 / 3]).reshape(1, 5, 1, 1).repeat(2, axis=3))
    out = expect.matches(lab.lrn, FIVE_CHANNELS, radius=0, bias=0.0, alpha=0.25, beta=1.0)
    expect.close(out, np.array([2.0, 2.0, 1.0, 2.0, 2.0]).reshape(1, 5, 1, 1).repeat(2, axis=3))
    strong = np.full((1, 12, 1, 2), 10.0)
    expect.close(
        expect.matches(lab.lrn, strong)[0, [0, 6], 0, 0], np.array([9.60260751, 9.31012445]), rtol=1e-6
    )


@check(points=2)
def a_step_in_any_light(lab):
    "lcn gives the lesson's step, in dim light as in bright."
    answer = np.array([0.0, -0.70710678, 0.70710678, 0.0, 0.0]).reshape(1, 1, 1, 5)
    expect.close(expect.matches(lab.lcn, STEP, 3), answer, rtol=1e-6)
    expect.close(expect.matches(lab.lcn, 0.5 * STEP + 10.0, 3), answer, rtol=1e-6)


@check(
    points=2,
    cases=[
        {"shape": (2, 3, 5, 4), "radius": 1, "size": 3},
        {"shape": (1, 7, 3, 4), "radius": 2, "size": 5},
        {"shape": (3, 6, 4, 2), "radius": 4, "size": 3},
        {"shape": (2, 1, 2, 5), "radius": 3, "size": 1},
        {"shape": (1, 4, 2, 6), "radius": 0, "size": 13},
    ],
)
def any_neighbourhood(lab, case):
    "Neighbourhoods of any size are cut off at the border."
    x = lab.rng.normal(size=case["shape"]) * 3.0 + 2.0
    expect.matches(lab.lrn, x, case["radius"], 0.7, 0.3, 0.6)
    expect.matches(lab.lcn, x, case["size"])


@check(points=1)
def flat_patches(lab):
    "A flat patch has no contrast: 0, without a warning."
    flat = np.full((1, 2, 3, 4), 2.0)
    flat[0, 1] = 0.5
    expect.close(expect.matches(lab.lcn, flat, 3, atol=1e-6), flat * 0.0, atol=1e-6)
    expect.no_warnings(lab.lcn, flat, 3)
    faint = np.array([0.0, 2.0, 4.0]).reshape(1, 1, 1, 3)
    out = expect.matches(lab.lcn, faint, 3, eps=4.0)
    expect.close(out, np.array([-0.25, 0.0, 0.25]).reshape(1, 1, 1, 3))


@check(points=2)
def across_channels(lab):
    "With across_channels, m and s are taken over all channels of the window."
    x = np.array([[0.0, 2.0], [4.0, 6.0]]).reshape(1, 2, 1, 2)
    out = expect.matches(lab.lcn, x, 3, across_channels=True)
    rows = [[-1.34164079, -0.4472136], [0.4472136, 1.34164079]]
    expect.close(out, np.array(rows).reshape(1, 2, 1, 2), rtol=1e-6)
    expect.close(
        expect.matches(lab.lcn, x, 3), np.array([[-1.0, 1.0], [-1.0, 1.0]]).reshape(1, 2, 1, 2), rtol=1e-6
    )


@check(points=1)
def a_window_without_a_middle(lab):
    "A window of even size raises ValueError."
    x = lab.rng.normal(size=(1, 2, 4, 5))
    expect.raises(ValueError, lab.lcn, x, 4)
    expect.raises(ValueError, lab.lcn, x, 2, 1e-3, True)
