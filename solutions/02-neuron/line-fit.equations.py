"""A straight line from its two equations, with sums and no means; its judges with loops."""

import math


def fit_line(x, y):
    """The least-squares line through x: (N,), y: (N,) as (b0, b1), intercept first.

    ValueError if N < 2 or all x are equal.
    """
    if len({float(value) for value in x}) < 2:
        raise ValueError("a line needs two different x")
    # b0·N + b1·Σx = Σy and b0·Σx + b1·Σx² = Σxy, with x counted from the first one.
    origin = float(x[0])
    u = [float(value) - origin for value in x]
    n, su, suu = len(u), sum(u), sum(a * a for a in u)
    sy, suy = float(sum(y)), sum(a * float(b) for a, b in zip(u, y, strict=True))
    b1 = (n * suy - su * sy) / (n * suu - su * su)
    return (sy - b1 * su) / n - b1 * origin, b1


def predict(x, b0, b1):
    """The line's answer at each x. x: (N,). Returns (N,)."""
    return x * b1 + b0


def rmse(y, yhat):
    """The root of the mean squared residual. y, yhat: (N,). Returns a float."""
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(y, yhat, strict=True)) / len(y))


def r2(y, yhat):
    """R² = 1 - SSE/SST. y, yhat: (N,). Returns a float; ValueError if all y are equal."""
    if min(y) == max(y):
        raise ValueError("y does not vary")
    mean = sum(y) / len(y)
    left = sum((a - b) ** 2 for a, b in zip(y, yhat, strict=True))
    return 1 - left / sum((a - mean) ** 2 for a in y)
