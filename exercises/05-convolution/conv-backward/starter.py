"""A convolution layer, backwards.

conv_forward is there to be used if you like: your own once it has passed,
otherwise the reference.

Refused here: scipy, skimage, keras, tensorflow, torch.
"""

import numpy as np
from conv_forward import conv_forward


def conv_backward(dout, cache):
    """The gradients of x, w and b, given the gradient of the maps.

    dout:  (N, K, OH, OW) float array, the upstream gradient: the loss
           differentiated by the maps that conv_forward returned.
    cache: the tuple (x, w, b, stride, pad) that conv_forward returned with
           them: x (N, C, H, W), w (K, C, kh, kw), b (K,), two ints.

    Returns (dx, dw, db), a tuple.
    dx: (N, C, H, W), exactly the shape of x, without padding. A cell that no
        window covers has the gradient 0.
    dw: (K, C, kh, kw), summed over all samples and places.
    db: (K,), summed over all samples and places.
    Sums, not means: the loss has divided by N already, where that is wanted.

    Float arrays keep their dtype (float32 in, float32 out), and neither dout
    nor the arrays of the cache are changed.
    """
    raise NotImplementedError(
        "conv_backward: start with db, the sum of dout over samples, rows and "
        "columns."
    )
