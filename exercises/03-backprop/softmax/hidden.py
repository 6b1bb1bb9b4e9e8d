"""Hidden checks of `softmax`: random logits, invariants, extremes, precision."""

import numpy as np

from grader import check, expect

# Shape and axis: pairwise distinct sizes, so that a wrong axis cannot hide.
TABLE = [
    ((2, 3), -1),
    ((5, 4), 1),
    ((3, 7), 0),
    ((1, 5), -1),
    ((6,), 0),
    ((2, 3, 5), -1),
    ((4, 3, 2), 1),
    ((3, 2, 4), 0),
]


@check(points=3)
def agrees_on_random_logits(lab):
    "All three functions agree with their formulas on random logits."
    for shape, axis in TABLE:
        z = 3 * lab.rng.normal(size=shape)
        expect.matches(lab.softmax, z, axis=axis)
        expect.matches(lab.log_softmax, z, axis=axis)
        expect.matches(lab.logsumexp, z, axis=axis)


@check(points=2)
def only_differences_count(lab):
    "Probabilities add up to 1, ignore a shift, and follow a reordering."
    z = lab.rng.normal(size=(4, 5))
    p = lab.softmax(z)
    expect.close(p.sum(axis=-1), np.ones(4), what="the sums of the rows of softmax(z)")
    shift = 50 * lab.rng.normal(size=(4, 1))
    expect.close(lab.softmax(z + shift), p, what="softmax(z + c), one c for each sample")
    order = np.roll(np.arange(5), 2)
    expect.close(lab.softmax(z[:, order]), p[:, order], what="softmax of the reordered logits")


@check(points=2)
def holds_at_the_extremes(lab):
    "Huge and small logits in one array: finite, exact, without a warning."
    scale = np.array([[1e-3], [1.0], [1e3], [1e5]])
    z = scale * lab.rng.normal(size=(4, 5)) + scale * np.array([[1.0], [-1.0], [1.0], [-1.0]])
    for f in (lab.softmax, lab.logsumexp, lab.log_softmax):
        expect.matches(f, z)
        expect.no_warnings(f, z)


@check(points=1)
def logarithms_and_probabilities_agree(lab):
    "exp(log_softmax) is softmax, and log_softmax is z less its logsumexp."
    z = 2 * lab.rng.normal(size=(3, 4, 5))
    logs = lab.log_softmax(z)
    expect.close(np.exp(logs), lab.softmax(z), what="exp(log_softmax(z)) against softmax(z)")
    expect.close(logs, z - lab.logsumexp(z)[..., None], what="log_softmax(z) against z less logsumexp(z)")


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out, also beyond 88, where exp overflows in float32."
    z = (lab.rng.normal(size=(3, 5)) + 95).astype(np.float32)
    expect.matches(lab.softmax, z)
    expect.matches(lab.logsumexp, z)
    # Subtracting two numbers near 95 costs digits in float32, in whichever order it is done.
    expect.matches(lab.log_softmax, z, atol=1e-4)
