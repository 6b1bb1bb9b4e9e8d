"""Batch normalisation, forwards.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
    """Normalise every channel, then scale and shift it.

    x:     (N, C) or (N, C, H, W) array. Axis 1 counts channels; the mean and
           the variance of a channel are taken over all other axes.
    gamma: (C,) float array, the scale of each channel.
    beta:  (C,) float array, the shift of each channel.
    state: {"mean": (C,) float array, "var": (C,) float array}, the running
           statistics so far.
    mode:  "train" or "test".
    eps:   float, added to the variance, under the root.
    momentum: float, the share of the OLD running statistics that is kept.

    Returns (out, cache, state2).
    out:   array of x's shape, gamma·x̂ + beta with x̂ = (x - μ) / √(var + eps).
           "train": μ and var are those of this batch; var is the mean squared
                    distance from μ, divided by the count and not by count - 1.
           "test":  μ and var are those of state, whatever is in the batch.
    cache: whatever your bn_backward will need; not looked at here. A good
           choice for later is (x_hat, gamma, std), with std = √(var + eps).
    state2: a dict like state.
           "train": momentum·old + (1 - momentum)·batch, for mean and var, with
                    the same var as above.
           "test":  equal to state (state itself or a copy).

    No argument is changed, state neither. With float32 in all arrays out and
    state2 are float32; an x of integers is computed as float64.
    ValueError for any other mode.
    """
    raise NotImplementedError(
        "bn_forward: start with the mean and the variance of each channel, two "
        "arrays of shape (C,)"
    )
