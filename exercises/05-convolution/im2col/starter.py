"""Convolution as one matrix product.

No Python loop (nor comprehension, generator or np.vectorize) may run over
samples or places: the number of Python steps must not grow with N, H and W.
A loop over channels or over the kh * kw cells of the window is fine. On 4
images of 3×16×16, conv_forward_fast must also be at least twice as fast as a
loop over all places that runs beside it; the reference is some 30 times as
fast.

conv_forward is there to compare with: your own once it has passed, otherwise
the reference.

Refused here: scipy, skimage, keras, tensorflow, torch.
"""

import numpy as np
from conv_forward import conv_forward


def im2col(x, kh, kw, stride=1, pad=0):
    """Lay every window flat as one row.

    x:      (N, C, H, W) array. It stays as it is.
    kh, kw: height and width of the window.
    stride: step from one place to the next, down and to the right alike.
    pad:    rows and columns of zeros on each of the four sides.

    Returns cols: (N*OH*OW, C*kh*kw), with OH and OW as in conv_forward.
        Rows:    sample, row of places, column of places, so that row
                 (n*OH + i)*OW + j is the window at place (i, j) of sample n.
        Columns: channel, row of the window, column of the window, as in
                 w.reshape(K, -1).
        A new array of x's dtype, C-contiguous, that shares no memory with x.
    ValueError if the window is taller or wider than the padded image.
    """
    raise NotImplementedError(
        "im2col: start with OH and OW, and with an array of all windows, "
        "(N, OH, OW, C, kh, kw)."
    )


def conv_forward_fast(x, w, b, stride=1, pad=0):
    """What conv_forward returns, by one matrix product.

    x: (N, C, H, W), w: (K, C, kh, kw), b: (K,). Returns (out, cache): out
    (N, K, OH, OW), cache (x, w, b, stride, pad). Dtypes and errors are those
    of conv_forward: float32 where x, w and b all are float32, otherwise
    float64 (integers too); ValueError for another number of channels and for
    a kernel that does not fit. No argument is changed.
    """
    raise NotImplementedError(
        "conv_forward_fast: start with cols = im2col(x, kh, kw, stride, pad) "
        "and multiply it by the filters, laid flat."
    )


# A bonus without points of its own: the way back. It is only checked if it is
# there.
#
# def col2im(cols, shape, kh, kw, stride=1, pad=0):
#     """Add every number of cols to the pixel of an image of zeros, of this
#     shape (N, C, H, W), from which im2col took it; drop the padding.
#
#     cols: (N*OH*OW, C*kh*kw) float array. Returns (N, C, H, W), same dtype.
#     """
