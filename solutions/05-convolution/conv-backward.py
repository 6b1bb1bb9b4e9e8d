"""A convolution layer, backwards: every place sends its error back through the window that it saw."""

import numpy as np


def conv_backward(dout, cache):
    """dout: (N, K, OH, OW), cache: that of conv_forward -> dx, dw, db, shaped as x, w, b."""
    x, w, _, stride, pad = cache
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for i, j in np.ndindex(dout.shape[2:]):
        window = window_at(i * stride, j * stride, w)
        errors = dout[:, :, i, j]
        dpadded[window] += np.tensordot(errors, w, axes=1)
        dw += np.tensordot(errors.T, padded[window], axes=1)
    return unpadded(dpadded, pad), dw, dout.sum(axis=(0, 2, 3))


def window_at(top, left, w):
    """The cells, of all samples and channels, on which the filters lie with their corner at (top, left)."""
    kh, kw = w.shape[2:]
    return np.s_[:, :, top : top + kh, left : left + kw]


def unpadded(padded, pad):
    """padded: (N, C, H + 2·pad, W + 2·pad) without its frame: (N, C, H, W)."""
    H, W = padded.shape[2] - 2 * pad, padded.shape[3] - 2 * pad
    return padded[:, :, pad : pad + H, pad : pad + W]
