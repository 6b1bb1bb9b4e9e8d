"""Changes of features: weighted sums, projections, principal axes. Rows are directions."""

import numpy as np


def transform(X, W, b):
    """New features of X: (N, D), one for every row of W: (M, D), with biases b: (M,) -> (N, M)."""
    return project(X, W) + b


def orthogonal_pair(W):
    """The first two rows of W: (M, D), each of length 1 -> (2, D)."""
    Q = W[:2] / np.linalg.norm(W[:2], axis=1, keepdims=True)
    cosine = Q[0] @ Q[1]
    if abs(cosine) > 1e-9:
        raise ValueError(f"the first two rows are not orthogonal: their cosine is {cosine:.3g}")
    return Q


def project(X, Q):
    """Coordinates of X: (N, D) along the rows of Q: (M, D) -> (N, M)."""
    return X @ Q.T


def principal_axes(X):
    """Axes (D, D), one a row, and the variances (D,) along them, largest first."""
    centred = X - X.mean(axis=0)
    covariance = centred.T @ centred / len(X)
    variances, columns = np.linalg.eigh(covariance)
    return columns.T[::-1], variances[::-1]
