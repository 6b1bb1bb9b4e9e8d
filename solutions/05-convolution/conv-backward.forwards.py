"""Both gradients of a convolution layer as convolution layers: dx a full convolution, dw a correlation."""

import numpy as np
from conv_forward import conv_forward


def conv_backward(dout, cache):
    """dout: (N, K, OH, OW), cache: that of conv_forward -> dx, dw, db, shaped as x, w, b."""
    x, w, _, stride, pad = cache
    (H, W), (kh, kw) = x.shape[2:], w.shape[2:]
    spread = with_gaps(dout, stride, H + 2 * pad - kh + 1, W + 2 * pad - kw + 1)

    # dw[k, c] is channel c of the padded x, correlated with the errors of filter k, summed over the samples
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = correlate(padded.swapaxes(0, 1), spread.swapaxes(0, 1)).swapaxes(0, 1)

    # dx[n, c] is a full convolution of the errors with the kernels for channel c
    framed = np.pad(spread, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    turned = w[:, :, ::-1, ::-1].swapaxes(0, 1)
    dx = correlate(framed, turned)[:, :, pad : pad + H, pad : pad + W]
    return dx, dw, np.einsum("nkij->k", dout)


def correlate(x, w):
    """The convolution layer without biases."""
    return conv_forward(x, w, np.zeros(len(w), dtype=w.dtype))[0]


def with_gaps(dout, stride, rows, cols):
    """dout with stride - 1 zeros between its cells, and zeros for the places that the stride left over."""
    spread = np.zeros((*dout.shape[:2], rows, cols), dtype=dout.dtype)
    spread[:, :, ::stride, ::stride] = dout
    return spread
