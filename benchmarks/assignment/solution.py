"""Five functions that every course on neural networks asks for."""

import numpy as np


def centre(x):
    """Take each column's mean away. x: (n, d) floats. Returns (n, d)."""
    return x - x.mean(axis=0)


def sigmoid(z):
    """1 / (1 + exp(-z)), entry by entry. z: array of floats. Returns its shape."""
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def softmax(scores):
    """Probabilities, row by row. scores: (n, k) floats. Returns (n, k)."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def one_hot(labels, classes):
    """A row for each label, 1.0 in its column. labels: (n,) ints below classes. Returns (n, classes)."""
    return np.eye(classes)[labels]


def distances(a, b):
    """Euclidean distances of all pairs of rows. a: (n, d), b: (m, d) floats. Returns (n, m)."""
    return np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=2))
