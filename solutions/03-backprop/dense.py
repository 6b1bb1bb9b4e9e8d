"""The dense layer: M units that all see the same D inputs, for a batch at a time.

Columns are units: W[:, j] and b[j] belong to unit j.
"""

import numpy as np


def dense_forward(x: np.ndarray, W: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, tuple]:
    """Send x (N, …, D) through weights W (D, M) and biases b (M,).

    Returns (out, cache) with out (N, …, M).
    """
    return x @ W + b, (x, W)


def dense_backward(dout: np.ndarray, cache: tuple) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Turn the upstream gradient dout (N, …, M) into (dx, dW, db).

    dx has the shape of x, dW (D, M) and db (M,) are summed over all samples.
    """
    x, W = cache
    samples, upstream = as_rows(x), as_rows(dout)
    dx = (upstream @ W.T).reshape(x.shape)
    dW = samples.T @ upstream
    db = upstream.sum(axis=0)
    return dx, dW, db


def as_rows(a: np.ndarray) -> np.ndarray:
    """Fold every axis but the last into one: (N, …, D) becomes (N·…, D)."""
    return a.reshape(-1, a.shape[-1])
