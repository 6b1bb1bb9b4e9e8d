"""Softmax and its logarithms, along any axis of an array of logits."""

import numpy as np


def softmax(z: np.ndarray, axis: int = -1) -> np.ndarray:
    """Probabilities exp(z) / Σ exp(z) along axis, in z's shape (usually (N, K))."""
    weights = np.exp(below_max(z, axis))
    return weights / weights.sum(axis=axis, keepdims=True)


def log_softmax(z: np.ndarray, axis: int = -1) -> np.ndarray:
    """Their logarithms, in z's shape; no probability is ever formed, so none can round to 0."""
    shifted = below_max(z, axis)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def logsumexp(z: np.ndarray, axis: int = -1) -> np.ndarray | float:
    """The smooth maximum log Σ exp(z) along axis, which the result lacks: (N,) for z (N, K)."""
    return z.max(axis=axis) + np.log(np.exp(below_max(z, axis)).sum(axis=axis))


def below_max(z: np.ndarray, axis: int) -> np.ndarray:
    """Subtract the maximum along axis: the largest entry is then 0, and exp cannot overflow."""
    z = z if z.dtype.kind == "f" else z.astype(np.float64)
    return z - z.max(axis=axis, keepdims=True)
