"""Wrong activations and slopes that people write."""

import numpy as np
from solution import act as right_act
from solution import as_float
from solution import dact as right_dact

from grader import mistake


@mistake(
    "relu-grad-of-negative",
    "Your relu leaks: its slope is 1 for negative z too, where the unit is silent and the slope is 0. "
    "Asking whether the activation is ≥ 0 asks nothing; look at z.",
)
class _:
    def dact(name, z):
        if name == "relu":
            z = as_float(z)
            return (right_act("relu", z) >= 0).astype(z.dtype)
        return right_dact(name, z)


@mistake(
    "relu'-at-0",
    "Your relu has slope 1 at z = 0. At the kink the agreement here is 0: only z > 0 has slope 1.",
)
class _:
    def dact(name, z):
        if name == "relu":
            z = as_float(z)
            return (z >= 0).astype(z.dtype)
        return right_dact(name, z)


@mistake(
    "tanh'-of-a-vs-z",
    "Your slope of tanh is 1 − z². The formula is 1 − a², with the activation a = tanh(z); dact receives z, so squash it first.",
)
class _:
    def dact(name, z):
        if name == "tanh":
            return 1 - as_float(z) ** 2
        return right_dact(name, z)


@mistake(
    "sigmoid'-of-a-vs-z",
    "Your slope of sigmoid is z·(1 − z). The formula is a·(1 − a), with the activation a = σ(z); dact receives z, so squash it first.",
)
class _:
    def dact(name, z):
        if name == "sigmoid":
            z = as_float(z)
            return z * (1 - z)
        return right_dact(name, z)


@mistake(
    "gaussian-sign",
    "Your slope of the hill has the wrong sign: left of the top the curve rises, right of it it falls. "
    "Differentiate −z²/2, minus sign included.",
)
class _:
    def dact(name, z):
        if name == "gaussian":
            return as_float(z) * right_act("gaussian", z)
        return right_dact(name, z)


@mistake(
    "gaussian-without-half",
    "Your hill is exp(−z²), too narrow: the ½ in exp(−z²/2) is missing.",
)
class _:
    def act(name, z):
        if name == "gaussian":
            return np.exp(-(as_float(z) ** 2))
        return right_act(name, z)

    def dact(name, z):
        if name == "gaussian":
            return -2 * as_float(z) * np.exp(-(as_float(z) ** 2))
        return right_dact(name, z)


@mistake(
    "gaussian-slope-without-chain",
    "Your slope of the hill is the hill itself: by the chain rule, the derivative of what stands in the exponent is a factor of its own.",
)
class _:
    def dact(name, z):
        if name == "gaussian":
            return right_act("gaussian", z)
        return right_dact(name, z)


@mistake(
    "step-at-zero",
    "Your step is 1 at z = 0. The agreement here is 0: only z > 0 gives 1.",
)
class _:
    def act(name, z):
        if name == "step":
            z = as_float(z)
            return (z >= 0).astype(z.dtype)
        return right_act(name, z)


@mistake(
    "tanh-overflow",
    "Your tanh is written as its definition: for large |z| both exponentials overflow, and infinity over infinity is not a number. "
    "NumPy has a tanh that is safe, and 2·σ(2z) − 1 with your sigmoid is safe too.",
)
class _:
    def act(name, z):
        if name == "tanh":
            z = as_float(z)
            return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
        return right_act(name, z)


@mistake(
    "sigmoid-overflow",
    "Your sigmoid takes exp of a large positive number, which does not fit into a float. "
    "The sigmoid that you wrote in logistic-unit is safe on both sides: use it.",
)
class _:
    def act(name, z):
        if name == "sigmoid":
            return 1 / (1 + np.exp(-as_float(z)))
        return right_act(name, z)


@mistake(
    "integers-stay-integers",
    "Whole numbers went in and whole numbers came out: the result should be float64. Convert z to floats before anything else.",
)
class _:
    def act(name, z):
        if name == "linear":
            return z.copy()
        return np.maximum(z, 0) if name == "relu" else right_act(name, z)


@mistake(
    "comparison-in-float64",
    "Your ones and zeros are float64 whatever z is: a comparison knows nothing of z's precision, and Python's 1.0 and 0.0 in np.where are float64. "
    "Give the result the dtype of z.",
)
class _:
    def act(name, z):
        return np.where(z > 0, 1.0, 0.0) if name == "step" else right_act(name, z)

    def dact(name, z):
        return np.where(z > 0, 1.0, 0.0) if name == "relu" else right_dact(name, z)


@mistake(
    "constant-slope-without-shape",
    "For a constant slope you return a single number: every entry of z has a slope, so the answer needs the shape and the dtype of z.",
)
class _:
    def dact(name, z):
        if name in ("linear", "step"):
            return 1.0 if name == "linear" else 0.0
        return right_dact(name, z)


@mistake(
    "relu-in-place",
    "You write the zeros of relu into z itself: the array belongs to the caller, who still needs it. Fill a new array.",
)
class _:
    def act(name, z):
        if name == "relu" and z.dtype.kind == "f":
            z[z < 0] = 0
            return z
        return right_act(name, z)


@mistake(
    "unknown-name-is-linear",
    "A name that you do not know is taken for linear, so a misspelt name gives a plausible answer. Raise ValueError for every other name.",
)
class _:
    def act(name, z):
        try:
            return right_act(name, z)
        except ValueError:
            return as_float(z)

    def dact(name, z):
        try:
            return right_dact(name, z)
        except ValueError:
            return np.ones_like(as_float(z))
