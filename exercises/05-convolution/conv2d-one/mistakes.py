"""Known wrong answers to conv2d-one."""

import numpy as np
from solution import as_floats, map_shape
from solution import convolve2d as right_convolve2d
from solution import correlate2d as right_correlate2d

from grader import mistake


def turned(K):
    """K (kh, kw) after half a turn."""
    return K[::-1, ::-1]


@mistake(
    "kernel-flipped",
    "Your correlate2d turns the kernel before it slides it: that is convolution. Cross-correlation lays the kernel on the image as it is printed, K[0, 0] on the top left pixel.",
)
class _:
    def correlate2d(X, K):
        return right_correlate2d(X, turned(K))

    def convolve2d(X, K):
        return right_convolve2d(X, K)


@mistake(
    "kernel-not-flipped",
    "Your convolve2d slides the kernel as it is: that is cross-correlation. Convolution turns the kernel by half a turn first; if your convolve2d calls your correlate2d, look whether both turn it, because two half turns cancel.",
)
class _:
    def convolve2d(X, K):
        return right_correlate2d(X, K)


@mistake(
    "flipped-one-way",
    "Your convolve2d turns the kernel upside down but leaves left and right where they are. Half a turn reverses both the rows and the columns.",
)
class _:
    def convolve2d(X, K):
        return right_correlate2d(X, K[::-1])


@mistake(
    "negative-indices",
    "Your convolve2d reads the kernel at [-m, -n]. In Python index -0 is the first row and -1 the last, so the kernel is rolled round instead of turned; count the indices down from kh - 1 and kw - 1.",
)
class _:
    def convolve2d(X, K):
        kh, kw = K.shape
        return right_correlate2d(X, K[-np.arange(kh)][:, -np.arange(kw)])


@mistake(
    "kernel-transposed",
    "Your kernel is mirrored at its diagonal: the weight of row m and column n is used for row n and column m. Rows of the kernel go with rows of the image.",
)
class _:
    def correlate2d(X, K):
        return right_correlate2d(X, K.T)

    def convolve2d(X, K):
        return right_convolve2d(X, K.T)


@mistake(
    "off-by-one-output-size",
    "Your map lacks its last row and its last column: the kernel also fits where it touches the bottom and the right edge. A kernel of height kh fits at H - kh + 1 heights.",
)
class _:
    def correlate2d(X, K):
        return right_correlate2d(X, K)[:-1, :-1]

    def convolve2d(X, K):
        return right_convolve2d(X, K)[:-1, :-1]


@mistake(
    "hangs-over-the-edge",
    "Your map is as large as the image: your kernel hangs over the edge, where you put zeros. Here only those places count where the whole kernel lies on the image.",
)
class _:
    def correlate2d(X, K):
        return right_correlate2d(framed(X, K), K)

    def convolve2d(X, K):
        return right_convolve2d(framed(X, K), K)


@mistake(
    "row-col-swapped",
    "Your map lies on its side: rows and columns have changed places. The first index of an array counts rows (down), the second columns (to the right), in the image and in the map alike.",
)
class _:
    def correlate2d(X, K):
        return right_correlate2d(X, K).T

    def convolve2d(X, K):
        return right_convolve2d(X, K).T


@mistake(
    "integers-wrap",
    "You multiply small integers as they are, and a product of two uint8 above 255 starts again at 0. Turn the image and the kernel into floats before the first multiplication.",
)
class _:
    def correlate2d(X, K):
        return slide_unconverted(X, K)

    def convolve2d(X, K):
        return slide_unconverted(X, turned(K))


@mistake(
    "turns-callers-kernel",
    "Your convolve2d turns the caller's own kernel, so the next call with the same kernel turns it back. Work on a turned view or copy, and leave the argument as it was.",
)
class _:
    def convolve2d(X, K):
        K[:] = turned(K).copy()
        return right_correlate2d(X, K)


@mistake(
    "fits-nowhere",
    "Your function answers although the kernel is larger than the image. Where the kernel fits nowhere there is no map, not even an empty one: raise ValueError.",
)
class _:
    def correlate2d(X, K):
        return slide_anyway(X, K)

    def convolve2d(X, K):
        return slide_anyway(X, turned(K))


def framed(X, K):
    """X in a frame of zeros, so that there are as many places for K as X has pixels."""
    return np.pad(X, [((k - 1) // 2, k // 2) for k in K.shape])


def slide_unconverted(X, K):
    """Correlation whose products keep the dtype of X and K."""
    kh, kw = K.shape
    rows, cols = map_shape(X, K)
    out = np.zeros((rows, cols), dtype=as_floats(X, K).dtype)
    for i in range(rows):
        for j in range(cols):
            out[i, j] = (X[i : i + kh, j : j + kw] * K).sum()
    return out


def slide_anyway(X, K):
    """Correlation that gives an empty map where K does not fit."""
    rows, cols = (max(0, size - k + 1) for size, k in zip(X.shape, K.shape, strict=True))
    if rows and cols:
        return right_correlate2d(X, K)
    return np.zeros((rows, cols))
