"""A gradient checker: numeric derivatives, and a verdict on a layer's backward pass."""

from typing import NamedTuple

import numpy as np

KINK = 1e-3  # one-sided slopes that differ by more than this mean a corner, not a curve


class Report(NamedTuple):
    """What check found out."""

    ok: bool
    max_err: float
    where: tuple[str, tuple[int, ...]] | None


def num_grad(f, x, h=1e-5):
    """The derivative of f by every entry of x, by central differences.

    f: function of an array of shape S, returns a float. x: array of shape S. Returns float64 of shape S.
    """
    below, above = both_sides(f, x, h)
    return (above - below) / (2 * h)


def rel_error(a, b):
    """How much two arrays of equal shape differ: max|a − b| / (max|a| + max|b|), a float."""
    size = max(1e-8, np.max(np.abs(a)) + np.max(np.abs(b)))
    error = float(np.max(np.abs(np.subtract(a, b))) / size)
    return np.inf if np.isnan(error) else error


def check(forward, backward, inputs, rng, h=1e-5, tol=1e-6):
    """Compare a layer's gradients with numeric ones, for one random upstream gradient.

    forward(**inputs) -> array; backward(upstream, **inputs) -> dict of gradients, keys as in inputs.
    """
    inputs = {name: float64_copy(x) for name, x in inputs.items()}
    out = np.asarray(forward(**inputs))
    upstream = rng.normal(size=out.shape)
    gradients = backward(upstream, **inputs)

    max_err, where = 0.0, None
    for name, x in inputs.items():

        def loss(probe, name=name):
            return float(np.sum(upstream * forward(**{**inputs, name: probe})))

        error, index = worst_entry(loss, float(np.sum(upstream * out)), x, gradients.get(name), h, tol)
        if error > max_err:
            max_err, where = error, (name, index)
    ok = max_err <= tol
    return Report(ok, max_err, None if ok else where)


def worst_entry(loss, here, x, gradient, h, tol):
    """The largest error of one gradient, and its index; inf and () where it is missing or misshapen."""
    if gradient is None or np.shape(gradient) != x.shape:
        return np.inf, ()
    errors = entry_errors(np.asarray(gradient), here, *both_sides(loss, x, h), h, tol)
    index = max(np.ndindex(errors.shape), key=errors.item)
    return errors.item(index), index


def entry_errors(gradient, here, below, above, h, tol):
    """|gradient − numeric| / max(1, |gradient|, |numeric|) for each entry; 0 where a corner excuses it."""
    numeric = (above - below) / (2 * h)
    size = np.maximum(1.0, np.maximum(np.abs(gradient), np.abs(numeric)))
    errors = np.abs(gradient - numeric) / size
    errors = np.where(np.isnan(errors), np.inf, errors)

    left, right = (here - below) / h, (above - here) / h
    return np.where(excused(gradient, left, right, tol), 0.0, errors)


def excused(gradient, left, right, tol):
    """At a corner every slope between the one-sided ones is a right answer: an array of booleans."""
    size = np.maximum(1.0, np.abs(gradient))
    corner = np.abs(right - left) > KINK * size
    above_lower = gradient >= np.minimum(left, right) - tol * size
    below_upper = gradient <= np.maximum(left, right) + tol * size
    return corner & above_lower & below_upper


def both_sides(f, x, h):
    """Return f at x − h and at x + h for each entry in turn: two float64 arrays of x's shape."""
    probe = float64_copy(x)
    below, above = np.empty(probe.shape), np.empty(probe.shape)
    for index in np.ndindex(probe.shape):
        kept = probe[index]
        probe[index] = kept - h
        below[index] = f(probe)
        probe[index] = kept + h
        above[index] = f(probe)
        probe[index] = kept
    return below, above


def float64_copy(x):
    """A copy of x that can hold a small step: float64, of the same shape."""
    return np.array(x, dtype=np.float64)
