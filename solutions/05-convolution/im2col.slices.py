"""Convolution as one matrix product; a loop over the cells of the kernel fills one column after the other."""

import numpy as np


def im2col(x, kh, kw, stride=1, pad=0):
    """x: (N, C, H, W) -> (N·OH·OW, C·kh·kw)."""
    N, C, H, W = x.shape
    if kh > H + 2 * pad or kw > W + 2 * pad:
        raise ValueError("the window is larger than the padded image")
    OH, OW = (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    padded[:, :, pad : pad + H, pad : pad + W] = x
    cols = np.empty((N, OH, OW, C, kh, kw), dtype=x.dtype)
    for m in range(kh):
        for q in range(kw):
            cells = padded[:, :, m : m + stride * OH : stride, q : q + stride * OW : stride]
            cols[..., m, q] = cells[:, :, :OH, :OW].transpose(0, 2, 3, 1)
    return cols.reshape(N * OH * OW, C * kh * kw)


def conv_forward_fast(x, w, b, stride=1, pad=0):
    """The maps as (K, C·kh·kw) @ (C·kh·kw, N·OH·OW)."""
    K, C, kh, kw = w.shape
    if x.shape[1] != C:
        raise ValueError("the filters have another number of channels than x")
    dtype = np.float32 if {x.dtype, w.dtype, b.dtype} == {np.dtype(np.float32)} else np.float64
    cols = im2col(x.astype(dtype), kh, kw, stride, pad)
    maps = w.astype(dtype).reshape(K, -1) @ cols.T + b.astype(dtype)[:, None]
    OH = (x.shape[2] + 2 * pad - kh) // stride + 1
    return np.ascontiguousarray(maps.reshape(K, len(x), OH, -1).swapaxes(0, 1)), (x, w, b, stride, pad)
