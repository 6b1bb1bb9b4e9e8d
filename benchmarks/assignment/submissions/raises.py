"""Two functions that raise for some inputs."""

import numpy as np


def centre(x):
    return x - x.mean(axis=0)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def one_hot(labels, classes):
    rows = np.zeros((classes, len(labels)))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def distances(a, b):
    return np.sqrt(((a - b) ** 2).sum(axis=1))
