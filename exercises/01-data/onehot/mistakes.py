"""Wrong one-hot vectors that people write."""

import numpy as np
from solution import one_hot as right_one_hot

from grader import mistake


def require_classes(y, K):
    """Raise ValueError for labels that the exercise refuses."""
    if ((y < 0) | (y >= K)).any():
        raise ValueError("bad label")


@mistake(
    "k-from-max",
    "You take the number of columns from the largest label, so a batch in which the last class is missing gives fewer columns. "
    "K is an argument: use it.",
)
class _:
    def one_hot(y, K):
        require_classes(y, K)
        return np.eye(int(y.max()) + 1 if len(y) else 0)[y]


@mistake(
    "one-based",
    "You count classes from one: every 1 stands a column too far to the left. Labels begin at 0, and class k belongs in column k.",
)
class _:
    def one_hot(y, K):
        require_classes(y, K)
        return np.eye(K)[y.astype(int) - 1]


@mistake(
    "uint8-wrap",
    "Your places wrap around: computed in the small integer type of the labels, row number times K does not fit and starts again at 0. "
    "Compute them in a wider type, or address rows and columns separately.",
)
class _:
    def one_hot(y, K):
        require_classes(y, K)
        Y = np.zeros(len(y) * K)
        Y[y + np.arange(len(y), dtype=y.dtype) * y.dtype.type(K)] = 1
        return Y.reshape(len(y), K)


@mistake(
    "labels-unchecked",
    "Labels that are no class are not refused on both sides: one of K or more ends in an IndexError at best, "
    "and a negative one counts from the end in silence. Check first, and raise a ValueError.",
)
class _:
    def one_hot(y, K):
        return np.eye(K)[y]


@mistake(
    "row-of-zeros",
    "A label that is no class becomes a row of zeros, which no later step will notice. Refuse it with a ValueError.",
)
class _:
    def one_hot(y, K):
        return (y[:, None] == np.arange(K)).astype(float)


@mistake(
    "places-in-y",
    "You write the places into y itself: the array belongs to the caller, and its type may be too small for them. Put them into a new array.",
)
class _:
    def one_hot(y, K):
        require_classes(y, K)
        Y = np.zeros(len(y) * K)
        y += K * np.arange(len(y))
        Y[y] = 1
        return Y.reshape(len(y), K)


@mistake(
    "empty-batch-refused",
    "Your check of the labels fails when there are none: the largest of no labels does not exist. "
    "An empty batch has a right answer, a matrix of 0 rows and K columns.",
)
class _:
    def one_hot(y, K):
        if y.min() < 0 or y.max() >= K:
            raise ValueError("bad label")
        return np.eye(K)[y]


@mistake(
    "samples-in-columns",
    "Your matrix lies on its side: samples belong in rows and classes in columns.",
)
class _:
    def one_hot(y, K):
        return right_one_hot(y, K).T


@mistake(
    "whole-numbers-or-booleans",
    "Your rows hold whole numbers or True and False: they will be compared with probabilities, so make them float64.",
)
class _:
    def one_hot(y, K):
        return right_one_hot(y, K).astype(int)


@mistake(
    "searches-for-nonzero",
    "You look for the entries that are not 0: that works for exact one-hot rows and not for scores. Take the position of the largest entry.",
)
class _:
    def from_one_hot(Y):
        return np.nonzero(Y)[1]


@mistake(
    "largest-of-the-column",
    "You look for the largest entry of each column, along the wrong axis: a sample is a row, and its label a position in that row.",
)
class _:
    def from_one_hot(Y):
        return Y.argmax(axis=0)


@mistake(
    "last-of-equals",
    "Where several entries are the largest you take the last of them. The agreement here is the first.",
)
class _:
    def from_one_hot(Y):
        return Y.shape[1] - 1 - Y[:, ::-1].argmax(axis=1)


@mistake(
    "value-not-position",
    "You return the largest entry itself. The label is its position.",
)
class _:
    def from_one_hot(Y):
        return Y.max(axis=1)
