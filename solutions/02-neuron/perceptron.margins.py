"""The perceptron with the bias as one more weight; XOR as "one of them, but not the other", twice."""

import numpy as np


def perceptron_fit(X, y, epochs, rng):
    """Learn from X: (N, D) with labels y: (N,) of -1 and 1. Returns w: (D,), b, mistakes per epoch."""
    signed = y[:, None] * np.column_stack([X, np.ones(len(X))])
    v = np.zeros(signed.shape[1])
    mistakes = []
    while len(mistakes) < epochs and (not mistakes or mistakes[-1] > 0):
        count = 0
        for row in signed[rng.permutation(len(X))]:
            if not row.dot(v) > 0:
                v += row
                count += 1
        mistakes.append(count)
    return v[:-1], v[-1], mistakes


def xor_mlp():
    """Hidden units for "the first alone" and "the second alone"; the output is either."""
    return {
        "W1": np.array([[4.0, -4.0], [-4.0, 4.0]]),
        "b1": np.array([-2.0, -2.0]),
        "W2": np.array([[2.0], [2.0]]),
        "b2": np.array([-1.0]),
    }
