"""Cross-correlation and convolution as one sum over a view of all windows."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def correlate2d(X, K):
    """X: (H, W), K: (kh, kw) -> (H - kh + 1, W - kw + 1)."""
    if K.shape[0] > X.shape[0] or K.shape[1] > X.shape[1]:
        raise ValueError("the kernel is larger than the image")
    dtype = np.float32 if X.dtype == K.dtype == np.float32 else np.float64
    windows = sliding_window_view(X.astype(dtype), K.shape)
    return np.einsum("ijmn,mn->ij", windows, K.astype(dtype))


def convolve2d(X, K):
    """X: (H, W), K: (kh, kw) -> (H - kh + 1, W - kw + 1), with K turned by half a turn."""
    return correlate2d(X, np.rot90(K, 2))
