"""Hidden checks of dropout."""

import numpy as np
from checks import two

from grader import check, expect


@check(points=2, cases=[{"p": 0.2}, {"p": 0.7}])
def drops_the_right_share(lab, case):
    "The share of dropped values is p, within 5 standard errors."
    p, x = case["p"], np.ones((100, 150))
    out, _ = two(lab.dropout_forward(x, p, "train", lab.generator()))
    expect.shape(out, x.shape, what="out")
    dropped = float(np.mean(out == 0))
    error = 5 * np.sqrt(p * (1 - p) / x.size)
    expect.that(
        bool(abs(dropped - (1 - p)) > error),
        "The share of dropped values should be p; yours is 1 - p.",
        mistake="p-is-keep-prob",
    )
    expect.that(bool(abs(dropped - p) <= error), "The share of dropped values is not p.")


@check(points=2)
def gradient(lab):
    "The backward pass is the gradient of your forward pass."
    x, rng = lab.rng.normal(size=(6, 7)), lab.generator()
    survived = two(lab.dropout_forward(x, 0.3, "train", rng))[0]
    expect.that(bool(np.any(survived != 0)), "Of the values of x some should survive; all of out is 0.")

    def forward(m, x):
        return two(m.dropout_forward(x, 0.3, "train", rng))[0]

    def backward(m, upstream, x):
        return m.dropout_backward(upstream, two(m.dropout_forward(x, 0.3, "train", rng))[1])

    expect.gradient(forward, backward, {"x": x}, own=True)


@check(points=1, cases=[{"shape": (4, 3, 5, 6)}, {"shape": (90,)}])
def any_shape(lab, case):
    "One value, one draw, in four dimensions and in one."
    x = lab.rng.uniform(1.0, 2.0, size=case["shape"])
    out, mask = two(lab.dropout_forward(x, 0.3, "train", lab.generator()))
    expect.shape(mask, x.shape, what="the mask")
    expect.close(mask, np.where(mask == 0, 0.0, 1 / 0.7), what="the mask")
    expect.close(out, x * mask, what="out")
    for axis in range(x.ndim):
        first = mask.take([0], axis=axis)
        expect.that(
            bool((mask != first).any()),
            f"The mask should not repeat itself along axis {axis}.",
            mistake="same-mask-for-all-rows" if axis == 0 and x.ndim > 1 else None,
        )


@check(points=1)
def keeps_the_precision(lab):
    "float32 stays float32, integers become float64."
    for x, dtype in (
        (lab.rng.normal(size=(5, 8)).astype(np.float32), np.float32),
        (lab.rng.integers(1, 9, size=(8, 5)), np.float64),
    ):
        for mode in ("train", "test"):
            out, mask = two(lab.dropout_forward(x, 0.3, mode, lab.generator()))
            expect.dtype(out, dtype, what="out")
            expect.dtype(mask, dtype, what="the mask")
            expect.close(out, (x * mask).astype(dtype), what="out")
    upstream = np.ones((2, 3), dtype=np.float32)
    expect.matches(lab.dropout_backward, upstream, upstream * np.float32(1.25))


@check(points=1)
def testing_needs_no_luck(lab):
    "Test mode is the identity for any shape, and draws nothing."
    for shape, p in (((7,), 0.9), ((2, 3, 4, 5), 0.0), ((3, 4), 0.5)):
        x = lab.rng.normal(size=shape)
        expect.matches(lab.dropout_forward, x, p, "test", None)
        expect.matches(lab.dropout_forward, x.astype(np.float32), p, "test", None)


@check(points=1)
def leaves_its_arguments_alone(lab):
    "x, mask and upstream gradient stay as they are."
    x, upstream = lab.rng.normal(size=(2, 5, 4))
    out, _ = two(expect.unchanged(lab.dropout_forward, x, 0.3, "train", lab.generator()))
    expect.shape(out, (5, 4), what="out")
    dx = expect.unchanged(lab.dropout_backward, upstream, np.where(x < 0, 0.0, 1.25))
    expect.shape(dx, (5, 4), what="the gradient")
