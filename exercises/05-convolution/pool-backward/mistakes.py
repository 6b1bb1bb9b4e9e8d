"""Known wrong answers to pool-backward."""

import numpy as np
from solution import pool_backward as right_pool_backward
from solution import real_cells

from grader import mistake


@mistake(
    "ties-duplicated",
    "Where cells tie, each of them gets the whole error, so that more comes back than went in. Give it to one of them, or let them share it.",
)
class _:
    def pool_backward(dout, cache):
        if cache[4] == "avg":
            return right_pool_backward(dout, cache)
        return spread(dout, cache, lambda window, error: (window == largest(window)) * error)


@mistake(
    "overlap-overwritten",
    "Where windows overlap, a cell keeps only what the last of them brought. It has a part in the answer of each, so it gets the sum: add.",
)
class _:
    def pool_backward(dout, cache):
        return spread(dout, cache, lambda window, error: shares(window, cache[4]) * error, collect=last_one)


@mistake(
    "winner-overwritten",
    "A cell that wins several windows keeps only the error of the last of them. It made the answer of each, so it gets the sum: add.",
)
class _:
    def pool_backward(dout, cache):
        if cache[4] == "avg":
            return right_pool_backward(dout, cache)
        return spread(dout, cache, lambda window, error: shares(window, "max") * error, collect=last_winner)


@mistake(
    "max-of-dout",
    "Where windows overlap, a cell keeps the largest of its errors. The maximum is over by now: going back, errors are added.",
)
class _:
    def pool_backward(dout, cache):
        return spread(
            dout, cache, lambda window, error: shares(window, cache[4]) * error, collect=largest_one
        )


@mistake(
    "gradient-to-every-cell",
    "In max pooling you give the error to every cell of the window. Only the winner made the answer; had another cell grown a little, nothing would have changed.",
)
class _:
    def pool_backward(dout, cache):
        if cache[4] == "avg":
            return right_pool_backward(dout, cache)
        return spread(dout, cache, lambda window, error: np.ones_like(window) * error)


@mistake(
    "average-not-divided",
    "In average pooling each cell gets the whole error of its window. It made only one part of the answer, and gets only that part of the error.",
)
class _:
    def pool_backward(dout, cache):
        if cache[4] == "max":
            return right_pool_backward(dout, cache)
        return spread(dout, cache, lambda window, error: np.ones_like(window) * error)


@mistake(
    "average-counts-padding",
    "In average pooling you divide by the whole window, padding included. The forward pass divided by the real cells, so the shares are as many as these.",
)
class _:
    def pool_backward(dout, cache):
        _, kh, kw, _, mode, _ = cache
        if mode == "max":
            return right_pool_backward(dout, cache)
        return spread(dout, cache, lambda window, error: np.ones_like(window) * error / (kh * kw))


@mistake(
    "padding-forgotten",
    "Your windows begin at i · stride and j · stride, as if there were no padding. With padding the first one hangs over the edge: it begins that many cells earlier.",
)
class _:
    def pool_backward(dout, cache):
        x, kh, kw, stride, mode, _ = cache
        moved = x, kh, kw, stride, mode, ((0, 0), (0, 0))
        return spread(dout, moved, lambda window, error: shares(window, mode) * error)


@mistake(
    "stride=k-assumed",
    "Your windows lie side by side: they step by their own height and width instead of by the stride.",
)
class _:
    def pool_backward(dout, cache):
        _, kh, kw, _, mode, _ = cache
        return spread(dout, cache, lambda window, error: shares(window, mode) * error, strides=(kh, kw))


@mistake(
    "mixes-channels",
    "You look for one winner among all channels, and the others get nothing. Every map of every sample is pooled by itself, and has a winner of its own.",
)
class _:
    def pool_backward(dout, cache):
        mode = cache[4]
        if mode == "avg":
            return right_pool_backward(dout, cache)

        def only_the_best_channel(window, error):
            best = window.max(axis=(1, 2, 3), keepdims=True)
            return shares(window, mode) * (window == best) * error

        return spread(dout, cache, only_the_best_channel)


@mistake(
    "ignores-upstream",
    "Your dx does not depend on dout: it says who won, but not how large the error is. Multiply every share by the error of its window.",
)
class _:
    def pool_backward(dout, cache):
        return right_pool_backward(np.ones_like(dout), cache)


@mistake(
    "float64-promotion",
    "Your dx comes back in float64 although everything that went in was float32. Collect it in an array of the precision of x.",
)
class _:
    def pool_backward(dout, cache):
        return right_pool_backward(dout, cache).astype(np.float64)


def largest(window):
    """The maximum of each map. window: (N, C, h, w) -> (N, C, 1, 1)."""
    return window.max(axis=(2, 3), keepdims=True)


def shares(window, mode):
    """Whose answer it was: the first winner's, or everybody's."""
    if mode == "avg":
        return np.ones_like(window) / window[0, 0].size
    winners = (window == largest(window)).reshape(*window.shape[:2], -1)
    return (winners & (winners.cumsum(axis=2) == 1)).reshape(window.shape).astype(window.dtype)


def add(cells, news):
    cells += news


def last_one(cells, news):
    cells[...] = news


def last_winner(cells, news):
    cells[...] = np.where(news != 0, news, cells)


def largest_one(cells, news):
    cells[...] = np.where((cells == 0) | (news > cells), np.where(news != 0, news, cells), cells)


def spread(dout, cache, give, collect=add, strides=None):
    """dx from what `give` makes of each window and its error; `collect` says what happens where windows overlap."""
    x, kh, kw, stride, _, ((top, _), (left, _)) = cache
    down, right = strides or (stride, stride)
    dx = np.zeros_like(x)
    for i, j in np.ndindex(dout.shape[2:]):
        window = np.s_[:, :, real_cells(i * down - top, kh), real_cells(j * right - left, kw)]
        if x[window].size:
            collect(dx[window], give(x[window], dout[:, :, i : i + 1, j : j + 1]))
    return dx
