"""Batch normalisation, backwards.

`bn_forward` is your own, if it passed its tests as it is now, otherwise that
of the reference solution. The reference's cache is (x_hat, gamma, std):
x_hat of x's shape, gamma (C,), and std (C,), which is √(var + eps). If you
want another cache, define bn_forward in this file, and remove the import.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np
from bn_forward import bn_forward


def bn_backward(dout, cache):
    """Turn the gradient of out into those of x, gamma and beta.

    dout:  (N, C) or (N, C, H, W) float array, the upstream gradient.
    cache: the second thing that bn_forward returned, in mode "train". It may
           be used several times.

    Returns (dx, dgamma, dbeta):
    dx:     array of dout's shape. x counts wherever it was used: in the mean
            and in the variance, too.
    dgamma: (C,) array, summed over all axes but axis 1.
    dbeta:  (C,) array, likewise.
    Sums, not means: the loss has divided by N already, where that is wanted.

    With float32 in all arrays the gradients are float32. Neither dout nor
    cache is changed.
    """
    raise NotImplementedError(
        "bn_backward: start with dbeta, the sum of dout over each channel"
    )
