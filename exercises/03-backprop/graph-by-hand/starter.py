"""Three small graphs, forwards and backwards, one node at a time.

Everything here works on floats and, entry by entry, on float arrays of one
common shape: what comes out is a float or an array of that shape. The upstream
gradient is the later result (a loss, say) differentiated by this graph's
result: a float, or an array of the result's shape.

A cache is whatever your backward function needs; nobody else looks into it. It
belongs to its call: a later forward must not change it, and the same cache may
be used twice. No argument is changed.

Refused here: scipy, sympy, torch, tensorflow, keras, jax, numpy.gradient.
"""

import numpy as np


def forward(x, y, z):
    """The graph f = (x + y) · z.

    Args:
        x, y, z: floats, or float arrays of the same shape (…).

    Returns:
        (f, cache), a tuple; f is a float or has the shape (…).
    """
    raise NotImplementedError(
        "forward: compute q = x + y first, then f = q * z, and ask which of "
        "these numbers the way back will need"
    )


def backward(cache, upstream=1.0):
    """The gradients of f = (x + y) · z, times the upstream gradient.

    Args:
        cache: the second value that forward returned.
        upstream: float, or an array of f's shape (…).

    Returns:
        (dx, dy, dz), a tuple; each is a float or has the shape (…).
    """
    raise NotImplementedError(
        "backward: begin at f, a product: what does each factor receive?"
    )


def fanout_forward(a):
    """The graph b = a + a, c = b · b, in which a and b are used twice.

    Args:
        a: float, or a float array of shape (…).

    Returns:
        (c, cache), a tuple; c is a float or has the shape (…).
    """
    raise NotImplementedError("fanout_forward: compute b = a + a first")


def fanout_backward(cache, upstream):
    """The gradient of c by a, times the upstream gradient.

    Args:
        cache: the second value that fanout_forward returned.
        upstream: float, or an array of c's shape (…).

    Returns:
        da, a float or an array of shape (…).
    """
    raise NotImplementedError(
        "fanout_backward: begin at c and collect db, with one contribution "
        "from each of the two places where b is used"
    )


def unit_forward(w, x, b):
    """The graph a = σ(w · x + b) of a logistic unit, σ(z) = 1 / (1 + exp(-z)).

    Args:
        w, x, b: floats, or float arrays of the same shape (…), multiplied
            entry by entry. w · x + b lies between -30 and 30.

    Returns:
        (a, cache), a tuple; a is a float or has the shape (…).
    """
    raise NotImplementedError(
        "unit_forward: compute z = w * x + b first, then a = 1 / (1 + exp(-z))"
    )


def unit_backward(cache, upstream):
    """The gradients of a = σ(w · x + b), times the upstream gradient.

    Args:
        cache: the second value that unit_forward returned.
        upstream: float, or an array of a's shape (…).

    Returns:
        (dw, dx, db), a tuple; each is a float or has the shape (…).
    """
    raise NotImplementedError(
        "unit_backward: begin at a, and find dz with the derivative of σ"
    )
