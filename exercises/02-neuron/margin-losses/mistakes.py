"""Wrong losses that people write."""

import numpy as np
from logistic_unit import sigmoid
from solution import LOSSES

from grader import mistake


@mistake(
    "natural-log",
    "Your logistic loss uses the natural logarithm: it is ln 2 at m = 0, below the stairs. Here its base is 2, which makes it 1 there.",
)
class _:
    def logistic_log2(m):
        return np.logaddexp(0.0, -m)


@mistake(
    "margin-sign",
    "Your loss grows with the margin, so it rewards mistakes. A large positive margin is a good answer: check the sign of m.",
)
class _:
    def zero_one(m):
        return (m >= 0).astype(float)

    def hinge(m):
        return np.maximum(0.0, 1 + m)

    def exponential(m):
        return np.exp(m)

    def logistic_log2(m):
        return np.logaddexp(0.0, m) / np.log(2)


@mistake(
    "sum-not-mean",
    "Your risk is the sum of the losses: it grows with the number of samples. Take their mean.",
)
class _:
    def risk(name, m):
        if name not in LOSSES:
            raise ValueError(name)
        return LOSSES[name](m).sum()


@mistake(
    "hinge-at-0",
    "Your hinge has its kink at m = 0: that is the perceptron's loss, satisfied with any right answer. The hinge asks for room, up to m = 1.",
)
class _:
    def hinge(m):
        return np.maximum(0.0, -m)

    def d_hinge(m):
        return -(m < 0).astype(float)


@mistake(
    "hinge-without-floor",
    "Your hinge goes on falling below 0: from m = 1 on it is satisfied, and stays at 0.",
)
class _:
    def hinge(m):
        return 1 - m

    def d_hinge(m):
        return -np.ones(m.shape)


@mistake(
    "zero-is-no-mistake",
    "An answer of exactly 0 is no mistake for you. It decides nothing, and counts as one here.",
)
class _:
    def zero_one(m):
        return (m < 0).astype(float)


@mistake(
    "booleans",
    "Your stairs are True and False, or whole numbers. Losses are floats.",
)
class _:
    def zero_one(m):
        return m <= 0


@mistake(
    "exp-overflows",
    "exp(−m) overflows for a margin far on the wrong side, and an infinite loss remains. Use the form of ln(1 + exp(z)) in which exp sees nothing above 0.",
)
class _:
    def logistic_log2(m):
        return np.log2(1 + np.exp(-m))


@mistake(
    "slope-of-the-natural-log",
    "Your slope is that of the natural logarithm: with base 2, the factor 1/ln 2 of the loss belongs to its derivative, too.",
)
class _:
    def d_logistic_log2(m):
        return -sigmoid(-m)


@mistake(
    "slope-at-the-mirror-image",
    "Your slope of the logistic loss is the one at −m: it is steep where the answer is right. The sigmoid has to be taken at −m, not at m.",
)
class _:
    def d_logistic_log2(m):
        return -sigmoid(m) / np.log(2)


@mistake(
    "slope-sign",
    "Your slope is positive, but the loss falls as the margin grows: the minus sign of −m comes out by the chain rule.",
)
class _:
    def d_hinge(m):
        return (m < 1).astype(float)

    def d_exponential(m):
        return np.exp(-m)

    def d_logistic_log2(m):
        return sigmoid(-m) / np.log(2)


@mistake(
    "steps-have-no-slope-of-one",
    "You give the stairs a slope. They are flat on both sides of the jump, and 0 at the jump by agreement.",
)
class _:
    def d_zero_one(m):
        return -(m <= 0).astype(float)


@mistake(
    "half-forgotten",
    "The ½ is missing: half_squared is half the square, which makes its slope a plain difference.",
)
class _:
    def half_squared(f, y):
        return (y - f) ** 2

    def d_half_squared(f, y):
        return 2 * (f - y)


@mistake(
    "difference-turned-round",
    "Your slope of the squared error is y − f. Differentiated by f, the inner derivative of y − f is −1: an answer that is too large has a positive slope.",
)
class _:
    def d_half_squared(f, y):
        return y - f


@mistake(
    "any-name-is-hinge",
    "A name that you do not know is taken for one of the four losses, so a misspelt name goes unnoticed. Raise a ValueError.",
)
class _:
    def risk(name, m):
        return LOSSES.get(name, LOSSES["hinge"])(m).mean()


@mistake(
    "unknown-name-is-a-keyerror",
    "A name that you do not know ends in the error of the look-up. Raise a ValueError, which says that the argument is at fault.",
)
class _:
    def risk(name, m):
        return LOSSES[name](m).mean()


@mistake(
    "hinge-in-place",
    "You work on m itself: the margins belong to the caller, and the next loss needs them as they were. Use a new array.",
)
class _:
    def hinge(m):
        np.subtract(1, m, out=m)
        return np.maximum(0.0, m)
