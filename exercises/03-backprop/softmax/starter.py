"""Softmax and its logarithms, along any axis of an array of logits.

For all three functions:
    z is an array with one axis or more, usually (N, K): N samples with K
        logits each. z itself is not changed.
    axis is the axis along which the probabilities add up to 1; it may be any
        axis of z.
    Floats keep their dtype (float32 in, float32 out); integers (also uint8) are
        computed in float64.
    Logits up to ±1e6 give finite answers and no warnings, also where they are
        mixed in one array.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


def softmax(z, axis=-1):
    """Probabilities exp(z) / Σ exp(z), the sum running along axis.

    Args:
        z: logits, shape (N, K) or any other.
        axis: the axis that is normalised.

    Returns:
        An array of z's shape; along axis the entries add up to 1.
    """
    raise NotImplementedError(
        "softmax: start with the largest logit along axis (keepdims=True) and "
        "subtract it from z"
    )


def log_softmax(z, axis=-1):
    """The logarithms of the probabilities, finite even where those round to 0.

    Args:
        z: logits, shape (N, K) or any other.
        axis: the axis that is normalised.

    Returns:
        An array of z's shape, with entries at or below 0.
    """
    raise NotImplementedError(
        "log_softmax: write down log(exp(z) / Σ exp(z)) and simplify before "
        "you compute anything"
    )


def logsumexp(z, axis=-1):
    """log Σ exp(z), the sum running along axis: a smooth maximum.

    Args:
        z: logits, shape (N, K) or any other.
        axis: the axis that is summed; the result does not have it any more.

    Returns:
        Shape (N,) for z of shape (N, K) and axis=-1; a float for z of
        shape (K,).
    """
    raise NotImplementedError(
        "logsumexp: take the largest logit out of the sum, and remember to "
        "add it back"
    )
