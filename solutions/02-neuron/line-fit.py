"""A straight line by least squares, and two measures of how well it fits."""

import numpy as np


def fit_line(x, y):
    """The least-squares line through x: (N,), y: (N,) as (b0, b1), intercept first.

    ValueError if N < 2 or all x are equal.
    """
    require_spread(x, "x")
    dx, dy = x - x.mean(), y - y.mean()
    b1 = (dx * dy).sum() / (dx * dx).sum()
    return y.mean() - b1 * x.mean(), b1


def predict(x, b0, b1):
    """The line's answer at each x. x: (N,). Returns (N,)."""
    return b0 + b1 * x


def rmse(y, yhat):
    """The root of the mean squared residual. y, yhat: (N,). Returns a float."""
    return np.sqrt(np.mean((y - yhat) ** 2))


def r2(y, yhat):
    """R² = 1 - SSE/SST. y, yhat: (N,). Returns a float; ValueError if all y are equal."""
    require_spread(y, "y")
    return 1 - sum_of_squares(y - yhat) / sum_of_squares(y - y.mean())


def sum_of_squares(values):
    """Σ values². values: (N,). Returns a float."""
    return (values * values).sum()


def require_spread(values, name):
    """Raise ValueError unless values: (N,) holds at least two different numbers."""
    # Compared exactly: a spread computed from a rounded mean need not come out as 0.
    if len(values) < 2 or np.all(values == values[0]):
        raise ValueError(f"{name} needs at least two different values")
