"""Hidden checks: random functions, and more layers to judge. All of it stays with the grader."""

import copy

import numpy as np
from checks import reported

from grader import check, expect


@check(points=1)
def differentiates_random_functions(lab):
    "num_grad is right for a random function of an array with three axes."
    x, scale = lab.rng.normal(size=(2, 1, 3)), lab.rng.uniform(0.5, 1.5, size=(2, 1, 3))
    gradient = lab.num_grad(lambda x: float(np.sin(scale * x).sum() + x.prod()), x)
    expect.close(gradient, scale * np.cos(scale * x) + x.prod() / x, atol=1e-8, what="the gradient")


@check(points=1)
def calls_with_one_entry_moved(lab):
    "At every call of f at most one entry differs from x, by 1e-5 unless told."
    x = lab.rng.normal(size=5)
    moved, steps = [], []

    def f(probe):
        moved.append(int((abs(probe - x) > 1e-9).sum()))
        steps.append(float(abs(probe - x).max()))
        return float((probe**2).sum())

    lab.num_grad(f, x)
    expect.that(len(moved) >= x.size, "f was called less often than x has entries")
    most = max(moved)
    expect.that(most <= 1, f"f was called with {most} entries moved", mistake="does-not-restore-x")
    expect.close(max(steps), 1e-5, rtol=1e-4, what="the longest step without the argument h")


@check(points=1)
def measures_random_arrays(lab):
    "rel_error agrees with the formula on random arrays of several axes."
    a = lab.rng.normal(size=(2, 3, 2))
    expect.matches(lab.rel_error, a, a + lab.rng.normal(size=a.shape))


def softmax(z):
    """Probabilities for one row of logits."""
    e = np.exp(z - z.max())
    return e / e.sum()


def drawn(rng, *shape):
    """A random array with no entry near 0."""
    return rng.uniform(0.5, 2.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def with_nan(gradient):
    """The gradient with its last entry undefined."""
    gradient = gradient.copy()
    gradient[-1] = np.nan
    return gradient


# Layers: (forward, backward, how to draw the inputs); the wrong ones with where they are wrong.

RIGHT = {
    "steep": (
        lambda x: np.exp(9 * x),
        lambda upstream, x: {"x": 9 * upstream * np.exp(9 * x)},
        lambda rng: {"x": rng.uniform(1.1, 1.3, size=1)},
    ),
    "matrix product": (
        lambda x, W: x @ W,
        lambda upstream, x, W: {"x": upstream @ W.T, "W": x.T @ upstream},
        lambda rng: {"x": drawn(rng, 1, 2), "W": drawn(rng, 2, 1)},
    ),
    "absolute value": (
        lambda x: 50 * np.abs(x),
        lambda upstream, x: {"x": 50 * upstream * np.sign(x)},
        lambda rng: {"x": np.array([0.0, 1.0])},
    ),
}

WRONG = {
    "nan": (
        lambda x: x**2,
        lambda upstream, x: {"x": with_nan(2 * upstream * x)},
        lambda rng: {"x": drawn(rng, 3)},
        "x[2]",
    ),
    "misshapen": (
        lambda x: x**2,
        lambda upstream, x: {"x": (2 * upstream * x)[None]},
        lambda rng: {"x": drawn(rng, 2)},
        "x",
    ),
    "beyond the corner": (
        lambda x: 100 * np.maximum(x, 0),
        lambda upstream, x: {"x": 100 * upstream * np.where(x == 0, 2.0, x > 0)},
        lambda rng: {"x": np.array([-1.0, 0.0])},
        "x[1]",
    ),
    "transposed": (
        lambda W: W**2,
        lambda upstream, W: {"W": (2 * upstream * W).T},
        lambda rng: {"W": drawn(rng, 2, 2)},
        "W",
    ),
    "softmax of zeros": (
        softmax,
        lambda upstream, z: {"z": np.zeros_like(z)},
        lambda rng: {"z": drawn(rng, 2)},
        "z",
    ),
    "a little off": (
        lambda x: x**2,
        lambda upstream, x: {"x": 2.0002 * upstream * x},
        lambda rng: {"x": 3 * drawn(rng, 2)},
        "x",
    ),
}


def verdict(m, layer, inputs, rng, exact=True, **options):
    """What m.check says of the layer, in words; only the name of the gradient unless exact."""
    report = reported(m.check(*layer[:2], inputs, rng, **options))
    if report.ok:
        return "right" if report.where is None else "right, but where is not None"
    name, index = report.where
    return f"wrong at {name}{[int(i) for i in index] if exact and index else ''}"


def expect_verdict(lab, layer, expected, inputs=None, **options):
    """The verdict is known, so the reference is asked only where a mistake has to be named."""
    inputs, rng = inputs or layer[2](lab.rng), lab.generator()
    # Where all entries are wrong, which is the worst may hang on rounding: then the name is enough.
    exact = "[" in expected
    said = verdict(lab, layer, inputs, rng, exact, **options)
    if said != expected:
        expect.matches(verdict, layer, inputs, rng, exact, **options)
    expect.that(said == expected, f"the layer is {expected}, your check says otherwise")


@check(points=1, cases=[{"layer": name} for name in RIGHT])
def passes_more_right_layers(lab, case):
    "check passes right layers of other shapes and slopes."
    expect_verdict(lab, RIGHT[case["layer"]], "right")


@check(points=2, cases=[{"layer": name} for name in WRONG])
def catches_more_wrong_layers(lab, case):
    "check fails wrong layers, however little is wrong with them."
    layer = WRONG[case["layer"]]
    expect_verdict(lab, layer, f"wrong at {layer[3]}")


@check(points=1, cases=[{"dtype": "int64"}, {"dtype": "float32"}, {"dtype": "float64"}])
def casts_its_inputs(lab, case):
    "check casts its inputs to float64, in copies, before it moves them by h."
    given = lab.rng.integers(1, 5, size=2).astype(case["dtype"])
    seen, steps = set(), [0.0]

    def cube(x):
        seen.add(str(x.dtype))
        steps.append(float(abs(x - given).max()))
        return x**3

    def backward(upstream, x):
        return {"x": 3 * upstream * x**2}

    expect.unchanged(lab.check, cube, backward, {"x": given}, lab.generator())
    mistake = {"int64": "int-dtype-truncation", "float32": "keeps-float32"}.get(case["dtype"])
    expect.that(seen == {"float64"}, "forward was called with an array that is not float64", mistake=mistake)
    expect.close(max(steps), 1e-5, rtol=1e-4, what="the longest step without the argument h")


def bent(slopes, upstream):
    """A layer that bends at 0, and the gradients that it claims there: for each entry (left, right, claimed).

    Divided by the upstream gradient that will be drawn, the slopes are those of the loss.
    """
    left, right, claimed = np.array(slopes).T
    return (
        lambda x: np.where(x < 0, left * x, right * x) / upstream,
        lambda upstream_drawn, x: {"x": upstream_drawn * claimed / upstream},
    )


def drawn_from(rng, size):
    """What `rng` will give to the learner."""
    return copy.deepcopy(rng).normal(size=size)


ALL_EXCUSED = [
    *[(0.0, 100.0, g) for g in (0.0, 40.0, 100.0, 100.00005)],
    *[(100.0, 0.0, g) for g in (0.0, 60.0, 100.0)],
    (-100.0, 100.0, 70.0),
    (-100.0, 0.0, -100.00005),
    (0.0, 0.0015, 0.0),
]
NONE_EXCUSED = {
    "Slopes that differ by less than 1e-3 · max(1, |g|) are no corner; your check excuses them.": [
        (100.0, 100.05, 100.05),
        (-100.0, -100.05, -100.05),
        (0.0, 0.0007, 0.0),
    ],
    "At a corner, a gradient beyond both slopes by more than tol · max(1, |g|) is wrong.": [
        (0.0, 100.0, 100.0003),
        (0.0, 100.0, -3e-6),
        (-100.0, 0.0, -100.0003),
    ],
    "Without the argument tol, an error of 1.5e-6 is too large.": [(0.5, 0.5, 0.5000015)],
}


@check(points=1)
def knows_where_corners_begin_and_end(lab):
    "check excuses what lies between the slopes of a corner, and nothing else."

    def says(slopes):
        rng = lab.generator()
        layer = bent(slopes, drawn_from(rng, len(slopes)))
        return verdict(lab, layer, {"x": np.zeros(len(slopes))}, rng, exact=False)

    expect.that(
        says(ALL_EXCUSED) == "right",
        "At a corner, every gradient from one slope to the other is right (give or take tol · max(1, |g|)).",
    )
    for message, layers in NONE_EXCUSED.items():
        for slopes in layers:
            expect.that(says([slopes]) == "wrong at x", message)


@check(points=1)
def reports_and_obeys(lab):
    "check reports the largest error, and judges it by the tolerance given."
    layer = WRONG["a little off"]
    inputs, rng = layer[2](lab.rng), lab.generator()

    def largest_error(m):
        return reported(m.check(*layer[:2], inputs, rng)).max_err

    expect.matches(largest_error, rtol=1e-2)
    expect_verdict(lab, layer, "right", inputs, tol=1e-3)

    # Slope n, claimed g: 3 / max(1, |g|, |n|), and a smaller error beside it.
    for n, g in ((-1.0, -4.0), (-4.0, -1.0)):
        rng = lab.generator()
        layer = bent([(n, n, g), (2.0, 2.0, 1.0)], drawn_from(rng, 2))
        report = reported(lab.check(*layer, {"x": np.zeros(2)}, rng))
        expect.close(report.max_err, 0.75, what="max_err")

    # At 0 and with powers of two nothing is rounded: these gradients are right to the last bit.
    rng = lab.generator()
    exact = [(0.0, 1024.0, 0.0), (0.0, 1024.0, 1024.0), (512.0, 512.0, 512.0)]
    layer = bent(exact, np.sign(drawn_from(rng, 3)))
    said = verdict(lab, layer, {"x": np.zeros(3)}, rng, h=2.0**-10, tol=0.0)
    expect.that(
        said == "right", "An error of exactly tol is still right: gradients without any error pass tol = 0."
    )
