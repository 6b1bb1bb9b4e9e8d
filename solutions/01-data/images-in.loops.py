"""From pixels to arrays that a network takes, with the moves and sums written out."""

import math

import numpy as np


def to_unit(X, high=255):
    """Pixels X: uint8 of any shape, as shares X / high, float32. ValueError if X holds floats."""
    if X.dtype.kind == "f":
        raise ValueError("pixels are whole numbers")
    return (X / high).astype(np.float32)


def add_channel(X, layout):
    """Grey images X: (N, H, W) as (N, 1, H, W) for "NCHW" or (N, H, W, 1) for "NHWC"."""
    N, H, W = X.shape
    shapes = {"NCHW": (N, 1, H, W), "NHWC": (N, H, W, 1)}
    if layout not in shapes:
        raise ValueError(f"no layout {layout!r}")
    return X.reshape(shapes[layout])


def nchw_to_nhwc(X):
    """X: (N, C, H, W) as (N, H, W, C), one channel after the other."""
    return np.stack([X[:, c] for c in range(X.shape[1])], axis=3)


def nhwc_to_nchw(X):
    """X: (N, H, W, C) as (N, C, H, W), one channel after the other."""
    N, H, W, C = X.shape
    out = np.empty((N, C, H, W), dtype=X.dtype)
    for c in range(C):
        out[:, c] = X[..., c]
    return out


class Standardizer:
    """Subtract the training set's mean, divide by its deviation, at each position of a sample."""

    def fit(self, X):
        """Keep mean_ and std_ of X: (N, …), both of shape X.shape[1:] and float64. Returns self."""
        self.mean_ = np.zeros(X.shape[1:])
        self.std_ = np.zeros(X.shape[1:])
        for position in np.ndindex(X.shape[1:]):
            values = [float(sample[position]) for sample in X]
            mean = sum(values) / len(values)
            self.mean_[position] = mean
            self.std_[position] = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
        return self

    def transform(self, X):
        """(X - mean_) / std_ for X: (M, …), dividing by 1 where std_ is 0. Keeps the float dtype."""
        if not hasattr(self, "mean_"):
            raise RuntimeError("fit comes first")
        out = np.array(X, dtype=X.dtype if X.dtype.kind == "f" else np.float64)
        for sample in out:
            sample -= self.mean_
            sample[self.std_ > 0] /= self.std_[self.std_ > 0]
        return out
