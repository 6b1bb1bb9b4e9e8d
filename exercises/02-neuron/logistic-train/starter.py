"""Train a logistic unit with D inputs by gradient descent.

The unit's logits are z = X @ w + b, its probabilities sigmoid(z). All arrays
are float64 but for the labels. No function changes its arguments.

`logistic_unit` is your own file of that exercise, if it passed its tests as it
is now, otherwise the reference solution.

Refused here: scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np
from logistic_unit import sigmoid


def nll(X, y, w, b):
    """The unit's loss (mean negative log-likelihood), and its gradient.

    X: (N, D) samples, N ≥ 1. y: (N,) labels, each 0 or 1, ints or floats.
    w: (D,) weights, b: float, the bias.
    Returns (loss, dw, db), a tuple.
    loss: float, the mean over the N samples of -ln p, where p is the
        probability that the unit gives to the sample's own label: σ(z) for
        label 1, 1 - σ(z) for label 0. Natural logarithm.
    dw: (D,), the loss differentiated by w. db: float, by b.
    All three are right, finite and without a warning for logits up to ±1000
    (a sure and wrong answer then costs 1000).
    """
    raise NotImplementedError(
        "nll: compute the logits z = X @ w + b first; the loss of one sample "
        "is ln(1 + exp(z)) - y * z"
    )


def fit_logistic(X, y, lr, steps):
    """Gradient descent on nll, with all samples in every step.

    X: (N, D), y: (N,) as for nll. lr: float, the learning rate. steps: int ≥ 0.
    Starts with w = 0 and b = 0. Each step subtracts lr times the gradient from
    w and from b, both gradients taken at the same place.
    Returns (w, b, history), a tuple: w: (D,), b: float, and history: a list of
    `steps` floats, the loss before each step.
    """
    raise NotImplementedError(
        "fit_logistic: start with np.zeros(X.shape[1]) and 0.0, and call nll "
        "once in every step"
    )
