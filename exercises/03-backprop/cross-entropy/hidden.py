"""Hidden checks of `cross-entropy`: random batches, gradients, invariants, extremes."""

import numpy as np
from checks import gradient_of, loss_of, two

from grader import check, expect

SHAPES = [(2, 3), (5, 4), (3, 10), (1, 5), (7, 2), (4, 7), (6, 5), (9, 4)]


def soft(rng, N, K):
    """N random distributions over K classes."""
    weights = rng.uniform(0.1, 1.0, size=(N, K))
    return weights / weights.sum(axis=1, keepdims=True)


@check(points=2)
def agrees_on_random_batches(lab):
    "Loss and gradient agree with the formulas on random logits and labels."
    for N, K in SHAPES:
        logits, y = 2 * lab.rng.normal(size=(N, K)), lab.rng.integers(K, size=N)
        expect.matches(loss_of, logits, y)
        expect.matches(gradient_of, logits, y)


@check(points=2)
def gradient_with_labels(lab):
    "With labels, the gradient agrees with small steps of the logits."
    y = lab.rng.integers(5, size=3)

    def forward(m, logits):
        return loss_of(m, logits, y)

    def backward(m, logits):
        return gradient_of(m, logits, y)

    expect.gradient(forward, backward, {"logits": lab.rng.normal(size=(3, 5))}, upstream=False)


@check(points=2)
def gradient_with_distributions(lab):
    "With distributions, the gradient agrees with small steps of the logits."
    y = soft(lab.rng, 4, 3)

    def forward(m, logits):
        return loss_of(m, logits, y)

    def backward(m, logits):
        return gradient_of(m, logits, y)

    expect.gradient(forward, backward, {"logits": lab.rng.normal(size=(4, 3))}, upstream=False)


@check(points=2)
def is_a_mean_over_samples(lab):
    "Gradient rows add up to 0; repeating the batch keeps the mean."
    logits, y = lab.rng.normal(size=(4, 5)), lab.rng.integers(5, size=4)
    loss, dlogits = two(expect.matches(lab.ce, logits, y))
    expect.close(dlogits.sum(axis=1), np.zeros(4), what="the sums of the rows of the gradient")
    tiled_loss, tiled = two(lab.ce(np.tile(logits, (3, 1)), np.tile(y, 3)))
    expect.close(tiled_loss, loss, what="the loss of the batch three times over")
    expect.close(tiled, np.tile(dlogits, (3, 1)) / 3, what="the gradient of the batch three times over")


@check(points=1)
def contains_the_logistic_unit(lab):
    "Two classes with logits (0, z) give the logistic unit's loss and slope."
    z, y = 2 * lab.rng.normal(size=6), lab.rng.integers(2, size=6)
    loss, dlogits = two(lab.ce(np.stack([np.zeros(6), z], axis=1), y))
    a = 1 / (1 + np.exp(-z))
    expected = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    expect.close(loss, expected, what="the loss of the logits (0, z)")
    expect.close(dlogits[:, 1], (a - y) / 6, what="the gradient with respect to z")


@check(points=1)
def holds_at_the_extremes(lab):
    "Huge and small logits in one batch: exact, and nothing is warned."
    scale = np.array([[1e-3], [1.0], [1e3], [1e5]])
    logits, y = scale * lab.rng.normal(size=(4, 6)), lab.rng.integers(6, size=4)
    expect.matches(loss_of, logits, y)
    expect.matches(gradient_of, logits, y)
    expect.no_warnings(lab.ce, logits, y)
