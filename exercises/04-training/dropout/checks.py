"""Public checks of dropout."""

import numpy as np

from grader import check, expect


def two(answer):
    """The answer, which must be a pair: any other thing of length two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`dropout_forward` should return two things, (out, mask).")
    return answer


def run(lab, x, p, mode, rng):
    """(out, mask) of the forward pass, both of x's shape."""
    out, mask = two(lab.dropout_forward(x, p, mode, rng))
    expect.that(
        np.shape(mask) not in (x.shape[1:], (1,) + x.shape[1:]),
        "The mask should have the shape of x, with a draw for every value.",
        mistake="same-mask-for-all-rows",
    )
    expect.shape(out, x.shape, what="out")
    expect.shape(mask, x.shape, what="the mask")
    return out, mask


@check(points=2)
def testing_is_the_identity(lab):
    "In test mode out equals x, and rng may be None."
    x = lab.rng.uniform(1.0, 2.0, size=(5, 8))
    out = run(lab, x, 0.7, "test", lab.generator())[0]
    expect.that(
        bool(np.all(out != 0)), "No value should be dropped in test mode.", mistake="dropout-at-test-time"
    )
    out, mask = two(expect.matches(lab.dropout_forward, x, 0.7, "test", None))
    expect.close(out, x, what="out")
    expect.close(mask, np.ones((5, 8)), what="the mask")


@check(points=3, cases=[{"p": 0.2, "factor": 1.25}, {"p": 0.7, "factor": 3.3333333333}])
def survivors_are_scaled_up(lab, case):
    "In training a value is dropped, or divided by 1 − p."
    p = case["p"]
    x = lab.rng.uniform(1.0, 2.0, size=(20, 30))
    out, mask = run(lab, x, p, "train", lab.generator())
    factors = out / x
    scale = factors.max()
    expect.that(
        0 < int(np.count_nonzero(factors)) < x.size,
        "Of 600 values some should be dropped and some should survive.",
    )
    expect.that(
        bool(abs(np.mean(factors == 0) - (1 - p)) > 0.1),
        "The share of dropped values should be about p; yours is about 1 - p.",
        mistake="p-is-keep-prob",
    )
    if np.isclose(scale, 1):
        expect.that(
            False,
            f"A survivor should be divided by 1 - p = {1 - p:.1f}; yours is as large as before.",
            mistake=unscaled(lab, x, p),
        )
    expect.that(
        not np.isclose(scale, 1 / p),
        f"A survivor should be divided by 1 - p = {1 - p:.1f}; yours is divided by p.",
        mistake="p-is-keep-prob",
    )
    expect.close(factors, np.where(factors == 0, 0.0, case["factor"]), what="out / x")
    expect.close(mask, factors, what="the mask")


def unscaled(lab, x, p):
    """Which mistake it is not to scale in training: was it left to the test pass?"""
    tested = two(lab.dropout_forward(x, p, "test", lab.generator()))[0]
    return "rescales-at-test-time" if np.allclose(tested, x * (1 - p)) else "no-rescale"


@check(points=2)
def the_gradient_takes_the_same_way(lab):
    "The gradient takes the mask of the forward pass."
    mask = np.where(lab.rng.random((20, 30)) < 0.2, 0.0, 1.25)
    dout = lab.rng.uniform(1.0, 2.0, size=mask.shape)
    dx = lab.dropout_backward(dout, mask)
    expect.shape(dx, mask.shape, what="the gradient")
    dropped = dx == 0
    expect.that(
        not (dropped.any() and (dropped != (mask == 0)).any()),
        "Exactly the dropped values should have gradient 0.",
        mistake="new-mask-in-backward",
    )
    expect.matches(lab.dropout_backward, dout, mask)
    dx = lab.dropout_backward(np.array([0.4, 0.3, -0.8, 2.0]), np.array([1.25, 0.0, 1.25, 1.25]))
    expect.close(dx, np.array([0.5, 0.0, -1.0, 2.5]), what="the gradient")


@check(points=1)
def every_value_has_its_own_draw(lab):
    "Every value has a draw of its own."
    x = np.ones((30, 40))
    mask = run(lab, x, 0.4, "train", lab.generator())[1]
    expect.that(
        bool((mask != mask[0]).any()),
        "The rows of the mask should differ: every sample loses other units.",
        mistake="same-mask-for-all-rows",
    )
    expect.that(
        bool((mask != mask[:, :1]).any()),
        "The columns of the mask should differ: a sample is not dropped as a whole.",
    )


@check(points=1)
def draws_from_the_given_generator(lab):
    "Equal generators give equal masks, another gives another."
    x = np.ones((20, 30))
    one, other = lab.generator(), lab.generator()
    first, again, different = (run(lab, x, 0.4, "train", rng)[1] for rng in (one, one, other))
    expect.that(
        np.array_equal(first, again),
        "Two generators in the same state should give the same mask.",
        mistake="rng-ignored",
    )
    expect.that(
        not np.array_equal(first, different),
        "Another generator should give another mask.",
        mistake="rng-ignored",
    )


@check(points=1)
def edges_of_p_and_mode(lab):
    "p = 0 drops nothing; an impossible p or mode raises ValueError."
    x = lab.rng.normal(size=(4, 5))
    rng = lab.generator()
    out, mask = two(expect.matches(lab.dropout_forward, x, 0.0, "train", rng))
    expect.close(out, x, what="out")
    expect.close(mask, np.ones((4, 5)), what="the mask")
    expect.raises(ValueError, lab.dropout_forward, x, 0.5, "eval", rng)
    for p in (1.0, 1.2, -0.1):
        expect.raises(ValueError, lab.dropout_forward, x, p, "train", rng)
