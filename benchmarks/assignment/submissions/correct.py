"""Everything right."""

import numpy as np


def centre(x):
    return x - np.mean(x, axis=0, keepdims=True)


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def softmax(scores):
    shifted = scores - np.max(scores, axis=1)[:, np.newaxis]
    powers = np.exp(shifted)
    return powers / np.sum(powers, axis=1)[:, np.newaxis]


def one_hot(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def distances(a, b):
    result = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        result[i] = np.linalg.norm(b - a[i], axis=1)
    return result
