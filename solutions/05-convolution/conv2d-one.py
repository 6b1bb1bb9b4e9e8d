"""Cross-correlation and convolution of one image with one kernel."""

import numpy as np


def correlate2d(X, K):
    """Slide K over X as it is. X: (H, W), K: (kh, kw) -> (H - kh + 1, W - kw + 1)."""
    X = as_floats(X, K)
    kh, kw = K.shape
    rows, cols = map_shape(X, K)
    out = np.empty((rows, cols), dtype=X.dtype)
    for i in range(rows):
        for j in range(cols):
            out[i, j] = (X[i : i + kh, j : j + kw] * K).sum()
    return out


def convolve2d(X, K):
    """Slide K turned by half a turn. X: (H, W), K: (kh, kw) -> (H - kh + 1, W - kw + 1)."""
    return correlate2d(X, K[::-1, ::-1])


def map_shape(X, K):
    """In how many rows and columns K fits on X; ValueError where it fits nowhere."""
    rows = X.shape[0] - K.shape[0] + 1
    cols = X.shape[1] - K.shape[1] + 1
    if rows < 1 or cols < 1:
        raise ValueError(f"a kernel of shape {K.shape} does not fit on an image of shape {X.shape}")
    return rows, cols


def as_floats(X, K):
    """X in the floating dtype of the map, before anything is multiplied: uint8 would wrap at 256."""
    dtype = np.result_type(X, K)
    if not np.issubdtype(dtype, np.floating):
        dtype = np.float64
    return X.astype(dtype)
