"""What learners get wrong about softmax."""

import numpy as np
from solution import log_softmax as right_log_softmax
from solution import logsumexp as right_logsumexp
from solution import softmax as right_softmax

from grader import mistake


@mistake(
    "softmax-overflow",
    "You take the exponential of the logits as they are, and for large ones it overflows. Only "
    "differences count: subtract each sample's largest logit first.",
)
class _:
    def softmax(z, axis=-1):
        e = np.exp(z)
        return e / e.sum(axis=axis, keepdims=True)

    def log_softmax(z, axis=-1):
        return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))

    def logsumexp(z, axis=-1):
        return np.log(np.exp(z).sum(axis=axis))


@mistake(
    "wrong-axis",
    "You always normalise along axis 0, down the columns, so that the samples share one probability. Each "
    "sample is normalised by itself, along the axis that the argument names.",
)
class _:
    def softmax(z, axis=-1):
        return right_softmax(z, axis=0)

    def log_softmax(z, axis=-1):
        return right_log_softmax(z, axis=0)

    def logsumexp(z, axis=-1):
        return right_logsumexp(z, axis=0)


@mistake(
    "axis-ignored",
    "You work along the last axis whatever axis says. Use the argument, in the maximum and in the sum.",
)
class _:
    def softmax(z, axis=-1):
        return right_softmax(z)

    def log_softmax(z, axis=-1):
        return right_log_softmax(z)

    def logsumexp(z, axis=-1):
        return right_logsumexp(z)


@mistake(
    "global-max-ok-but-global-sum",
    "You divide by the sum over the whole array, so that all samples together get a probability of 1. The "
    "sum runs along the axis only, once for each sample.",
)
class _:
    def softmax(z, axis=-1):
        e = np.exp(z - z.max())
        return e / e.sum()

    def log_softmax(z, axis=-1):
        shifted = z - z.max()
        return shifted - np.log(np.exp(shifted).sum())

    def logsumexp(z, axis=-1):
        return z.max() + np.log(np.exp(z - z.max()).sum())


@mistake(
    "global-max",
    "You subtract one maximum for the whole array. A sample far below it is left with nothing but zeros: "
    "subtract each sample's own maximum, along the axis.",
)
class _:
    def softmax(z, axis=-1):
        e = np.exp(z - z.max())
        return e / e.sum(axis=axis, keepdims=True)

    def log_softmax(z, axis=-1):
        shifted = z - z.max()
        return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def logsumexp(z, axis=-1):
        return z.max() + np.log(np.exp(z - z.max()).sum(axis=axis))


@mistake(
    "log-of-softmax",
    "You take the logarithm of a probability that has already been rounded to 0, which gives -inf. "
    "Simplify log(exp(z) / Σ exp(z)) on paper first: no probability is left in it.",
)
class _:
    def log_softmax(z, axis=-1):
        return np.log(right_softmax(z, axis))


@mistake(
    "max-not-added-back",
    "Your logsumexp is too small by the maximum that you took out of the sum. In softmax the shift "
    "cancels; here it has to be added back.",
)
class _:
    def logsumexp(z, axis=-1):
        m = z.max(axis=axis, keepdims=True)
        return np.log(np.exp(z - m).sum(axis=axis))


@mistake(
    "integer-truncation",
    "You write the probabilities into an array of integers, where each of them becomes 0 or 1. For "
    "integer logits the result has to be float64.",
)
class _:
    def softmax(z, axis=-1):
        p = np.zeros_like(z)
        p[...] = right_softmax(z, axis)
        return p


@mistake(
    "shifts-in-place",
    "You subtract the maximum from z itself, and so change the array of whoever called you. Make a new "
    "array.",
)
class _:
    def softmax(z, axis=-1):
        z -= z.max(axis=axis, keepdims=True)
        e = np.exp(z)
        return e / e.sum(axis=axis, keepdims=True)

    def log_softmax(z, axis=-1):
        z -= z.max(axis=axis, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))

    def logsumexp(z, axis=-1):
        m = z.max(axis=axis, keepdims=True)
        z -= m
        return m.squeeze(axis) + np.log(np.exp(z).sum(axis=axis))


@mistake(
    "float64-promotion",
    "You turn float32 logits into float64. Work in the precision of the array that you were given; only "
    "integers have to become float64.",
)
class _:
    def softmax(z, axis=-1):
        return right_softmax(np.asarray(z, dtype=float), axis)

    def log_softmax(z, axis=-1):
        return right_log_softmax(np.asarray(z, dtype=float), axis)

    def logsumexp(z, axis=-1):
        return right_logsumexp(np.asarray(z, dtype=float), axis)
