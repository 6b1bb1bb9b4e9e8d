"""Fit a straight line y ≈ b0 + b1·x by least squares, and judge it.

x, y and yhat are one-dimensional arrays of floats or whole numbers, all of one
length N. No function changes its arguments. Do it with sums and means.

Refused here: numpy.polyfit, numpy.polynomial, numpy.linalg.lstsq, statistics,
scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np


def fit_line(x, y):
    """The line with the smallest sum of squared residuals y - (b0 + b1·x).

    x: (N,), y: (N,).
    Returns (b0, b1): the intercept first, then the slope, two floats.
    Raises ValueError if N < 2, or if all x are equal.
    """
    raise NotImplementedError(
        "fit_line: start with the deviations x - x.mean() and y - y.mean()"
    )


def predict(x, b0, b1):
    """The line's answer at each x. x: (N,); b0, b1: floats. Returns (N,)."""
    raise NotImplementedError("predict: evaluate b0 + b1 * x")


def rmse(y, yhat):
    """The root of the mean squared residual, in the units of y.

    y: (N,) measured, yhat: (N,) predicted, N ≥ 1. The mean is over all N.
    Returns a float.
    """
    raise NotImplementedError(
        "rmse: square the residuals y - yhat, take their mean, then its root"
    )


def r2(y, yhat):
    """R² = 1 - SSE/SST: the share of the variation of y that yhat accounts for.

    y: (N,) measured, yhat: (N,) predicted, by whatever method.
    SSE is the sum of (y - yhat)², SST the sum of (y - mean of y)².
    Returns a float: 1 for perfect predictions, 0 for predicting the mean,
        negative if worse.
    Raises ValueError if all y are equal.
    """
    raise NotImplementedError(
        "r2: compute the two sums of squares SSE and SST first"
    )
