"""A network with one hidden layer: its loss for a batch, and all four gradients.

    X ──▶ z1 = X·W1 + b1 ──▶ h = f(z1) ──▶ logits = h·W2 + b2 ──▶ loss

`ce` is yours from the exercise `cross-entropy` (or ours, if yours has not
passed): ce(logits, y) returns the mean loss and the gradient of that mean with
respect to the logits.

Refused here: scipy, sklearn, torch, tensorflow, keras, jax, numpy.gradient.
"""

import numpy as np
from cross_entropy import ce


def mlp_loss(params, X, y, act):
    """The mean cross-entropy of a two-layer network, and its gradients.

    Columns are units: W1[:, j] and b1[j] belong to hidden unit j.

    Args:
        params: dict of float64 arrays, "W1": (D, H), "b1": (H,),
            "W2": (H, K), "b2": (K,).
        X: (N, D) float64 array, one sample a row, N ≥ 1.
        y: (N,) integers, the right classes 0 … K-1.
        act: (f, df), two functions that work entry by entry and keep the
            shape. f is the activation of the hidden layer; df is its
            derivative and takes the PRE-ACTIVATION z1, not h. Neither changes
            its argument. They may be any functions, not only ReLU.
            f is called exactly once, on the whole (N, H) array z1: keep h for
            the way back.

    Returns:
        (loss, grads), a tuple.
        loss: a float, the mean over the N samples. Logits as large as ±1e4
            neither overflow nor warn (ce takes care of that).
        grads: dict with the keys of params; each gradient has the shape of its
            parameter, and belongs to the mean loss (1/N is in it once).
        All gradients are taken at the parameters as given. No argument is
        changed; nothing is updated here.
    """
    raise NotImplementedError(
        "mlp_loss: start with z1 = X @ W1 + b1 and h = f(z1), then the logits, "
        "and hand those to ce"
    )
