"""Changes of features with loops over the new ones, and principal axes from the data itself."""

import numpy as np


def transform(X, W, b):
    """(N, D), (M, D), (M,) -> (N, M), one new feature at a time."""
    out = np.zeros((X.shape[0], W.shape[0]))
    for m in range(W.shape[0]):
        out[:, m] = (X * W[m]).sum(axis=1) + b[m]
    return out


def orthogonal_pair(W):
    """(M, D) -> (2, D)."""
    first, second = W[0] / np.sqrt((W[0] ** 2).sum()), W[1] / np.sqrt((W[1] ** 2).sum())
    if not -1e-9 <= (first * second).sum() <= 1e-9:
        raise ValueError("the first two rows are not orthogonal")
    return np.array([first, second])


def project(X, Q):
    """(N, D), (M, D) -> (N, M): features without biases."""
    return transform(X, Q, np.zeros(len(Q)))


def principal_axes(X):
    """The axes and spreads of the centred table, without a covariance matrix."""
    N, D = X.shape
    table = np.vstack([X - np.mean(X, axis=0), np.zeros((D, D))])  # N < D still gives D axes
    spreads, axes = np.linalg.svd(table, full_matrices=False)[1:]
    return axes, spreads**2 / N
