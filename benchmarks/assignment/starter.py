"""Five functions that every course on neural networks asks for."""

import numpy as np


def centre(x):
    """Take each column's mean away. x: (n, d) floats. Returns (n, d)."""
    raise NotImplementedError("centre: which axis runs over the rows?")


def sigmoid(z):
    """1 / (1 + exp(-z)), entry by entry. z: array of floats. Returns its shape."""
    raise NotImplementedError("sigmoid: write the formula first")


def softmax(scores):
    """Probabilities, row by row. scores: (n, k) floats. Returns (n, k)."""
    raise NotImplementedError("softmax: exponentials, divided by their sum")


def one_hot(labels, classes):
    """A row for each label, 1.0 in its column. labels: (n,) ints below classes. Returns (n, classes)."""
    raise NotImplementedError("one_hot: start from zeros")


def distances(a, b):
    """Euclidean distances of all pairs of rows. a: (n, d), b: (m, d) floats. Returns (n, m)."""
    raise NotImplementedError("distances: broadcast a against b")
