"""From pixels to arrays that a network takes.

The layouts are "NCHW" (samples, channels, height, width) and "NHWC" (samples,
height, width, channels). No function changes its arguments; what they return
may share memory with them.

Refused here: scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np


def to_unit(X, high=255):
    """Scale pixels from 0 … high to 0 … 1.

    X: uint8 array of any shape. high: number, the largest value a pixel can
        have (not the largest that happens to be in X).
    Returns X / high, float32, in X's shape.
    Raises ValueError if X holds floats: it has been scaled already.
    """
    raise NotImplementedError("to_unit: refuse floats first, then divide by high")


def add_channel(X, layout):
    """Give grey images a channel axis of length 1.

    X: (N, H, W) array of any dtype. layout: str, "NCHW" or "NHWC".
    Returns (N, 1, H, W) or (N, H, W, 1), in X's dtype.
    Raises ValueError for any other layout.
    """
    raise NotImplementedError(
        "add_channel: where does the 1 go in each of the two shapes?"
    )


def nchw_to_nhwc(X):
    """Move the channels to the end. X: (N, C, H, W). Returns (N, H, W, C).

    The dtype is kept, and every pixel keeps its sample, channel, row and
    column.
    """
    raise NotImplementedError(
        "nchw_to_nhwc: move an axis; reshape would mix the pixels up"
    )


def nhwc_to_nchw(X):
    """Move the channels to the front. X: (N, H, W, C). Returns (N, C, H, W).

    The inverse of nchw_to_nhwc.
    """
    raise NotImplementedError(
        "nhwc_to_nchw: which axis has to move, and where to?"
    )


class Standardizer:
    """Subtract the training set's mean and divide by its standard deviation.

    Every position in a sample has statistics of its own, taken over the
    samples (axis 0). Made without arguments. After fit:

    mean_: array of shape X.shape[1:], float64, the mean at each position.
    std_: array likewise, the standard deviation (the root of the mean squared
        deviation, over all N), 0 where all samples are equal.
    """

    def fit(self, X):
        """Take the statistics of X: (N, …) floats or integers, N ≥ 1.

        Returns self. They are computed in float64 whatever X is. Fitting
        again replaces them.
        """
        raise NotImplementedError("Standardizer.fit: begin with the mean along axis 0")

    def transform(self, X):
        """(X - mean_) / std_ for X: (M, …), with the statistics of fit.

        Where std_ is 0, divide by 1 instead.
        Returns a new array of X's shape and float dtype (float64 if X holds
        integers).
        Raises RuntimeError before the first fit.
        """
        raise NotImplementedError(
            "Standardizer.transform: subtract self.mean_ first"
        )
