"""From pixels to arrays that a network takes."""

import numpy as np


def to_unit(X, high=255):
    """Pixels X: uint8 of any shape, as shares X / high, float32. ValueError if X holds floats."""
    if is_float(X):
        raise ValueError(f"pixels of type {X.dtype} have been scaled already")
    return (X / high).astype(np.float32)


def add_channel(X, layout):
    """Grey images X: (N, H, W) as (N, 1, H, W) for "NCHW" or (N, H, W, 1) for "NHWC"."""
    if layout not in ("NCHW", "NHWC"):
        raise ValueError(f'layout is "NCHW" or "NHWC", not {layout!r}')
    return np.expand_dims(X, layout.index("C"))


def nchw_to_nhwc(X):
    """X: (N, C, H, W) as (N, H, W, C)."""
    return X.transpose(0, 2, 3, 1)


def nhwc_to_nchw(X):
    """X: (N, H, W, C) as (N, C, H, W)."""
    return X.transpose(0, 3, 1, 2)


class Standardizer:
    """Subtract the training set's mean, divide by its deviation, at each position of a sample."""

    def __init__(self):
        self.mean_ = self.std_ = None

    def fit(self, X):
        """Keep mean_ and std_ of X: (N, …), both of shape X.shape[1:] and float64. Returns self."""
        self.mean_ = X.mean(axis=0, dtype=np.float64)
        self.std_ = X.std(axis=0, dtype=np.float64)
        return self

    def transform(self, X):
        """(X - mean_) / std_ for X: (M, …), dividing by 1 where std_ is 0. Keeps the float dtype."""
        if self.mean_ is None:
            raise RuntimeError("there are no statistics yet: fit first")
        result = (X - self.mean_) / np.where(self.std_ == 0, 1, self.std_)
        return result.astype(X.dtype) if is_float(X) else result


def is_float(X):
    """Whether an array holds floats."""
    return np.issubdtype(X.dtype, np.floating)
