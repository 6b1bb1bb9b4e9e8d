"""Wrong logistic units that people write."""

import numpy as np
from solution import as_float, sigmoid

from grader import mistake


@mistake(
    "sign-of-z",
    "Your curve falls where it should rise: it behaves like exp(+z) in the denominator, while the formula has exp(-z). "
    "A larger z must give a larger probability.",
)
class _:
    def sigmoid(z):
        return 1 / (1 + np.exp(z))


@mistake(
    "overflow",
    "exp overflows: for large |z| your sigmoid takes exp of a large positive number, which does not fit into a float. "
    "Use a form of the fraction in which exp only ever sees numbers ≤ 0.",
)
class _:
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))


@mistake(
    "both-branches-computed",
    "You have both forms of the fraction, but exp still overflows: np.where computes both of its branches for every entry "
    "and only then chooses. Keep large positive numbers away from exp in the branch that is thrown away, too.",
)
class _:
    def sigmoid(z):
        return np.where(np.asarray(z) >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@mistake(
    "infinity-over-infinity",
    "For large z your sigmoid is not a number: with exp(z) above and below the line, both overflow, and infinity over infinity has no value. "
    "That form of the fraction is safe for z < 0 only.",
)
class _:
    def sigmoid(z):
        return np.exp(z) / (1 + np.exp(z))


@mistake(
    "derivative-of-z-not-a",
    "You squash once too often: dsigmoid receives the activation a = σ(z), not z, "
    "and the slope must be taken from a as it is, without another sigmoid.",
)
class _:
    def dsigmoid(a):
        again = sigmoid(a)
        return again * (1 - again)


@mistake(
    "integers-truncated",
    "Whole numbers went in and whole numbers came out, so every probability was cut down to 0: "
    "the result needs a float array, and an array made to look like z has z's integer type.",
)
class _:
    def sigmoid(z):
        z = np.asarray(z)
        p = np.zeros_like(z)
        right = z >= 0
        p[right] = 1 / (1 + np.exp(-z[right]))
        p[~right] = np.exp(z[~right]) / (1 + np.exp(z[~right]))
        return p


@mistake(
    "changes-z",
    "Your sigmoid overwrites the z it was given: the array belongs to the caller, who still needs it. Work on a new array.",
)
class _:
    def sigmoid(z):
        z = as_float(z)
        right = z >= 0
        np.abs(z, out=z)
        shrunk = np.exp(-z)
        return np.where(right, 1, shrunk) / (1 + shrunk)


@mistake(
    "bias-times-w",
    "You multiply the bias by the weight too: the line is w·x + b, and yours behaves like w·(x + b).",
)
class _:
    def logistic(x, w, b):
        return sigmoid(w * (x + b))


@mistake(
    "boundary-sign",
    "Your boundary has the wrong sign: put it into w·x + b and see whether the sum is 0.",
)
class _:
    def boundary(w, b):
        if w == 0:
            raise ValueError("no boundary")
        return b / w


@mistake(
    "zero-weight-unchecked",
    "With w = 0 your boundary divides by zero: such a unit gives the same probability everywhere, "
    "so check for it first and raise a ValueError.",
)
class _:
    def boundary(w, b):
        return -b / w
