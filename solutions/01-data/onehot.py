"""Labels to one-hot vectors, and back."""

import numpy as np


def one_hot(y, K):
    """Labels y: (N,) integers from 0 to K - 1 as rows (N, K), float64, with a single 1 each."""
    if ((y < 0) | (y >= K)).any():
        raise ValueError(f"labels go from 0 to {K - 1}")
    Y = np.zeros((len(y), K))
    Y[np.arange(len(y)), y] = 1
    return Y


def from_one_hot(Y):
    """The position of the largest entry of each row, the first on a tie. Y: (N, K). Returns (N,)."""
    return Y.argmax(axis=1)
