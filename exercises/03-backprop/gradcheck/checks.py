"""Public checks: the numbers of the lesson, and layers to judge. The layers stay with the grader."""

import numpy as np

from grader import check, expect


def cubes(x):
    """Σ x³ as a float."""
    return float((x**3).sum())


def mixed(x):
    """A function of a (2, 3) array in which every entry's slope depends on a neighbour."""
    return float((x[0] ** 2 * x[1]).sum() + (x[:, :2] * x[:, 1:]).sum())


@check(points=2, cases=[{"f": "x³", "h": 0.1}, {"f": "mixed", "h": 0.1}, {"f": "mixed", "h": 1e-5}])
def takes_central_differences(lab, case):
    "num_grad takes central differences; x³ at 1 with h = 0.1 gives 3.01."
    if case["f"] == "x³":
        slope = expect.matches(lab.num_grad, cubes, np.array([1.0]), h=case["h"])
        expect.close(slope, np.array([3.01]))
    else:
        x = np.array([[0.5, -1.0, 2.0], [1.5, 0.3, -0.7]])
        slopes = expect.matches(lab.num_grad, mixed, x, h=case["h"], atol=1e-7)
        # mixed has no cubes in one entry, so that central differences are exact with any step.
        expect.close(slopes, np.array([[0.5, 1.9, -3.8], [0.55, 1.8, 4.3]]), atol=1e-7)


@check(points=1)
def leaves_x_as_it_was(lab):
    "num_grad leaves x as it was, to the last bit."
    expect.unchanged(lab.num_grad, mixed, np.array([[0.1, 0.7, -1.3], [1.1, 0.3, -0.9]]), h=0.1)


@check(points=1, cases=[{"dtype": "int64"}, {"dtype": "float32"}])
def computes_in_float64(lab, case):
    "Integers and float32 are cast to float64 before anything moves."
    dtypes = set()

    def spy(x):
        dtypes.add(str(x.dtype))
        return cubes(x)

    # A step of 1/4 is exact in every precision, so only the type that f sees can differ.
    slopes = expect.matches(lab.num_grad, spy, np.array([1, 2], dtype=case["dtype"]), h=0.25)
    expect.close(slopes, np.array([3.0625, 12.0625]))
    expect.that(
        dtypes == {"float64"},
        f"f was called with {', '.join(sorted(dtypes - {'float64'}))}, expected float64",
        mistake="keeps-float32",
    )


@check(
    points=2,
    cases=[
        {"a": [1.0, 2.0], "b": [1.0, 2.5], "error": 0.1111111111},  # 0.5 / 4.5
        {"a": [0.0, 0.0], "b": [0.0, 0.0], "error": 0.0},
        {
            "a": [-8.0, 0.0],
            "b": [-8.0, 2.0],
            "error": 0.125,
        },  # 2 / 16, though two entries have nothing in common
        {"a": [0.0, 3e-9], "b": [0.0, 1e-9], "error": 0.2},  # noise: measured against 1e-8
        {"a": [1.0, float("nan")], "b": [1.0, 2.0], "error": float("inf")},
    ],
)
def measures_relative_error(lab, case):
    "rel_error gives the lesson's 0.111, 0 for two zeros, infinity for nan."
    error = expect.matches(lab.rel_error, np.array(case["a"]), np.array(case["b"]))
    expect.close(error, case["error"])


# Layers: (forward, backward, inputs); the wrong ones with what is to be said of them.

RIGHT = {
    "product": (
        lambda x, w: x * w,
        lambda upstream, x, w: {"x": upstream * w, "w": upstream * x},
        {"x": np.array([3.0, -2.0]), "w": np.array([0.5, 4.0])},
    ),
    "100 · relu, on its corner once with the slope of the left and once with that of the right": (
        lambda x: 100 * np.maximum(x, 0),
        lambda upstream, x: {"x": 100 * upstream * np.array([0.0, 0.0, 1.0])},
        {"x": np.array([-1.5, 0.0, 0.0])},
    ),
    "100 + x / 1 000 000": (
        lambda x: 100 + 1e-6 * x,
        lambda upstream, x: {"x": 1e-6 * upstream},
        {"x": np.array([0.2, -1.0, 0.7])},
    ),
}

WRONG = {
    "product, 0.5 too much in the gradient of w[1]": (
        lambda x, w: x * w,
        lambda upstream, x, w: {"x": upstream * w, "w": upstream * x + np.array([0, 0.5])},
        {"x": np.array([3.0, -2.0]), "w": np.array([0.5, 4.0])},
        "wrong at w[1]",
    ),
    "tanh, the upstream gradient ignored": (
        lambda x: np.tanh(x),
        lambda upstream, x: {"x": 1 - np.tanh(x) ** 2},
        {"x": np.array([0.3])},
        "wrong at x[0]",
    ),
    "product, the gradient of w missing": (
        lambda x, w: x * w,
        lambda upstream, x, w: {"x": upstream * w},
        {"x": np.array([3.0]), "w": np.array([0.5])},
        "wrong at w",
    ),
}


def reported(report):
    """What check returned, which must be a Report."""
    bare = report is None or isinstance(report, (bool, int, float, list, dict, np.ndarray))
    bare = bare or (isinstance(report, tuple) and not hasattr(report, "ok"))
    expect.that(not bare, "`check` should return a Report, made as Report(ok, max_err, where).")
    return report


def verdict(m, layer, rng):
    """What m.check says of the layer, in words."""
    forward, backward, inputs = layer
    report = reported(m.check(forward, backward, inputs, rng))
    if report.ok:
        return "right" if report.where is None else "right, but where is not None"
    name, index = report.where
    return f"wrong at {name}{[int(i) for i in index] if index else ''}"


def expect_verdict(lab, layer, expected):
    """The verdict is that of the reference, and it is written out."""
    said = expect.matches(verdict, layer, lab.generator())
    expect.that(said == expected, f"the layer is {expected}, your check says: {said}")


@check(points=2, cases=[{"layer": name} for name in RIGHT])
def passes_right_layers(lab, case):
    "check passes right layers, at corners and where the slope is faint."
    expect_verdict(lab, RIGHT[case["layer"]], "right")


@check(points=3, cases=[{"layer": name} for name in WRONG])
def catches_wrong_layers(lab, case):
    "check fails layers that are wrong, and says where."
    *layer, expected = WRONG[case["layer"]]
    expect_verdict(lab, layer, expected)
