"""A network with one hidden layer: its loss for a batch, and all four gradients."""

from collections.abc import Callable

import numpy as np
from cross_entropy import ce

Arrays = dict[str, np.ndarray]
Activation = tuple[Callable, Callable]


def mlp_loss(params: Arrays, X: np.ndarray, y: np.ndarray, act: Activation) -> tuple[float, Arrays]:
    """Mean cross-entropy of X (N, D) → H units → K classes against labels y (N,), and its gradients.

    params and the gradients: "W1" (D, H), "b1" (H,), "W2" (H, K), "b2" (K,).
    act: the activation and its derivative, which takes the pre-activation.
    """
    f, df = act
    z1 = X @ params["W1"] + params["b1"]
    h = f(z1)
    logits = h @ params["W2"] + params["b2"]
    loss, dlogits = ce(logits, y)

    dh = dlogits @ params["W2"].T
    dz1 = dh * df(z1)
    grads = {"W1": X.T @ dz1, "b1": dz1.sum(axis=0), "W2": h.T @ dlogits, "b2": dlogits.sum(axis=0)}
    return loss, grads
