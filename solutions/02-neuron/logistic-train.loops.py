"""Train a logistic unit with D inputs by gradient descent, sample by sample and number by number."""

import math

import numpy as np


def nll(X, y, w, b):
    """Mean negative log-likelihood of labels y: (N,) for X: (N, D), w: (D,), b. Returns (loss, dw, db)."""
    loss, db = 0.0, 0.0
    dw = np.zeros(len(w))
    for x, label in zip(X, y, strict=True):
        z = b + sum(float(xi) * float(wi) for xi, wi in zip(x, w, strict=True))
        margin = z if label == 1 else -z
        surprise, doubt = surprise_and_doubt(margin)
        loss += surprise / len(y)
        error = -doubt if label == 1 else doubt
        db += error / len(y)
        for i in range(len(w)):
            dw[i] += error * x[i] / len(y)
    return loss, dw, db


def surprise_and_doubt(margin):
    """-ln p and 1 - p for p = σ(margin), without overflow."""
    small = math.exp(-abs(margin))
    if margin >= 0:
        return math.log1p(small), small / (1 + small)
    return -margin + math.log1p(small), 1 / (1 + small)


def fit_logistic(X, y, lr, steps):
    """Gradient descent from zeros. Returns w: (D,), b, and the loss before each step as a list."""
    parameters = np.zeros(X.shape[1] + 1)
    history = []
    while len(history) < steps:
        loss, dw, db = nll(X, y, parameters[:-1], parameters[-1])
        history.append(loss)
        parameters -= lr * np.append(dw, db)
    return parameters[:-1], float(parameters[-1]), history
