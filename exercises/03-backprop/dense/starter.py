"""The dense layer: M units that all see the same D inputs, batch by batch.

Columns are units: W[:, j] and b[j] belong to unit j.
Float arrays keep their dtype (float32 in, float32 out), and no argument is
changed.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


def dense_forward(x, W, b):
    """Send a batch through the layer.

    Args:
        x: (N, …, D) float array, two axes or more. The last axis holds the D
            inputs; every other axis only counts samples.
        W: (D, M) float array of weights, one column per unit.
        b: (M,) float array of biases, one per unit. A bias is added after the
            product.

    Returns:
        (out, cache), a tuple.
        out: (N, …, M), the axes of x with the last one replaced.
        cache: whatever your dense_backward needs; nobody else looks into it.
            It belongs to this call: a later dense_forward must not change it.
    """
    raise NotImplementedError(
        "dense_forward: start with the matrix product of x and W, then add b "
        "to every row"
    )


def dense_backward(dout, cache):
    """Turn the gradient of the output into the gradients of x, W and b.

    Args:
        dout: (N, …, M) float array, the upstream gradient: the loss
            differentiated by out.
        cache: the second value that dense_forward returned. The same cache may
            be used again.

    Returns:
        (dx, dW, db), a tuple.
        dx: (N, …, D), exactly the shape of x.
        dW: (D, M), summed over all samples (every axis but the last).
        db: (M,), summed over all samples in the same way.
        Sums, not means: the loss has divided by N already, where that is
        wanted.
    """
    raise NotImplementedError(
        "dense_backward: take from the cache what the forward pass kept, then "
        "find dx, of the shape of x"
    )
