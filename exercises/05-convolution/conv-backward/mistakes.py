"""Known wrong answers to conv-backward."""

import numpy as np
from solution import conv_backward as right_conv_backward
from solution import unpadded, window_at

from grader import mistake


@mistake(
    "dw-flipped",
    "Your dw is turned by half a turn. The filters were laid on the image as they are, so dw is a correlation: each weight meets the cells that it met on the way forward.",
)
class _:
    def conv_backward(dout, cache):
        dx, dw, db = right_conv_backward(dout, cache)
        return dx, dw[:, :, ::-1, ::-1].copy(), db


@mistake(
    "dx-flipped",
    "Your dx is made with filters turned by half a turn. An error goes back through the very weights through which it came: it stamps the filter into dx as it is.",
)
class _:
    def conv_backward(dout, cache):
        x, w, b, stride, pad = cache
        _, dw, db = right_conv_backward(dout, cache)
        dx, _, _ = right_conv_backward(dout, (x, w[:, :, ::-1, ::-1], b, stride, pad))
        return dx, dw, db


@mistake(
    "dx-not-unpadded",
    "Your dx still has the frame of padding. A gradient has the shape of its variable: cut off what belongs to the zeros around the image.",
)
class _:
    def conv_backward(dout, cache):
        x, w, b, stride, pad = cache
        _, dw, db = right_conv_backward(dout, cache)
        dx, _, _ = right_conv_backward(dout, (surrounded(x, pad), w, b, stride, 0))
        return dx, dw, db


@mistake(
    "empty-without-padding",
    "Your dx is empty where pad is 0: a slice from 0 to -0 has no cells. Count from the front instead, from pad to pad + H and pad + W.",
)
class _:
    def conv_backward(dout, cache):
        dx, dw, db = right_conv_backward(dout, cache)
        return (dx if cache[4] else dx[:, :, 0:-0, 0:-0]), dw, db


@mistake(
    "dx-overwritten",
    "Where windows overlap, your dx keeps only what the last one brought. A cell that several places have seen receives the sum of their errors: add.",
)
class _:
    def conv_backward(dout, cache):
        x, w, _, stride, pad = cache
        _, dw, db = right_conv_backward(dout, cache)
        dpadded = np.zeros_like(surrounded(x, pad))
        for i, j in np.ndindex(dout.shape[2:]):
            dpadded[window_at(i * stride, j * stride, w)] = np.tensordot(dout[:, :, i, j], w, axes=1)
        return unpadded(dpadded, pad), dw, db


@mistake(
    "dw-overwritten",
    "Your dw keeps only what the last place brought. A filter is shared by all places, and collects the sum of what each of them sends: add.",
)
class _:
    def conv_backward(dout, cache):
        x, w, _, stride, pad = cache
        dx, _, db = right_conv_backward(dout, cache)
        i, j = dout.shape[2] - 1, dout.shape[3] - 1
        window = surrounded(x, pad)[window_at(i * stride, j * stride, w)]
        return dx, np.tensordot(dout[:, :, i, j].T, window, axes=1), db


@mistake(
    "ignores-upstream",
    "Your gradients do not depend on dout: you send an error of 1 back from every place. Each place multiplies by the error that it has received.",
)
class _:
    def conv_backward(dout, cache):
        return right_conv_backward(np.ones_like(dout), cache)


@mistake(
    "db-mean",
    "Your db is a mean. A bias takes part at every place of every sample, and collects the sum of all their errors; dividing by N is the business of the loss.",
)
class _:
    def conv_backward(dout, cache):
        dx, dw, _ = right_conv_backward(dout, cache)
        return dx, dw, dout.mean(axis=(0, 2, 3))


@mistake(
    "db-over-samples-only",
    "Your db is summed over the samples alone and still has rows and columns. One bias serves all places of its map, so the sum runs over them too.",
)
class _:
    def conv_backward(dout, cache):
        dx, dw, _ = right_conv_backward(dout, cache)
        return dx, dw, dout.sum(axis=0)


@mistake(
    "dw-averaged",
    "Your dw is divided by the number of samples. A shared weight collects a sum; dividing by N is the business of the loss.",
)
class _:
    def conv_backward(dout, cache):
        dx, dw, db = right_conv_backward(dout, cache)
        return dx, dw / len(dout), db


@mistake(
    "dw-without-padding",
    "Your dw is made from the image without its zeros, so that the windows sit too far down and to the right. Use the padded image, as the forward pass did.",
)
class _:
    def conv_backward(dout, cache):
        x, w, b, stride, pad = cache
        dx, _, db = right_conv_backward(dout, cache)
        shifted = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
        _, dw, _ = right_conv_backward(dout, (shifted, w, b, stride, 0))
        return dx, dw, db


@mistake(
    "channel-order",
    "In your dw filters and channels have changed places. A gradient has the shape of its variable: filters first, then the channels of the image.",
)
class _:
    def conv_backward(dout, cache):
        dx, dw, db = right_conv_backward(dout, cache)
        return dx, dw.swapaxes(0, 1), db


@mistake(
    "stride-forgotten",
    "On the way back your windows lie one cell apart, whatever the stride was. The error at (i, j) belongs to the window at row i · stride, column j · stride.",
)
class _:
    def conv_backward(dout, cache):
        x, w, b, _, pad = cache
        return right_conv_backward(dout, (x, w, b, 1, pad))


@mistake(
    "float64-promotion",
    "Your gradients come back in float64 although everything that went in was float32. Collect them in arrays of the precision of x and w.",
)
class _:
    def conv_backward(dout, cache):
        return tuple(gradient.astype(np.float64) for gradient in right_conv_backward(dout, cache))


def surrounded(x, pad):
    """x: (N, C, H, W) with its padding."""
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
