"""Max and average pooling of a batch of feature maps.

Refused here: scipy, skimage, keras, tensorflow, torch.
"""

import numpy as np


def pool_forward(x, kh, kw, stride, mode, pad=0):
    """The maximum or the average of every window of every map.

    x:      (N, C, H, W) array. Every map x[n, c] is pooled by itself.
    kh, kw: height and width of the window.
    stride: step from one window to the next, down and to the right alike; it
            may be smaller than the window (windows overlap) or larger.
    mode:   "max" or "avg".
    pad:    rows and columns of padding: one int for all four sides,
            or a pair of pairs ((top, bottom), (left, right)).

    Returns (out, cache).
    out:    (N, C, OH, OW), a new array, with
                OH = floor((H + top + bottom - kh) / stride) + 1
                OW = floor((W + left + right - kw) / stride) + 1
            Rows and columns that are left over at the bottom and at the right
            are not pooled. A float dtype is kept; integers are computed as
            float64.
    cache:  whatever your backward pass will want to know. It is not graded
            here, and may be None.

    Padding has no values: "max" pads with minus infinity, "avg" divides by the
    number of real cells in the window. x stays as it is.

    ValueError for any other mode; for a top or bottom that is not smaller than
    kh, or a left or right that is not smaller than kw (a window would see
    nothing but padding); and for a window larger than the padded map.
    """
    raise NotImplementedError(
        "pool_forward: start with the size of the output, "
        "(H + top + bottom - kh) // stride + 1 rows."
    )
