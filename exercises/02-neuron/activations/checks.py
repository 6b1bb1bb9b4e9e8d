"""Public checks of the activations."""

import numpy as np

from grader import check, expect

Z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
ACTIVATIONS = {
    "linear": [-2.0, -1.0, 0.0, 1.0, 2.0],
    "sigmoid": [0.1192029220, 0.2689414214, 0.5, 0.7310585786, 0.8807970780],
    "tanh": [-0.9640275801, -0.7615941560, 0.0, 0.7615941560, 0.9640275801],
    "relu": [0.0, 0.0, 0.0, 1.0, 2.0],
    "gaussian": [0.1353352832, 0.6065306597, 1.0, 0.6065306597, 0.1353352832],
    "step": [0.0, 0.0, 0.0, 1.0, 1.0],
}
SLOPES = {
    "linear": [1.0, 1.0, 1.0, 1.0, 1.0],
    "sigmoid": [0.1049935854, 0.1966119332, 0.25, 0.1966119332, 0.1049935854],
    "tanh": [0.0706508249, 0.4199743416, 1.0, 0.4199743416, 0.0706508249],
    "relu": [0.0, 0.0, 0.0, 1.0, 1.0],
    "gaussian": [0.2706705665, 0.6065306597, 0.0, -0.6065306597, -0.2706705665],
    "step": [0.0, 0.0, 0.0, 0.0, 0.0],
}


@check(points=2, cases=[{"name": name} for name in ACTIVATIONS])
def squashes_the_lessons_numbers(lab, case):
    "act gives the lesson's activations at -2, -1, 0, 1 and 2."
    a = expect.matches(lab.act, case["name"], Z)
    expect.close(a, np.array(ACTIVATIONS[case["name"]]))


@check(points=3, cases=[{"name": name} for name in SLOPES])
def has_the_lessons_slopes(lab, case):
    "dact gives the lesson's slopes at -2, -1, 0, 1 and 2."
    slopes = expect.matches(lab.dact, case["name"], Z)
    expect.close(slopes, np.array(SLOPES[case["name"]]))


@check(points=1, cases=[{"name": name} for name in ACTIVATIONS])
def keeps_shape_and_precision(lab, case):
    "Any shape goes; float32 stays float32, and integers become float64."
    single = np.array([[-1.5, 0.5, 2.0], [0.25, -3.0, 1.0]], dtype=np.float32)
    whole = np.array([[[-3, 2]], [[0, 1]], [[5, -1]]])
    for z in (single, whole):
        expect.matches(lab.act, case["name"], z)
        expect.matches(lab.dact, case["name"], z)


@check(points=2, cases=[{"name": name} for name in ACTIVATIONS])
def is_silent_far_out(lab, case):
    "Nothing warns at z = ±10000, in either precision."
    far = np.array([-10000.0, -300.0, 0.0, 300.0, 10000.0])
    for z in (far, far.astype(np.float32)):
        expect.matches(lab.act, case["name"], z)
        expect.matches(lab.dact, case["name"], z)
        expect.no_warnings(both, case["name"], z)


@check(points=1)
def refuses_unknown_names(lab):
    "A name that is not in the list is a ValueError."
    for name in ("softplus", "ReLU"):
        expect.raises(ValueError, lab.act, name, Z)
        expect.raises(ValueError, lab.dact, name, Z)


def both(m, name, z):
    """The activation and its slope."""
    return m.act(name, z), m.dact(name, z)
