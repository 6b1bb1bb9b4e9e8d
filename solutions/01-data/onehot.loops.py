"""Labels to one-hot vectors, and back, entry by entry."""

import numpy as np


def one_hot(y, K):
    """Labels y: (N,) integers from 0 to K - 1 as rows (N, K), float64, with a single 1 each."""
    rows = np.empty((len(y), K))
    for i, label in enumerate(y):
        if not 0 <= label < K:
            raise ValueError(f"label {label} is none of the classes 0 to {K - 1}")
        for k in range(K):
            rows[i, k] = float(label == k)
    return rows


def from_one_hot(Y):
    """The position of the largest entry of each row, the first on a tie. Y: (N, K). Returns (N,)."""
    labels = np.zeros(len(Y), dtype=np.int64)
    for i, row in enumerate(Y):
        for k in range(1, len(row)):
            if row[k] > row[labels[i]]:
                labels[i] = k
    return labels
