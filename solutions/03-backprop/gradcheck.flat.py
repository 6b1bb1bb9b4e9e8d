"""The checker on flat lists of numbers: one entry after the other, each with its own verdict."""

import math
from collections import namedtuple

import numpy as np

Report = namedtuple("Report", "ok max_err where")


def num_grad(f, x, h=1e-5):
    """A fresh array for every evaluation, so that x cannot be touched."""
    x = np.asarray(x, dtype=float)
    slopes = [(f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h) for i in range(x.size)]
    return np.array(slopes, dtype=float).reshape(x.shape)


def moved(x, i, step):
    """A copy of x with its i-th number moved by step."""
    flat = x.flatten()
    flat[i] += step
    return flat.reshape(x.shape)


def rel_error(a, b):
    """The largest difference, as a share of the sizes of both."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    worst = np.abs(a - b).max()
    if math.isnan(worst):
        return math.inf
    return float(worst / max(np.abs(a).max() + np.abs(b).max(), 1e-8))


def check(forward, backward, inputs, rng, h=1e-5, tol=1e-6):
    """Collect every entry's error under its name and place, then report the largest."""
    inputs = {name: np.array(x, dtype=float) for name, x in inputs.items()}
    out = np.asarray(forward(**inputs))
    upstream = rng.normal(size=out.shape)
    claimed = backward(upstream, **inputs)

    errors = {}
    for name, x in inputs.items():
        g = claimed.get(name)
        if g is None or np.shape(g) != x.shape:
            errors[name, ()] = math.inf
            continue

        def loss(v, name=name):
            return float((upstream * forward(**(inputs | {name: v}))).sum())

        here = loss(x)
        for i, claim in enumerate(np.ravel(g).tolist()):
            place = tuple(map(int, np.unravel_index(i, x.shape)))
            below, above = loss(moved(x, i, -h)), loss(moved(x, i, h))
            errors[name, place] = entry_error(claim, below, here, above, h, tol)

    worst = max(errors, key=errors.get, default=None)
    max_err = errors.get(worst, 0.0)
    return Report(True, max_err, None) if max_err <= tol else Report(False, max_err, worst)


def entry_error(g, below, here, above, h, tol):
    """How wrong the gradient g of one entry is, given the loss at three points."""
    n = (above - below) / (2 * h)
    left, right = sorted([(here - below) / h, (above - here) / h])
    size = max(1.0, abs(g))
    if right - left > 1e-3 * size and left - tol * size <= g <= right + tol * size:
        return 0.0
    error = abs(g - n) / max(size, abs(n))
    return math.inf if math.isnan(error) else error
