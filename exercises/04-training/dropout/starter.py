"""Inverted dropout, forwards and backwards.

Refused here: keras, tensorflow, torch.
"""

import numpy as np


def dropout_forward(x, p, mode, rng):
    """Drop values with probability p and scale up the rest, or leave x alone.

    x:    array of any shape, for example (N, D) or (N, C, H, W). It stays as
        it is.
    p:    probability that a value is DROPPED, 0 <= p < 1.
    mode: "train" or "test".
    rng:  numpy.random.Generator, the only source of randomness. How you draw
          from it is up to you, but the same generator state must give the same
          mask. In mode "test" it is not used and may be None.

    Returns (out, mask), both of x's shape and dtype (integers become float64).
    "train": mask is 0 where a value is dropped and 1 / (1 - p) where it
             survives, by a draw of its own for every single value;
             out = x * mask. With p = 0 all survive.
    "test":  out equals x (a copy or x itself), mask is all ones.

    ValueError for any other mode and for p outside 0 <= p < 1.
    """
    raise NotImplementedError(
        "dropout_forward: start with mode 'test', where out is x and the mask "
        "is all ones."
    )


def dropout_backward(dout, mask):
    """The gradient with respect to x, by way of the forward pass's mask.

    dout: array of any shape, the upstream gradient. mask: array of the same
        shape.
    Returns an array of the same shape; dout and mask stay as they are.
    """
    raise NotImplementedError(
        "dropout_backward: out was x * mask; ask how out changes when one "
        "value of x does."
    )
