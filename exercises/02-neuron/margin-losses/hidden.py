"""Hidden checks of the losses of a margin."""

import numpy as np

from grader import check, expect

LOSSES = ("zero_one", "hinge", "exponential", "logistic_log2")


@check(points=1)
def losses_of_random_margins(lab):
    "All losses are right for random margins."
    for name in LOSSES:
        for n in (1, 7):
            expect.matches(getattr(lab, name), lab.rng.normal(scale=3, size=n))
    expect.matches(lab.half_squared, *lab.rng.normal(size=(2, 6)))


@check(points=1)
def slopes_of_random_margins(lab):
    "All derivatives are right for random margins."
    for name in LOSSES:
        for n in (1, 7):
            expect.matches(getattr(lab, "d_" + name), lab.rng.normal(scale=3, size=n))
    expect.matches(lab.d_half_squared, *lab.rng.normal(size=(2, 6)))


@check(points=1)
def slopes_are_those_of_the_losses(lab):
    "Each derivative is the slope that small steps find."
    m = lab.rng.uniform(0.1, 0.9, size=6) + np.array([-2, -1, 0, 1, 2, 3])
    for name in LOSSES:

        def loss(m, margins, name=name):
            return getattr(m, name)(margins)

        def slope(m, upstream, margins, name=name):
            return upstream * getattr(m, "d_" + name)(margins)

        expect.gradient(loss, slope, {"margins": m})


@check(points=1)
def counts_answers_of_zero_as_mistakes(lab):
    "An undecided answer is a mistake, wherever it stands."
    m = lab.rng.permutation(np.array([0.0, -0.5, 0.25, 3.0, 0.0]))
    expect.matches(lab.zero_one, m)
    expect.matches(lab.d_zero_one, m)
    expect.matches(lab.risk, "zero_one", m)


@check(points=1)
def bounds_the_number_of_mistakes(lab):
    "Hinge, exponential and logistic risk are never below the mistakes."
    m = lab.rng.normal(size=9)
    mistakes = expect.matches(lab.risk, "zero_one", m)
    for name in LOSSES[1:]:
        value = expect.matches(lab.risk, name, m)
        expect.that(value >= mistakes, "A risk lies below the share of mistakes.")


@check(points=1)
def refuses_other_names(lab):
    "Only the four names are known to risk."
    for name in ("half_squared", "Hinge", "d_hinge", ""):
        expect.raises(ValueError, lab.risk, name, np.array([0.5, -2.0]))


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No function changes the arrays it is given."
    m = np.concatenate([lab.rng.normal(size=5), [-2.0, 2.0]])
    for name in LOSSES:
        expect.unchanged(all_of, name, m)
    expect.unchanged(squared, m, m[::-1].copy())


def all_of(m, name, margins):
    """A loss, its derivative and its risk."""
    return getattr(m, name)(margins), getattr(m, "d_" + name)(margins), m.risk(name, margins)


def squared(m, f, y):
    """The squared loss and its derivative."""
    return m.half_squared(f, y), m.d_half_squared(f, y)
