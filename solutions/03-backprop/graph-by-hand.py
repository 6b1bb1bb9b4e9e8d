"""Three small graphs, forwards and backwards: upstream gradient times local derivative, node by node."""

import numpy as np

Number = float | np.ndarray


def forward(x: Number, y: Number, z: Number) -> tuple[Number, tuple]:
    """The graph f = (x + y) · z, for floats or arrays of one shape; returns (f, cache)."""
    q = x + y
    return q * z, (q, z)


def backward(cache: tuple, upstream: Number = 1.0) -> tuple[Number, Number, Number]:
    """The gradients (dx, dy, dz) of f = (x + y) · z, each of f's shape."""
    q, z = cache
    dq = upstream * z
    dz = upstream * q
    return dq, dq, dz


def fanout_forward(a: Number) -> tuple[Number, Number]:
    """The graph b = a + a, c = b · b, for a float or an array; returns (c, cache)."""
    b = a + a
    return b * b, b


def fanout_backward(cache: Number, upstream: Number) -> Number:
    """The gradient da of c, of c's shape: both b and a are used twice and collect two contributions."""
    b = cache
    db = upstream * b + upstream * b
    return db + db


def unit_forward(w: Number, x: Number, b: Number) -> tuple[Number, tuple]:
    """The graph a = σ(w · x + b), for floats or arrays of one shape; returns (a, cache)."""
    z = w * x + b
    a = 1 / (1 + np.exp(-z))
    return a, (w, x, a)


def unit_backward(cache: tuple, upstream: Number) -> tuple[Number, Number, Number]:
    """The gradients (dw, dx, db) of a = σ(w · x + b), each of a's shape."""
    w, x, a = cache
    dz = upstream * a * (1 - a)
    return dz * x, dz * w, dz
