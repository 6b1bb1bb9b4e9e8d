"""Max and average pooling, backwards.

The forward pass is imported: your own once it has passed, otherwise the
reference.

Refused here: scipy, skimage, keras, tensorflow, torch.
"""

import numpy as np
from pool_forward import pool_forward as pool


def pool_forward(x, kh, kw, stride, mode, pad=0):
    """pool_forward as you know it, with a cache for pool_backward.

    x:   (N, C, H, W) float array. Returns (out, cache) with out
         (N, C, OH, OW). This function is complete. What the cache holds is
         your affair: change it if your pool_backward wants to know more. In
         the cache below, pad always is ((top, bottom), (left, right)).
    """
    out, _ = pool(x, kh, kw, stride, mode, pad)
    if np.ndim(pad) == 0:
        pad = ((pad, pad), (pad, pad))
    return out, (x, kh, kw, stride, mode, pad)


def pool_backward(dout, cache):
    """The gradient of x, given the gradient of the pooled maps.

    dout:  (N, C, OH, OW) float array, the upstream gradient: the loss
           differentiated by the pooled maps.
    cache: the second value that the pool_forward above returned. The same
           cache may be used again.

    Returns dx: (N, C, H, W), a float array of the shape of x.
    "max": the error of a window goes to its largest cell. Where several cells
           are the largest, one of them gets it or they share it, as you
           like; together they get exactly that error. All others get 0.
    "avg": each of the n real cells of a window gets 1/n of its error.
    A cell in several windows gets the sum of what each gives it; a cell in no
    window gets 0. Padding gets nothing.

    float32 in, float32 out. Neither dout nor x is changed.
    """
    raise NotImplementedError(
        "pool_backward: start with dx, zeros in the shape of x, and find the "
        "cells of window (0, 0)."
    )
