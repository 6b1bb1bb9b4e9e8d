"""The perceptron's learning rule, and the two layers that XOR needs."""

import numpy as np


def perceptron_fit(X, y, epochs, rng):
    """Learn from X: (N, D) with labels y: (N,) of -1 and 1. Returns w: (D,), b, mistakes per epoch."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            if y[i] * (X[i] @ w + b) <= 0:
                w, b = w + y[i] * X[i], b + y[i]
                wrong += 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


def xor_mlp():
    """Hidden units for "at least one" and "both"; the output is the first without the second."""
    return {
        "W1": np.array([[1.0, 1.0], [1.0, 1.0]]),
        "b1": np.array([-0.5, -1.5]),
        "W2": np.array([[1.0], [-1.0]]),
        "b2": np.array([-0.5]),
    }
