"""The 5×6 patch: one image, one kernel.

Write the sums yourself, with slices, loops or sliding windows.
Refused here: numpy.convolve, numpy.correlate, scipy, keras, tensorflow, torch.

For both functions:
    X: (H, W) array of numbers, the image.
    K: (kh, kw) array of numbers, the kernel.
    They return a new array (H - kh + 1, W - kw + 1), one number for every
    place where the whole kernel lies on the image. X and K stay as they are.
    The map is float32 where X and K both are float32, and float64 otherwise;
    integers (also uint8) are computed as float64.
    A kernel that is taller or wider than the image raises ValueError.
"""

import numpy as np


def correlate2d(X, K):
    """Cross-correlation: slide K over X as it is, multiply and sum.

    out[i, j] = sum over m, n of X[i + m, j + n] * K[m, n]

    X: (H, W), K: (kh, kw). Returns (H - kh + 1, W - kw + 1).
    """
    raise NotImplementedError(
        "correlate2d: start with an array of zeros, one for every place where "
        "the kernel fits."
    )


def convolve2d(X, K):
    """Convolution: as above, with the kernel turned by half a turn.

    out[i, j] = sum over m, n of X[i + m, j + n] * K[kh - 1 - m, kw - 1 - n]

    X: (H, W), K: (kh, kw). Returns (H - kh + 1, W - kw + 1).
    """
    raise NotImplementedError(
        "convolve2d: turn the kernel upside down and left to right, then do "
        "what correlate2d does."
    )
