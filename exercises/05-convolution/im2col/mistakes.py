"""Known wrong answers to im2col."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from solution import common_float
from solution import conv_forward_fast as right_conv_forward_fast
from solution import im2col as right_im2col

from grader import mistake


@mistake(
    "column-order",
    "Your columns have the channels last. Within a row the order is channel, row of the window, column of the window: that of a filter that is laid flat.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        windows = windows_of(x, kh, kw, stride, pad)
        return windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, windows[0, 0, 0].size)


@mistake(
    "batch-interleaved",
    "Your rows mix the samples: all of them at the first place, then all at the next. All rows of the first sample come first.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        windows = windows_of(x, kh, kw, stride, pad)
        return windows.transpose(1, 2, 0, 3, 4, 5).reshape(-1, windows[0, 0, 0].size)


@mistake(
    "places-column-first",
    "Your rows go down the columns of places. Places are counted like the words of a page: to the right first, then down.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        windows = windows_of(x, kh, kw, stride, pad)
        return windows.transpose(0, 2, 1, 3, 4, 5).reshape(-1, windows[0, 0, 0].size)


@mistake(
    "window-on-its-side",
    "Your windows lie on their side: within a channel the cells come column by column. They come row by row, as in a filter that is laid flat.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        windows = windows_of(x, kh, kw, stride, pad)
        return windows.transpose(0, 1, 2, 3, 5, 4).reshape(-1, windows[0, 0, 0].size)


@mistake(
    "windows-as-columns",
    "Your matrix is transposed: each window stands upright as a column. Here windows are rows, so that the filters come second in the product.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        return np.ascontiguousarray(right_im2col(x, kh, kw, stride, pad).T)

    def conv_forward_fast(x, w, b, stride=1, pad=0):
        return right_conv_forward_fast(x, w, b, stride, pad)


@mistake(
    "view-aliasing",
    "Your matrix is at times only another view of x: whoever writes into it changes the image. Return a copy, also where no cell has to move.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        right_im2col(x, kh, kw, stride, pad)
        if pad:
            x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        views = sliding_window_view(x, (kh, kw), axis=(2, 3), writeable=True)[:, :, ::stride, ::stride]
        windows = views.transpose(0, 2, 3, 1, 4, 5)
        return windows.reshape(-1, windows[0, 0, 0].size)


@mistake(
    "still-looping",
    "Your function still goes from place to place in Python, so its work grows with every sample and every pixel. Move all windows at once, or loop over the few cells of the window instead.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        windows = windows_of(x, kh, kw, stride, pad)
        N, OH, OW = windows.shape[:3]
        return np.array([windows[n, i, j].ravel() for n in range(N) for i in range(OH) for j in range(OW)])

    def conv_forward_fast(x, w, b, stride=1, pad=0):
        right_conv_forward_fast(x[:1], w, b, stride, pad)
        x_, w_, b_ = (array.astype(common_float(x, w, b)) for array in (x, w, b))
        windows = windows_of(x_, *w.shape[2:], stride, pad)
        out = np.empty((len(x), len(w), *windows.shape[1:3]), dtype=x_.dtype)
        for n, i, j in np.ndindex(windows.shape[:3]):
            out[n, :, i, j] = (windows[n, i, j] * w_).sum(axis=(1, 2, 3)) + b_
        return out, (x, w, b, stride, pad)


@mistake(
    "padding-ignored",
    "Your function does not use pad. Zeros around each image make room for more windows.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        return right_im2col(x, kh, kw, stride)

    def conv_forward_fast(x, w, b, stride=1, pad=0):
        return right_conv_forward_fast(x, w, b, stride)[0], (x, w, b, stride, pad)


@mistake(
    "stride-ignored",
    "Your windows begin at every cell, whatever the stride is. The place (i, j) begins at row i · stride and column j · stride.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        return right_im2col(x, kh, kw, 1, pad)

    def conv_forward_fast(x, w, b, stride=1, pad=0):
        return right_conv_forward_fast(x, w, b, 1, pad)[0], (x, w, b, stride, pad)


@mistake(
    "reshape-not-transpose",
    "Your product is cut into maps as it stands. In it the answers of all filters to one place lie side by side, so the axis of the filters is the last one: give it places first, then move it.",
)
class _:
    def conv_forward_fast(x, w, b, stride=1, pad=0):
        out, cache = right_conv_forward_fast(x, w, b, stride, pad)
        return np.ascontiguousarray(out.transpose(0, 2, 3, 1)).reshape(out.shape), cache


@mistake(
    "cols-in-the-cache",
    "Your cache holds the matrix in place of x. The cache is the one of conv_forward: the arguments as they came, so that conv_backward can use either.",
)
class _:
    def conv_forward_fast(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward_fast(x, w, b, stride, pad)
        return out, (right_im2col(x, *w.shape[2:], stride, pad), w, b, stride, pad)


@mistake(
    "one-channel-for-all",
    "A filter made for one channel is accepted for an image with several. Compare the two numbers of channels, and raise ValueError.",
)
class _:
    def conv_forward_fast(x, w, b, stride=1, pad=0):
        if w.shape[1] == 1:
            w = np.repeat(w, x.shape[1], axis=1)
        return right_conv_forward_fast(x, w, b, stride, pad)


@mistake(
    "float64-promotion",
    "Your matrix is float64 although the image is not. It holds copies of pixels, so it has their dtype.",
)
class _:
    def im2col(x, kh, kw, stride=1, pad=0):
        return right_im2col(x, kh, kw, stride, pad).astype(np.float64)

    def conv_forward_fast(x, w, b, stride=1, pad=0):
        return right_conv_forward_fast(x.astype(np.float64), w, b, stride, pad)[0], (x, w, b, stride, pad)


def windows_of(x, kh, kw, stride, pad):
    """A new array of all windows. x: (N, C, H, W) -> (N, OH, OW, C, kh, kw)."""
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    views = sliding_window_view(padded, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    return views.transpose(0, 2, 3, 1, 4, 5).copy()
