"""Known wrong answers to projection."""

import numpy as np
from solution import orthogonal_pair as right_orthogonal_pair
from solution import principal_axes as right_principal_axes
from solution import project as right_project
from solution import transform as right_transform

from grader import mistake


@mistake(
    "rows-for-columns",
    "Your weights of one new feature are a column of W. Here they are a row: turn W, so that the rows of X meet the rows of W.",
)
class _:
    def transform(X, W, b):
        return X @ W + b

    def project(X, Q):
        return X @ Q


@mistake(
    "bias-forgotten",
    "Your transform does not add the biases. Every new feature has one, the same for all samples.",
)
class _:
    def transform(X, W, b):
        return right_project(X, W)


@mistake(
    "squashed",
    "Your transform squashes its answers. A change of features is the weighted sum plus the bias, and nothing after it.",
)
class _:
    def transform(X, W, b):
        return np.maximum(right_transform(X, W, b), 0.0)


@mistake(
    "not-normalised",
    "Your directions keep the lengths of the rows. A coordinate along a direction is only right if the direction has length 1: divide each row by its own length.",
)
class _:
    def orthogonal_pair(W):
        right_orthogonal_pair(W)
        return W[:2].copy()


@mistake(
    "divided-by-squares",
    "You divide the rows by the sum of their squares. The length is the root of that sum.",
)
class _:
    def orthogonal_pair(W):
        right_orthogonal_pair(W)
        return W[:2] / (W[:2] ** 2).sum(axis=1, keepdims=True)


@mistake(
    "slanted-accepted",
    "Your orthogonal_pair accepts rows that are not orthogonal. Look at the cosine of their angle, the product of the two directions once they have length 1, and raise ValueError if it is above 0 or below.",
)
class _:
    def orthogonal_pair(W):
        return W[:2] / np.linalg.norm(W[:2], axis=1, keepdims=True)


@mistake(
    "centres-first",
    "Your project moves the samples to their centre before it takes coordinates. Here they are taken from where the samples are; whoever wants them centred does that before.",
)
class _:
    def project(X, Q):
        return right_project(X - X.mean(axis=0), Q)


@mistake(
    "not-centred",
    "Your axes are those of the data as they lie, so the first one points at the centre of the cloud instead of along it. Subtract the mean of every feature first.",
)
class _:
    def principal_axes(X):
        values, columns = np.linalg.eigh(X.T @ X / len(X))
        return columns.T[::-1], values[::-1]


@mistake(
    "variance-vs-std",
    "You return the standard deviations along the axes. Asked are the variances, their squares.",
)
class _:
    def principal_axes(X):
        axes, values = right_principal_axes(X)
        return axes, np.sqrt(np.maximum(values, 0.0))


@mistake(
    "divided-by-n-minus-1",
    "Your variances are divided by N - 1. Here a variance is the plain average of the squares, divided by N.",
)
class _:
    def principal_axes(X):
        axes, values = right_principal_axes(X)
        return axes, values * len(X) / (len(X) - 1)


@mistake(
    "sums-for-variances",
    "Your variances are sums of squares over all samples. A variance is their average: divide by N.",
)
class _:
    def principal_axes(X):
        axes, values = right_principal_axes(X)
        return axes, values * len(X)


@mistake(
    "axes-unsorted",
    "Your axes come with the smallest variance first. Here the largest is first; turn round the variances and the axes together.",
)
class _:
    def principal_axes(X):
        axes, values = right_principal_axes(X)
        return axes[::-1], values[::-1]


@mistake(
    "axes-in-columns",
    "Your axes stand in the columns of the matrix, as eigh gives them. Here each row is one axis.",
)
class _:
    def principal_axes(X):
        axes, values = right_principal_axes(X)
        return axes.T.copy(), values
