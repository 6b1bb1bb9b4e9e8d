"""Known wrong answers to pool-forward."""

import numpy as np
from solution import as_floats, four_sides, reduce_windows, windows
from solution import pool_forward as right_pool_forward

from grader import mistake


@mistake(
    "max-starts-at-zero",
    "Your maximum never falls below 0: it starts at 0 instead of at the window's own cells. Where all of them are negative, the largest of them is the answer.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        out, cache = right_pool_forward(x, kh, kw, stride, mode, pad)
        return (np.maximum(out, 0) if mode == "max" else out), cache


@mistake(
    "pads-max-with-zero",
    "In max pooling your padding is 0, and at the edge that 0 beats every negative cell. Padding must never win: it is minus infinity, or is left out.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        if mode != "max":
            return right_pool_forward(x, kh, kw, stride, mode, pad)
        return right_pool_forward(surrounded_by_zeros(x, pad, kh, kw), kh, kw, stride, mode)


@mistake(
    "average-counts-padding",
    "Your average divides by the whole window, padding included, so it sags at the edge. Divide by the number of real cells that the window covers.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        if mode != "avg":
            return right_pool_forward(x, kh, kw, stride, mode, pad)
        return right_pool_forward(surrounded_by_zeros(x, pad, kh, kw), kh, kw, stride, mode)


@mistake(
    "padding-ignored",
    "Your function does not use pad: the windows never hang over the edge. Padding on each side shifts the first window out by as many cells and makes room for more windows.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        return right_pool_forward(x, kh, kw, stride, mode)


@mistake(
    "stride=k-assumed",
    "Your windows lie side by side: they step by their own height and width instead of by the stride. With a smaller stride windows overlap.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        return pool_between(x, kh, kw, (kh, kw), mode, pad)


@mistake(
    "mixes-channels",
    "Your windows reach through all channels, so that every channel gets the same answer. Each map of each sample is pooled by itself, over its height and width only.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        out, cache = right_pool_forward(x, kh, kw, stride, mode, pad)
        across = (np.max if mode == "max" else np.mean)(out, axis=1, keepdims=True)
        return np.broadcast_to(across, out.shape).copy(), cache


@mistake(
    "off-by-one-output",
    "Your output lacks its last row and its last column of windows: the first window comes before any step is made, so there is one window more than there are steps.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        out, cache = right_pool_forward(x, kh, kw, stride, mode, pad)
        return out[:, :, :-1, :-1], cache


@mistake(
    "remainder-kept",
    "Your output has extra windows for the cells left over at the bottom and at the right. Here only windows count that fit on the padded map: the number of steps is rounded down.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        return pool_between(x, kh, kw, (stride, stride), mode, pad, spans=spans_with_remainder)


@mistake(
    "window-on-its-side",
    "Your window lies on its side: kh is its height and goes with the rows of the map, kw is its width and goes with the columns.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        return right_pool_forward(x, kw, kh, stride, mode, pad)


@mistake(
    "results-in-x",
    "You put the results into x itself, and the caller's map is overwritten. The backward pass and the layer before still need it: fill a new array.",
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        out, cache = right_pool_forward(x.copy(), kh, kw, stride, mode, pad)
        x[:, :, : out.shape[2], : out.shape[3]] = out[:, :, : x.shape[2], : x.shape[3]]
        return out, cache


@mistake(
    "any-other-mode-averages",
    'A mode that is not "max" is taken for "avg", so a misspelt mode gives a plausible answer. Raise ValueError for every other mode.',
)
class _:
    def pool_forward(x, kh, kw, stride, mode, pad=0):
        return right_pool_forward(x, kh, kw, stride, "max" if mode == "max" else "avg", pad)


def surrounded_by_zeros(x, pad, kh, kw):
    """x: (N, C, H, W) with its padding filled in as zeros."""
    return np.pad(as_floats(x), ((0, 0), (0, 0)) + four_sides(pad, kh, kw))


def pool_between(x, kh, kw, strides, mode, pad, spans=windows):
    """Pooling with a stride for each axis and another rule of which windows there are."""
    right_pool_forward(x, kh, kw, 1, mode, pad)  # raises what the right one raises
    (top, bottom), (left, right) = four_sides(pad, kh, kw)
    x = as_floats(x)
    rows = spans(x.shape[2], kh, strides[0], top, bottom)
    cols = spans(x.shape[3], kw, strides[1], left, right)
    return reduce_windows(x, rows, cols, mode), None


def spans_with_remainder(size, k, stride, before, after):
    """The windows along one axis with the number of steps rounded up."""
    steps = -((k - before - size - after) // stride)
    starts = [i * stride - before for i in range(steps + 1) if i * stride - before < size]
    return [slice(max(start, 0), min(start + k, size)) for start in starts]
