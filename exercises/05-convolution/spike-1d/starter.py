"""A filter in one dimension: a local dense layer with shared weights.

Write the sums yourself, with slices, loops, sliding windows or a matrix.
Refused here: numpy.convolve, numpy.correlate, scipy, keras, tensorflow, torch.

For all three functions:
    x: (L,) array of numbers, the signal; each number is called a sample.
    w: (k,) array of numbers, the filter, k >= 1.
    Neither is changed. Results are float32 where all arrays given are float32,
    and float64 otherwise; integers (also uint8) are computed as float64.
    A filter that is longer than the signal (k > L) raises ValueError.
"""

import numpy as np


def slide1d(x, w):
    """The answer of the filter at every place where all of it lies on the signal.

    out[i] = sum over j of x[i + j] * w[j]

    x: (L,), w: (k,). Returns a new array (L - k + 1,). The filter is laid on
    the signal as it is: w[0] meets the leftmost of the k samples.
    """
    raise NotImplementedError(
        "slide1d: start with the first answer, the sum of x[0:k] * w."
    )


def as_dense(w, L):
    """The same filter as the matrix of a dense layer, one row for every place.

    w: (k,), L: int, the length of the signals it is made for.
    Returns M, a new array (L - k + 1, L), with M @ x equal to slide1d(x, w)
    for every signal x of length L. (Rows are places here. What dense_forward
    calls W is the transpose of M.)
    """
    raise NotImplementedError(
        "as_dense: start with zeros, one row for every place and one column "
        "for every sample."
    )


def spike_anywhere(x, w=(-1, 1, -1)):
    """How well the filter fits where it fits best.

    x: (L,), w: (k,) array, list or tuple of numbers.
    Returns the largest entry of slide1d(x, w), a float. It may be negative.
    """
    raise NotImplementedError(
        "spike_anywhere: make an array of w, slide it along x, and keep one "
        "number of the answer."
    )
