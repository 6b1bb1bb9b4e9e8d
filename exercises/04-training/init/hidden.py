"""Hidden checks of `init`: other sizes, the shape of the bell, independence, and what the weights are for."""

import numpy as np

from grader import check, expect

BROAD, NARROW = (120, 400), (350, 90)
STRIPES = (30, 40, 3, 9)  # fan_in 40·27 = 1080, fan_out 30·27 = 810


def weights(lab, shape, kind, *std):
    """Weights drawn from a fresh generator, in one piece and in float64."""
    W = lab.init(shape, kind, lab.generator(), *std)
    expect.shape(W, shape, what="the array of weights")
    expect.dtype(W, np.float64, what="the array of weights")
    return W


def has_variance(W, variance, kind):
    """Within five standard errors of what it should be."""
    margin = 5 * np.sqrt(2 / W.size)
    share = float(np.var(W) / variance)
    expect.that(abs(share - 1) < margin, f"The variance of {kind} weights is not what it should be.")
    error = 5 * np.sqrt(variance / W.size)
    expect.that(abs(W.mean()) < error, f"The mean of {kind} weights should be 0.")


@check(points=2)
def variances_of_other_layers(lab):
    "Variances are right for broad and narrow layers and for wide kernels."
    for shape, fan_in, fan_out in ((BROAD, 120, 400), (NARROW, 350, 90), (STRIPES, 1080, 810)):
        has_variance(weights(lab, shape, "he"), 2 / fan_in, "he")
        has_variance(weights(lab, shape, "xavier"), 2 / (fan_in + fan_out), "xavier")


@check(points=2)
def the_bell_and_the_cut_bell(lab):
    "Normal weights form a bell, truncated ones a bell without tails."
    for shape in ((250, 160), (40000,)):
        W = np.abs(weights(lab, shape, "normal", 2.0)) / 2.0
        expect.that(abs(np.mean(W < 1) - 0.6827) < 0.0117, "A share of 0.683 should lie within std.")
        expect.that(abs(np.mean(W > 2) - 0.0455) < 0.0052, "A share of 0.046 should lie outside of 2·std.")
        W = np.abs(weights(lab, shape, "truncated_normal", 2.0)) / 2.0
        expect.that(W.max() <= 2, "Truncated weights should lie within 2·std.")
        expect.that(abs(np.mean(W < 1) - 0.7152) < 0.0113, "Of truncated ones 0.715 should lie within std.")
        expect.that(abs(np.mean(W > 1.9) - 0.0125) < 0.0028, "Truncated weights should fill all of 2·std.")
    few = [weights(lab, (4, 5), "truncated_normal", 2.0) for _ in range(20)]
    expect.that(np.abs(few).max() <= 4, "In small layers, too, truncated weights should lie within 2·std.")


@check(points=1)
def weights_are_drawn_one_by_one(lab):
    "Every weight has a draw of its own, in every kind of layer."
    for kind in ("normal", "truncated_normal", "xavier", "he"):
        for shape in ((20, 30), (6, 5, 4, 3)):
            W = weights(lab, shape, kind)
            expect.that(len(np.unique(W)) == W.size, f"Some {kind} weights of {shape} are equal.")


@check(points=1)
def units_part_ways(lab):
    "Weights from he and xavier break the symmetry of hidden units, zeros keep it."
    for kind in ("zeros", "xavier", "he"):
        W1 = after_twenty_steps(weights(lab, (3, 4), kind), weights(lab, (4, 2), kind), lab.rng)
        apart = min(np.abs(W1[:, i] - W1[:, j]).max() for i in range(4) for j in range(i))
        if kind == "zeros":
            expect.that(apart == 0, "Units that begin with zeros should stay equal.")
        else:
            expect.that(apart > 1e-6, f"Two hidden units are equal after training from {kind}.")


def after_twenty_steps(W1, W2, rng):
    """W1 (D, H) after gradient descent on a regression, through tanh and W2 (H, K)."""
    X, Y = rng.normal(size=(16, W1.shape[0])), rng.normal(size=(16, W2.shape[1]))
    for _ in range(20):
        h = np.tanh(X @ W1)
        error = (h @ W2 - Y) / len(X)
        dz = (error @ W2.T) * (1 - h**2)
        W2 = W2 - 0.1 * h.T @ error
        W1 = W1 - 0.1 * X.T @ dz
    return W1


@check(points=1)
def std_is_for_the_normals_alone(lab):
    "std has no say in he and xavier, and is 0.01 if nothing is said."
    rng = lab.generator()
    for kind in ("he", "xavier", "zeros"):
        plain, loud = lab.init((7, 5), kind, rng), lab.init((7, 5), kind, rng, 50.0)
        expect.close(loud, plain, what=f"{kind} weights with another std")
    has_variance(weights(lab, (150, 80), "normal"), 0.0001, "normal")
    has_variance(weights(lab, (150, 80), "truncated_normal"), 0.7737e-4, "truncated normal")
    expect.matches(lab.init, (2, 3, 4), "zeros", None)
    expect.matches(lab.init, (4,), "he", None)
    expect.matches(lab.init, (4,), "xavier", None)


@check(points=1)
def the_generator_moves_on(lab):
    "Two layers drawn from one generator differ."
    rng = lab.keep(lab.generator())
    for kind in ("normal", "truncated_normal", "xavier", "he"):
        first, second = lab.init((4, 6), kind, rng), lab.init((4, 6), kind, rng)
        expect.that(not np.array_equal(first, second), f"Two {kind} layers in a row got the same weights.")
