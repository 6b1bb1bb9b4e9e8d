"""Gradient descent finds the kernel that turned images into maps."""

import numpy as np

CELLS = list(np.ndindex(3, 3))


def learn_filter(X, Y, lr, steps, rng):
    """X: (N, H, W), Y: (N, H - 2, W - 2) -> K: (3, 3), and the loss before each of the updates."""
    if Y.shape != (len(X), X.shape[1] - 2, X.shape[2] - 2):
        raise ValueError(f"images of shape {X.shape} and maps of shape {Y.shape} do not fit together")
    K = rng.normal(0, 0.1, size=(3, 3))
    history = []
    for _ in range(steps):
        error = correlate(X, K) - Y
        history.append(float((error**2).mean()))
        K = K - lr * gradient(X, error)
    return K, history


def correlate(X, K):
    """The map of every image. X: (N, H, W), K: (3, 3) -> (N, H - 2, W - 2)."""
    return sum(K[cell] * seen_by(cell, X) for cell in CELLS)


def gradient(X, error):
    """The mean squared error differentiated by the kernel. error: (N, H - 2, W - 2) -> (3, 3)."""
    return np.array([2 * (error * seen_by(cell, X)).mean() for cell in CELLS]).reshape(3, 3)


def seen_by(cell, X):
    """The pixel that this cell of the kernel meets, at all places. X: (N, H, W) -> (N, H - 2, W - 2)."""
    m, q = cell
    return X[:, m : m + X.shape[1] - 2, q : q + X.shape[2] - 2]
