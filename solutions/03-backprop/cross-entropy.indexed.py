"""Cross-entropy without a one-hot matrix: labels pick their logit, distributions weigh all of them."""

import numpy as np


def ce(logits, y):
    """The loss is logsumexp of the logits minus the logits that the truth asks for."""
    if y.ndim == 1 and not ((y >= 0) & (y < logits.shape[1])).all():
        raise ValueError("a label is not a class")
    N = logits.shape[0]
    p, log_totals = probabilities(logits)
    if y.ndim == 1:
        rows = np.arange(N)
        wanted = logits[rows, y]
        p[rows, y] -= 1
    else:
        wanted = (y * logits).sum(axis=1)
        p -= y
    shifted = wanted - logits.max(axis=1)
    return float(np.mean(log_totals - shifted)), p / p.dtype.type(N)


def probabilities(logits):
    """Softmax in the logits' precision, and the logarithm of each row's total above its maximum."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    totals = weights.sum(axis=1)
    return weights / totals[:, None], np.log(totals)
