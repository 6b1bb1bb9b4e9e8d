"""Cross-entropy of a batch, computed from logits, with its gradient."""

import numpy as np


def ce(logits: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross-entropy of logits (N, K) against y, and its gradient (N, K) with respect to the logits.

    y holds labels (N,) or a distribution for each sample (N, K); a label out of range is a ValueError.
    """
    N, K = logits.shape
    log_p = log_softmax(logits)
    q = as_distribution(y, K, log_p.dtype)
    loss = -(q * log_p).sum() / N
    dlogits = (np.exp(log_p) - q) / N
    return float(loss), dlogits


def log_softmax(z: np.ndarray) -> np.ndarray:
    """Log-probabilities of logits z (N, K), in the same shape; each row is shifted by its maximum."""
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def as_distribution(y: np.ndarray, K: int, dtype: np.dtype) -> np.ndarray:
    """Labels (N,) as one-hot rows (N, K); what is a distribution already only changes its dtype."""
    if y.ndim == 2:
        return y.astype(dtype)
    if y.min() < 0 or y.max() >= K:
        raise ValueError(f"labels must be 0 … {K - 1}, got {y.min()} … {y.max()}")
    q = np.zeros((len(y), K), dtype)
    q[np.arange(len(y)), y] = 1
    return q
