"""What learners get wrong about the backward pass of batch normalisation."""

import numpy as np
from solution import along_channels, sum_channels
from solution import bn_backward as right_backward

from grader import mistake


def with_dx(dx_of):
    """A backward pass whose dx is γ/std · dx_of(dout, mean of dout, x̂, mean of dout·x̂)."""

    def bn_backward(dout, cache):
        x_hat, gamma, std = cache
        _, dgamma, dbeta = right_backward(dout, cache)
        count = dout.size // len(gamma)
        means = (along_channels(total / count, dout) for total in (dbeta, dgamma))
        pushed, along = means
        return along_channels(gamma / std, dout) * dx_of(dout, pushed, x_hat, along), dgamma, dbeta

    return bn_backward


@mistake(
    "treats-stats-as-constants",
    "Your dx treats the mean and the variance as constants. They are made of x, so x reaches the output through "
    "them as well, and two more terms are subtracted.",
)
class _:
    bn_backward = with_dx(lambda dout, pushed, x_hat, along: dout)


@mistake(
    "forgot-x-hat-term",
    "Your dx goes through the mean but not through the variance: the term with x̂ is missing. A push along x̂ only "
    "widens the channel, and the division takes that back.",
)
class _:
    bn_backward = with_dx(lambda dout, pushed, x_hat, along: dout - pushed)


@mistake(
    "forgot-mean-term",
    "Your dx goes through the variance but not through the mean: it does not sum to 0. A push that is the same for "
    "all only shifts the channel, and the subtraction takes that back.",
)
class _:
    bn_backward = with_dx(lambda dout, pushed, x_hat, along: dout - x_hat * along)


@mistake(
    "x-hat-term-added",
    "The term with x̂ has the wrong sign in your dx. What the variance takes back is subtracted, like what the mean "
    "takes back.",
)
class _:
    bn_backward = with_dx(lambda dout, pushed, x_hat, along: dout - pushed + x_hat * along)


@mistake(
    "sums-for-means",
    "In your dx the sums stand where their means belong. Each of the M numbers of a channel carries only one M-th "
    "of the mean's gradient, and of the variance's.",
)
class _:
    def bn_backward(dout, cache):
        count = dout.size // len(cache[1])
        return with_dx(lambda d, pushed, x_hat, along: d - count * (pushed + x_hat * along))(dout, cache)


@mistake(
    "divide-by-N-twice",
    "Your dx is divided by the count of a channel once too often. Only the two subtracted terms are means; the "
    "upstream gradient itself comes through whole.",
)
class _:
    def bn_backward(dout, cache):
        dx, dgamma, dbeta = right_backward(dout, cache)
        return dx / (dout.size // len(dgamma)), dgamma, dbeta


@mistake(
    "counts-samples-only",
    "In (N, C, H, W) you divide by N. A channel's mean ran over N·H·W numbers, so that is the count.",
)
class _:
    def bn_backward(dout, cache):
        pixels = dout.size // (len(dout) * len(cache[1]))
        return with_dx(lambda d, pushed, x_hat, along: d - pixels * (pushed + x_hat * along))(dout, cache)


@mistake(
    "gamma-forgotten",
    "Your dx lacks gamma: out is gamma·x̂ + beta, so the gradient of x̂ is gamma times the upstream gradient.",
)
class _:
    def bn_backward(dout, cache):
        dx, dgamma, dbeta = right_backward(dout, cache)
        with np.errstate(all="ignore"):
            return dx / along_channels(cache[1], dout), dgamma, dbeta


@mistake(
    "std-forgotten",
    "Your dx is not divided by the standard deviation. x̂ = (x - μ) / std, so a step of x is only 1/std of a step "
    "of x̂.",
)
class _:
    def bn_backward(dout, cache):
        dx, dgamma, dbeta = right_backward(dout, cache)
        return dx * along_channels(cache[2], dout), dgamma, dbeta


@mistake(
    "divides-by-the-variance",
    "Your dx is divided by the variance instead of its root: a factor 1/std too many.",
)
class _:
    def bn_backward(dout, cache):
        dx, dgamma, dbeta = right_backward(dout, cache)
        return dx / along_channels(cache[2], dout), dgamma, dbeta


@mistake(
    "axes",
    "Your dgamma and dbeta sum over the samples only, so with maps every pixel has its own. gamma and beta are "
    "shared by all pixels of a channel: sum over every axis but axis 1.",
)
class _:
    def bn_backward(dout, cache):
        dx, dgamma, dbeta = right_backward(dout, cache)
        if dout.ndim == 4:
            dgamma, dbeta = (dout * cache[0]).sum(axis=0), dout.sum(axis=0)
        return dx, dgamma, dbeta


@mistake(
    "dgamma-without-x-hat",
    "Your dgamma is the plain sum of the upstream gradient, the same as dbeta. gamma is multiplied by x̂, so each "
    "upstream number counts with its x̂.",
)
class _:
    def bn_backward(dout, cache):
        dx, _, dbeta = right_backward(dout, cache)
        return dx, dbeta, dbeta


@mistake(
    "mean-not-sum",
    "Your dgamma and dbeta are means over the channel. Both are shared by all its numbers, and what is shared "
    "collects a sum; dividing by N is the business of the loss.",
)
class _:
    def bn_backward(dout, cache):
        dx, dgamma, dbeta = right_backward(dout, cache)
        count = dout.size // len(dgamma)
        return dx, dgamma / count, dbeta / count


@mistake(
    "changes-upstream",
    "You write into the upstream gradient, which belongs to the layer behind yours. Make a new array.",
)
class _:
    def bn_backward(dout, cache):
        dx, dgamma, dbeta = right_backward(dout, cache)
        dout -= along_channels(sum_channels(dout), dout) / (dout.size // len(dgamma))
        return dx, dgamma, dbeta
