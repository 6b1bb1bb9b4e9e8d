"""A dense layer as a change of features. Rows of W are the new features.

X is a table, (N, D): one row for every sample, one column for every feature.
Arrays hold float64 and are not changed. Results are new float64 arrays.
Refused here: scipy, sklearn, keras, tensorflow, torch.
"""

import numpy as np


def transform(X, W, b):
    """New features, weighted sums of the old ones, plus a bias each.

    X: (N, D), W: (M, D), ROWS are the new features, b: (M,).
    Returns (N, M): entry [n, m] is the sum over d of X[n, d] * W[m, d], plus
    b[m]. There is no squashing function.
    """
    raise NotImplementedError(
        "transform: turn W so that its rows meet the rows of X in a matrix "
        "product."
    )


def orthogonal_pair(W):
    """The first two rows of W as two directions of length 1.

    W: (M, D) with M >= 2, the first two rows not zero.
    Returns Q: (2, D), the two rows, each divided by its own length. They must
    be orthogonal already: where the cosine of the angle between them is
    further than 1e-9 from 0, ValueError.
    """
    raise NotImplementedError(
        "orthogonal_pair: divide each of the two rows by its length, then look "
        "at their product."
    )


def project(X, Q):
    """The coordinates of the samples along the directions in the rows of Q.

    X: (N, D), Q: (M, D). Returns (N, M), without centring.
    """
    raise NotImplementedError(
        "project: a coordinate is the product of a sample and a direction."
    )


def principal_axes(X):
    """The orthogonal directions of largest variance, largest first.

    X: (N, D), N >= 2.
    Returns (axes, variances), a tuple.
    axes: (D, D), ROWS are the directions: length 1, orthogonal to each other.
        Each may also point the opposite way.
    variances: (D,), the variance of the samples along each axis (divided by
        N), in descending order.
    """
    raise NotImplementedError(
        "principal_axes: subtract the mean of every feature first."
    )
