"""A gradient checker: numeric derivatives, and a verdict on a backward pass.

Refused here: numpy.gradient, scipy, tensorflow, keras, torch, jax.
"""

from typing import NamedTuple

import numpy as np


class Report(NamedTuple):
    """What check found out. Complete; nothing to do here.

    ok: bool, whether every error is at most tol.
    max_err: float, the largest error of any entry.
    where: None if ok, otherwise (name, index) of the worst entry, such as
        ("W", (0, 2)); index is () if the gradient called name is missing or
        has the wrong shape.
    """

    ok: bool
    max_err: float
    where: tuple[str, tuple[int, ...]] | None


def num_grad(f, x, h=1e-5):
    """Differentiate f by every entry of x, by central differences with step h.

    f: function of a float64 array of shape S, returns a float.
    x: array of shape S, any number of axes, floats or integers. It is never
        changed, not even for a moment: work on a float64 copy, and let only
        one entry at a time differ from x.
    Returns a float64 array of shape S.
    """
    raise NotImplementedError(
        "num_grad: make a float64 copy of x and move one entry at a time"
    )


def rel_error(a, b):
    """Say how much two arrays differ: max|a - b| / max(1e-8, max|a| + max|b|).

    a, b: arrays of equal shape S, at least one entry.
    Returns a float: 0 if both are 0 everywhere, and infinity if a nan is in
        either of them.
    """
    raise NotImplementedError(
        "rel_error: start with the largest absolute difference, then divide it"
    )


def check(forward, backward, inputs, rng, h=1e-5, tol=1e-6):
    """Compare a layer's gradients with numeric ones.

    h: the step of the central and of the one-sided differences.
    tol: the largest error that is still right.
    inputs: dict of arrays, such as {"x": (N, D), "W": (D, M)}, floats or
        integers; cast to float64 first, in copies.
    forward: called as forward(**inputs), returns an array of any shape, say
        (N, M).
    backward: called as backward(upstream, **inputs), returns a dict with the
        same keys as inputs; the gradient called name has the shape of
        inputs[name] and belongs to the number
        sum(upstream * forward(**inputs)).
    rng: np.random.Generator; draw the upstream gradient once, as
        rng.normal(size=out.shape).
    Returns a Report.

    The error of an entry is |g - n| / max(1, |g|, |n|), with g from backward
    and n by central differences. It is infinite where g is nan, and for a
    gradient that is missing or whose shape is wrong.
    Corners: let left = (here - below) / h and right = (above - here) / h be
        the slopes on both sides of an entry. If they differ by more than
        1e-3 * max(1, |g|), every g from one to the other, both included, is
        right (give or take tol * max(1, |g|)): the error is then 0.
    """
    raise NotImplementedError(
        "check: cast the inputs to float64, call forward once, draw an "
        "upstream of that shape"
    )
