"""A convolution layer, forwards.

"Convolution" means cross-correlation, as in every library for deep learning:
the filters are laid on the image as they are, and are not turned.

Refused here: scipy, skimage, keras, tensorflow, torch.
"""

import numpy as np


def conv_forward(x, w, b, stride=1, pad=0):
    """Slide K filters over every sample of a batch.

    x:      (N, C, H, W) array of N samples with C channels.
    w:      (K, C, kh, kw) array of K filters. Filter k has one kernel for each
            channel of x.
    b:      (K,) array of biases, one per filter.
    stride: step from one place to the next, down and to the right alike;
            an int, at least 1.
    pad:    rows and columns of zeros on each of the four sides; an int, at
            least 0. x itself stays as it is, and so do w and b.

    Returns (out, cache), a tuple.
    out:    (N, K, OH, OW), a new array, with
                OH = floor((H + 2*pad - kh) / stride) + 1
                OW = floor((W + 2*pad - kw) / stride) + 1
            Rows and columns that are left over at the bottom and at the right
            are dropped. With the padded x in place of x,
                out[n, k, i, j] = b[k] + sum over c, m, q of
                    x[n, c, i*stride + m, j*stride + q] * w[k, c, m, q]
            float32 where x, w and b all are float32; with any float64 or
            integer array among them it is float64.
    cache:  the tuple (x, w, b, stride, pad) of the arguments, in this order.
            Other exercises read it, so it is graded.

    ValueError if w was made for another number of channels than x has (also
    for 1), and if the kernel is taller or wider than the padded map.
    """
    raise NotImplementedError(
        "conv_forward: start with the size of the output, "
        "(H + 2*pad - kh) // stride + 1 rows."
    )
