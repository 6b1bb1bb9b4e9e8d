"""Hidden checks of the perceptron."""

import numpy as np
from checks import fitted

from grader import check, expect


@check(points=2)
def learns_separable_sets(lab):
    "Separable samples are learned, step by step like the reference."
    for n, d in ((7, 3), (11, 2), (5, 4)):
        X, y, _ = separable(lab.rng, n, d)
        expect.matches(fitted, X, y, 40, lab.generator())


@check(points=2)
def makes_no_more_mistakes_than_proved(lab):
    "All mistakes together stay below (R/γ)², and at the end all are right."
    for n, d in ((9, 2), (8, 3)):
        X, y, bound = separable(lab.rng, n, d)
        found = expect.matches(fitted, X, y, 400, lab.generator())
        total = sum(int(count) for count in found["mistakes"])
        expect.that(total <= bound, "More mistakes were made than the bound allows.")
        sides = y * (X @ found["w"] + found["b"])
        expect.that(np.all(sides > 0), "At the end some samples are on the wrong side.")


@check(points=1)
def gives_up_on_mixed_classes(lab):
    "Classes that overlap end with the last epoch."
    X = lab.rng.normal(size=(10, 3))
    X[5:] = X[:5]
    y = np.repeat([1, -1], 5)
    found = expect.matches(fitted, X, y, 6, lab.generator())
    expect.that(len(found["mistakes"]) == 6, "All six epochs should be run.")
    # Labels 0 and 1 would do as well, were it not for the formula.
    expect.matches(fitted, X, np.repeat([-1, 1], 5), 3, lab.generator())


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No function changes the arrays it is given."
    X, y, _ = separable(lab.rng, 6, 3)
    expect.unchanged(lab.perceptron_fit, X, y, 5, lab.generator())


def separable(rng, n, d):
    """Samples (n, d) on both sides of a random plane, their labels, and the bound on the mistakes."""
    w = rng.normal(size=d)
    w /= np.linalg.norm(w)
    b = float(rng.uniform(0.5, 1.0) * rng.choice([-1, 1]))
    y = rng.permutation(np.where(np.arange(n) % 2, 1, -1))
    X = rng.normal(size=(n, d))
    X += np.outer(y * rng.uniform(0.4, 1.5, size=n) - b - X @ w, w)  # now w·x + b is y times 0.4 to 1.5
    length = np.sqrt(1 + b * b)
    gamma = float(np.min(y * (X @ w + b)) / length)
    radius = float(np.sqrt(np.max((X * X).sum(axis=1)) + 1))
    return X, y, (radius / gamma) ** 2
