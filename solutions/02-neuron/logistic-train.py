"""Train a logistic unit with D inputs by gradient descent."""

import numpy as np
from logistic_unit import sigmoid


def nll(X, y, w, b):
    """Mean negative log-likelihood of labels y: (N,) for X: (N, D), w: (D,), b. Returns (loss, dw, db)."""
    z = X @ w + b
    loss = np.mean(softplus(z) - y * z)
    dz = (sigmoid(z) - y) / len(y)
    return loss, X.T @ dz, dz.sum()


def fit_logistic(X, y, lr, steps):
    """Gradient descent from zeros. Returns w: (D,), b, and the loss before each step as a list."""
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        loss, dw, db = nll(X, y, w, b)
        history.append(loss)
        w, b = w - lr * dw, b - lr * db
    return w, b, history


def softplus(z):
    """ln(1 + exp(z)), entry by entry, with an exp that never sees a positive number."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
