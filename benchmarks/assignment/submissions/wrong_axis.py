"""Rows and columns mixed up, twice."""

import numpy as np


def centre(x):
    return x - np.mean(x, axis=1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def softmax(scores):
    powers = np.exp(scores - np.max(scores, axis=0))
    return powers / np.sum(powers, axis=0)


def one_hot(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def distances(a, b):
    return np.sqrt(np.sum((a[:, None] - b[None]) ** 2, axis=-1))
