"""The dense layer sample by sample and unit by unit, as in the sums on paper."""

import numpy as np


def dense_forward(x, W, b):
    """Every unit of every sample is a weighted sum plus its bias."""
    out = np.empty((*x.shape[:-1], W.shape[1]), dtype=np.result_type(x, W, b))
    for sample in np.ndindex(x.shape[:-1]):
        for j in range(W.shape[1]):
            out[sample][j] = (x[sample] * W[:, j]).sum() + b[j]
    return out, {"x": x.copy(), "W": W.copy()}


def dense_backward(dout, cache):
    """Each sample adds its share to dW and db, and gets a dx of its own."""
    x, W = cache["x"], cache["W"]
    dx, dW, db = np.zeros_like(x), np.zeros_like(W), np.zeros(W.shape[1], dtype=W.dtype)
    for sample in np.ndindex(x.shape[:-1]):
        for j, g in enumerate(dout[sample]):
            dx[sample] += g * W[:, j]
            dW[:, j] += g * x[sample]
            db[j] += g
    return dx, dW, db
