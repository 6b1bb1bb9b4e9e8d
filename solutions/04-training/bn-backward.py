"""Batch normalisation, backwards: through x̂ directly, and through the mean and the variance inside it."""

import numpy as np
from bn_forward import bn_forward as bn_forward  # its cache is (x_hat, gamma, std)


def bn_backward(dout: np.ndarray, cache: tuple) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Turn the upstream gradient (N, C) or (N, C, H, W) into dx of that shape, dgamma (C,) and dbeta (C,)."""
    x_hat, gamma, std = cache
    dgamma, dbeta = sum_channels(dout * x_hat), sum_channels(dout)
    count = dout.size // len(gamma)
    common = along_channels(dbeta, dout) + x_hat * along_channels(dgamma, dout)
    dx = along_channels(gamma / std, dout) * (dout - common / count)
    return dx, dgamma, dbeta


def sum_channels(a: np.ndarray) -> np.ndarray:
    """The sum of each channel over all samples and pixels: (C,)."""
    return a.sum(axis=tuple(axis for axis in range(a.ndim) if axis != 1))


def along_channels(values: np.ndarray, a: np.ndarray) -> np.ndarray:
    """values (C,) in a shape that meets axis 1 of a: (1, C) or (1, C, 1, 1)."""
    return values.reshape(1, len(values), *[1] * (a.ndim - 2))
