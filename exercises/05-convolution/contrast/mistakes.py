"""Known wrong answers to contrast."""

import numpy as np
from solution import around, as_floats
from solution import lcn as right_lcn
from solution import lrn as right_lrn

from grader import mistake


def divided(x, total, bias, alpha, beta):
    """lrn with another sum."""
    return x / (bias + alpha * total) ** beta


def statistics(x, size, across=False):
    """The mean and the variance of the window round every cell, both of x's shape."""
    axes = (1, 2, 3) if across else (2, 3)
    mean, variance = np.empty_like(x), np.empty_like(x)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            window = x[:, :, around(i, size // 2), around(j, size // 2)]
            mean[:, :, i, j] = window.mean(axis=axes, keepdims=True)[:, :, 0, 0]
            variance[:, :, i, j] = window.var(axis=axes, keepdims=True)[:, :, 0, 0]
    return mean, variance


@mistake(
    "window-is-width-not-radius",
    "Your lrn takes radius for the width of the neighbourhood. It reaches that far on each side: up to 2 · radius + 1 channels.",
)
class _:
    def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
        return right_lrn(x, radius // 2, bias, alpha, beta)


@mistake(
    "spatial-not-channel",
    "Your lrn sums over neighbouring places of one channel. Its neighbours are the other channels of the same place.",
)
class _:
    def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
        x = as_floats(x)
        total = np.empty_like(x)
        for i in range(x.shape[2]):
            for j in range(x.shape[3]):
                total[:, :, i, j] = (x[:, :, around(i, radius), around(j, radius)] ** 2).sum(axis=(2, 3))
        return divided(x, total, bias, alpha, beta)


@mistake(
    "alpha-divided-by-n",
    "Your lrn divides alpha by the number of channels in the neighbourhood. Some libraries do so; here alpha multiplies the sum as it is.",
)
class _:
    def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
        return right_lrn(x, radius, bias, alpha / (2 * radius + 1), beta)


@mistake(
    "squares-missing",
    "Your lrn adds up the neighbours as they are, so positive and negative answers cancel. It sums their squares.",
)
class _:
    def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
        x = as_floats(x)
        total = np.stack([x[:, around(c, radius)].sum(axis=1) for c in range(x.shape[1])], axis=1)
        with np.errstate(invalid="ignore"):
            return divided(x, total, bias, alpha, beta)


@mistake(
    "beta-missing",
    "Your lrn divides by the bracket itself. The bracket is raised to the power beta first.",
)
class _:
    def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
        return right_lrn(x, radius, bias, alpha, 1.0)


@mistake(
    "channels-in-a-ring",
    "In your lrn the last channel is a neighbour of the first. Channels have two ends: at both of them the neighbourhood is cut off.",
)
class _:
    def lrn(x, radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75):
        x = as_floats(x)
        total = sum(np.roll(x**2, shift, axis=1) for shift in range(-radius, radius + 1))
        return divided(x, total, bias, alpha, beta)


@mistake(
    "sqrt-missing",
    "Your lcn divides by the variance. The deviation is its root; only with it is the answer the same in light of any strength.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        right_lcn(x, size, eps, across_channels)
        x = as_floats(x)
        mean, variance = statistics(x, size, across_channels)
        return (x - mean) / np.maximum(variance, eps)


@mistake(
    "divides-by-zero",
    "Your lcn divides by the deviation even where it is 0, and a flat patch becomes nan. Where the deviation is smaller than eps, eps takes its place.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        right_lcn(x, size, eps, across_channels)
        x = as_floats(x)
        mean, variance = statistics(x, size, across_channels)
        return (x - mean) / np.sqrt(variance)


@mistake(
    "eps-added",
    "Your lcn adds eps to the deviation, so that every answer depends on it a little. Here the larger of the two is taken.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        right_lcn(x, size, eps, across_channels)
        x = as_floats(x)
        mean, variance = statistics(x, size, across_channels)
        return (x - mean) / (np.sqrt(variance) + eps)


@mistake(
    "only-the-mean",
    "Your lcn subtracts the mean and stops. Twice the light would give twice the answer: divide by the deviation of the same cells.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        right_lcn(x, size, eps, across_channels)
        x = as_floats(x)
        return x - statistics(x, size, across_channels)[0]


@mistake(
    "divided-by-n-minus-1",
    "Your deviation divides by one less than the number of cells. Here it is the root of the plain average of the squares.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        right_lcn(x, size, eps, across_channels)
        x = as_floats(x)
        mean, variance = statistics(x, size, across_channels)
        cells = statistics_count(x, size) * (x.shape[1] if across_channels else 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return (x - mean) / np.maximum(np.sqrt(variance * (cells / (cells - 1))), eps)


def statistics_count(x, size):
    """(H, W): how many cells of one channel are in the window round every cell."""
    counts = [[np.ones(n)[around(i, size // 2)].sum() for i in range(n)] for n in x.shape[2:]]
    return np.outer(*counts).astype(x.dtype)


@mistake(
    "padding-counted",
    "Your windows hang over the border, and zeros are counted there as if they were cells. What lies outside does not exist: average over the real cells only.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        right_lcn(x, size, eps, across_channels)
        r = size // 2
        framed = np.pad(as_floats(x), ((0, 0), (0, 0), (r, r), (r, r)))
        done = right_lcn(framed, size, eps, across_channels)
        return done[:, :, r : r + x.shape[2], r : r + x.shape[3]]


@mistake(
    "whole-map",
    "Your mean and deviation are those of the whole map. They are to be local: of the window round each cell.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        right_lcn(x, size, eps, across_channels)
        return right_lcn(x, 2 * max(x.shape[2:]) + 1, eps, across_channels)


@mistake(
    "two-neighbourhoods",
    "Your mean is taken in one channel, but your deviation over all channels. Both belong to the same cells.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        right_lcn(x, size, eps, across_channels)
        x = as_floats(x)
        mean, _ = statistics(x, size)
        _, variance = statistics(x, size, across=True)
        return (x - mean) / np.maximum(np.sqrt(variance), eps)


@mistake(
    "never-across",
    "Your lcn takes each channel by itself although across_channels is true. Then the window runs through all channels of the sample.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        return right_lcn(x, size, eps)


@mistake(
    "always-across",
    "Your lcn mixes the channels although across_channels is false. Then each channel has statistics of its own.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        return right_lcn(x, size, eps, True)


@mistake(
    "even-accepted",
    "Your lcn answers for a window of even size. Such a window has no middle cell: raise ValueError.",
)
class _:
    def lcn(x, size, eps=1e-5, across_channels=False):
        return right_lcn(x, size + 1 - size % 2, eps, across_channels)
