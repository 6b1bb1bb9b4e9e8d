"""Both normalisations with band matrices: row i of a band has ones at the neighbours of i."""

import numpy as np


def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
    """(N, C, H, W) -> the same shape."""
    x = x * np.ones(1, dtype=x.dtype if x.dtype.kind == "f" else float)
    S = np.einsum("ck,nkij->ncij", band(x.shape[1], radius, x.dtype), x * x)
    return x * (bias + alpha * S) ** -beta


def lcn(x, size, eps=1e-5, across_channels=False):
    """(N, C, H, W) -> the same shape, with the variance as mean square less squared mean."""
    if not size % 2:
        raise ValueError("size must be odd")
    x = x * np.ones(1, dtype=x.dtype if x.dtype.kind == "f" else float)
    shift = x.mean()  # changes no contrast, and keeps the squares small
    cells = x - shift
    rows, cols = band(x.shape[2], size // 2, x.dtype), band(x.shape[3], size // 2, x.dtype)

    def average(a):
        total = np.einsum("ip,ncpq,jq->ncij", rows, a, cols)
        count = np.outer(rows.sum(axis=1), cols.sum(axis=1))
        if across_channels:
            return total.sum(axis=1, keepdims=True) / (count * x.shape[1])
        return total / count

    mean = average(cells)
    variance = np.maximum(average(cells**2) - mean**2, 0)
    return (cells - mean) / np.maximum(np.sqrt(variance), eps)


def band(n, radius, dtype):
    """(n, n): 1 where two indices are at most radius apart."""
    index = np.arange(n)
    return (abs(index[:, None] - index) <= radius).astype(dtype)
