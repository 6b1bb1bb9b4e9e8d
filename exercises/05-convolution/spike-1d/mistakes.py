"""Known wrong answers to spike-1d."""

import numpy as np
from solution import as_dense as right_as_dense
from solution import as_floats, places
from solution import slide1d as right_slide1d
from solution import spike_anywhere as right_spike_anywhere

from grader import mistake


@mistake(
    "kernel-flipped",
    "Your filter is laid on the signal back to front: its last weight meets the leftmost sample. Here it slides as it is written, w[0] on the left.",
)
class _:
    def slide1d(x, w):
        return right_slide1d(x, w[::-1])

    def as_dense(w, L):
        return right_as_dense(w[::-1], L)


@mistake(
    "off-by-one-output",
    "Your answer lacks the last place, where the end of the filter meets the end of the signal. The first place comes before any step, so k weights fit on L samples at L - k + 1 places.",
)
class _:
    def slide1d(x, w):
        return right_slide1d(x, w)[:-1]

    def as_dense(w, L):
        return right_as_dense(w, L)[:-1]


@mistake(
    "wraps-around",
    "Your filter runs over the end of the signal and goes on at its beginning, so there are as many answers as samples. Only places count where the whole filter lies on the signal.",
)
class _:
    def slide1d(x, w):
        k = len(w)
        places(len(x), k)
        return right_slide1d(np.concatenate([x, x[: k - 1]]), w)

    def as_dense(w, L):
        M = right_as_dense(w, L)
        row = np.concatenate([as_floats(w), np.zeros(L - len(w), dtype=M.dtype)])
        return np.stack([np.roll(row, i) for i in range(L)])


@mistake(
    "hangs-over-the-edge",
    "Your answer is as long as the signal: the filter hangs over its ends, where you put zeros. Here only places count where the whole filter lies on the signal.",
)
class _:
    def slide1d(x, w):
        k = len(w)
        places(len(x), k)
        return right_slide1d(np.pad(x, ((k - 1) // 2, k // 2)), w)


@mistake(
    "untied-weights",
    "The rows of your matrix do not share their weights: which weight stands in a column depends on the column alone, so every row has the weights in another order. All rows hold w in its own order, each one column further on.",
)
class _:
    def as_dense(w, L):
        M = right_as_dense(w, L)
        for i in range(len(M)):
            for j in range(i, i + len(w)):
                M[i, j] = w[j % len(w)]
        return M


@mistake(
    "never-moves",
    "Every row of your matrix looks at the beginning of the signal. Row i belongs to place i: its first weight stands in column i.",
)
class _:
    def as_dense(w, L):
        M = np.zeros_like(right_as_dense(w, L))
        M[:, : len(w)] = w
        return M


@mistake(
    "matrix-on-its-side",
    "Your matrix lies on its side: a column for every place and a row for every sample. Here rows are places, so that the matrix times the signal gives the answers.",
)
class _:
    def as_dense(w, L):
        return right_as_dense(w, L).T.copy()


@mistake(
    "best-starts-at-zero",
    "Your best answer never falls below 0: the search starts at 0 instead of at the first answer. Where the filter fits nowhere, the best answer is negative.",
)
class _:
    def spike_anywhere(x, w=(-1, 1, -1)):
        return max(0.0, right_spike_anywhere(x, w))


@mistake(
    "where-not-how-much",
    "You return the place of the best fit. Asked is how well the filter fits there, the largest answer itself.",
)
class _:
    def spike_anywhere(x, w=(-1, 1, -1)):
        return float(np.argmax(right_slide1d(x, np.asarray(w))))


@mistake(
    "integers-wrap",
    "You multiply small integers as they are, and a product of two uint8 above 255 starts again at 0. Turn the signal and the filter into floats before the first multiplication.",
)
class _:
    def slide1d(x, w):
        out, k = right_slide1d(x, w), len(w)
        for i in range(len(out)):
            out[i] = (x[i : i + k] * w).sum()
        return out


@mistake(
    "fits-nowhere",
    "Your function answers although the filter is longer than the signal. Where the filter fits nowhere there is no answer, not even an empty one: raise ValueError.",
)
class _:
    def slide1d(x, w):
        return right_slide1d(x, w) if len(w) <= len(x) else np.zeros(0)

    def as_dense(w, L):
        return right_as_dense(w, L) if len(w) <= L else np.zeros((0, L))

    def spike_anywhere(x, w=(-1, 1, -1)):
        return right_spike_anywhere(x, w) if len(w) <= len(x) else 0.0
