"""Hidden checks of the unit that learns."""

import numpy as np
from checks import fitted, loss_of, parts, slopes_of

from grader import check, expect

SIZES = [(2, 3), (5, 1), (7, 4), (1, 2), (3, 5), (11, 2)]


@check(points=2)
def losses_of_random_units(lab):
    "nll is right for any number of samples and inputs."
    for n, d in SIZES:
        expect.matches(parts, *drawn(lab.rng, n, d))


@check(points=2)
def gradients_of_random_units(lab):
    "dw and db are the derivatives of the loss."
    for n, d in ((5, 3), (4, 2)):
        X, y, w, b = drawn(lab.rng, n, d)
        arguments = {"X": X, "y": y, "w": w, "b": b}
        expect.gradient(loss_of, slopes_of, arguments, wrt=["w", "b"], upstream=False)


@check(points=1)
def averages_over_the_samples(lab):
    "Giving every sample three times changes nothing."
    X, y, w, b = drawn(lab.rng, 5, 3)
    once = expect.matches(parts, X, y, w, b)
    thrice = parts(lab, np.tile(X, (3, 1)), np.tile(y, 3), w, b)
    expect.close(thrice, once)


@check(points=1)
def survives_extreme_logits(lab):
    "Sure and wrong, sure and right: the loss is exact and finite."
    X = lab.rng.uniform(100, 900, size=(6, 1)) * np.array([[1], [-1], [1], [-1], [1], [-1]])
    y = np.array([0, 1, 1, 0, 0, 1])
    for w in (1.0, -1.0):
        expect.matches(parts, X, y, np.array([w]), 50.0)
        expect.no_warnings(lab.nll, X, y, np.array([w]), 50.0)


@check(points=2)
def walks_like_the_reference(lab):
    "Gradient descent takes the right steps on random samples."
    for n, d in SIZES[:3]:
        X, y, _, _ = drawn(lab.rng, n, d)
        expect.matches(fitted, X, y, float(lab.rng.uniform(0.2, 0.8)), 6)


@check(points=1)
def walks_on_without_a_valley(lab):
    "If all labels agree, or a line separates them, the loss just falls."
    X = lab.rng.uniform(0.5, 2, size=(6, 1)) * np.array([[1], [1], [1], [-1], [-1], [-1]])
    for y in (np.ones(6, dtype=int), np.zeros(6, dtype=int), np.array([1, 1, 1, 0, 0, 0])):
        found = expect.matches(fitted, X, y, 0.5, 25)
        falls = bool(np.all(np.diff(found["history"]) <= 0))
        expect.that(falls, "With short steps the loss should fall at every step; somewhere it rises.")


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No function changes the arrays it is given."
    X, y, w, b = drawn(lab.rng, 4, 3)
    expect.unchanged(lab.nll, X, y.astype(float), w, b)
    expect.unchanged(lab.fit_logistic, X, y.astype(float), 0.5, 3)


def drawn(rng, n, d):
    """Random samples, labels of both kinds if there is room for them, weights and a bias."""
    y = rng.integers(0, 2, size=n)
    y[: min(n, 2)] = [1, 0][:n]
    return rng.normal(size=(n, d)), rng.permutation(y), rng.normal(size=d), float(rng.normal() + 0.5)
