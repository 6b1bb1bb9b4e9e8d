"""Wrong lines, and wrong judgements of lines, that people write."""

import numpy as np
from solution import fit_line as right_line
from solution import sum_of_squares

from grader import mistake


@mistake(
    "no-intercept",
    "Your line is forced through the origin: without subtracting the means first, the slope has to make up for the missing intercept. "
    "Work with deviations from the means.",
)
class _:
    def fit_line(x, y):
        if len(x) < 2 or np.all(x == x[0]):
            raise ValueError("no line")
        return 0.0, (x * y).sum() / (x * x).sum()


@mistake(
    "x-y-swapped",
    "You fit x from y: the roles are swapped, and the residuals you make small are the horizontal ones. "
    "The line has to predict y from x.",
)
class _:
    def fit_line(x, y):
        if len(x) < 2 or np.all(x == x[0]):
            raise ValueError("no line")
        return right_line(y, x)


@mistake(
    "divides-by-spread-of-y",
    "Your slope divides by the spread of y: the sum of products belongs over the squared deviations of x, "
    "which is the quantity the slope gets multiplied by.",
)
class _:
    def fit_line(x, y):
        if len(x) < 2 or np.all(x == x[0]):
            raise ValueError("no line")
        dx, dy = x - x.mean(), y - y.mean()
        b1 = (dx * dy).sum() / (dy * dy).sum()
        return y.mean() - b1 * x.mean(), b1


@mistake(
    "slope-first",
    "The two numbers are right and in the wrong order: the intercept b0 comes first, then the slope b1.",
)
class _:
    def fit_line(x, y):
        b0, b1 = right_line(x, y)
        return b1, b0


@mistake(
    "mixed-denominators",
    "Your slope is too large by the factor N / (N - 1): a covariance averaged over N - 1 was divided by a variance averaged over N. "
    "Use the same denominator in both, or none.",
)
class _:
    def fit_line(x, y):
        if len(x) < 2 or np.all(x == x[0]):
            raise ValueError("no line")
        b1 = np.cov(x, y)[0, 1] / np.var(x)
        return y.mean() - b1 * x.mean(), b1


@mistake(
    "constant-x-unchecked",
    "Where no line is determined you return one all the same: with a single point, or with all x equal, the spread of x is 0 "
    "and the slope is 0/0. Check before you divide, and raise a ValueError.",
)
class _:
    def fit_line(x, y):
        dx, dy = x - x.mean(), y - y.mean()
        b1 = (dx * dy).sum() / (dx * dx).sum()
        return y.mean() - b1 * x.mean(), b1


@mistake(
    "centres-in-place",
    "You subtract the means in place: that changes the caller's x and y, and fails where they hold whole numbers. "
    "Put the deviations into new arrays.",
)
class _:
    def fit_line(x, y):
        if len(x) < 2 or np.all(x == x[0]):
            raise ValueError("no line")
        x_mean, y_mean = x.mean(), y.mean()
        x -= x_mean
        y -= y_mean
        b1 = (x * y).sum() / (x * x).sum()
        return y_mean - b1 * x_mean, b1


@mistake(
    "intercept-times-x",
    "Your predictions multiply x by the intercept and add the slope: it is the slope b1 that belongs to x.",
)
class _:
    def predict(x, b0, b1):
        return b0 * x + b1


@mistake(
    "rmse-without-root",
    "You return the mean squared error: the R of RMSE, the root that brings it back to the units of y, is missing.",
)
class _:
    def rmse(y, yhat):
        return np.mean((y - yhat) ** 2)


@mistake(
    "n-1",
    "Your mean divides by N - 1: that estimates the spread of a population from a sample, "
    "while RMSE is the plain mean over all N residuals.",
)
class _:
    def rmse(y, yhat):
        return np.sqrt(sum_of_squares(y - yhat) / (len(y) - 1))


@mistake(
    "squared-correlation",
    "You return the squared correlation: it agrees with R² for the fitted line only, and forgives any predictor its wrong scale, offset or sign. "
    "Start from the residuals y - yhat.",
)
class _:
    def r2(y, yhat):
        if np.all(y == y[0]):
            raise ValueError("y is constant")
        return np.corrcoef(y, yhat)[0, 1] ** 2


@mistake(
    "explained-over-total",
    "You divide the spread of the predictions by the spread of y: that equals R² for the fitted line only, and cannot be negative. "
    "Start from the residuals y - yhat.",
)
class _:
    def r2(y, yhat):
        if np.all(y == y[0]):
            raise ValueError("y is constant")
        return sum_of_squares(yhat - y.mean()) / sum_of_squares(y - y.mean())


@mistake(
    "constant-y-unchecked",
    "When all y are equal, your r2 divides by zero: there is no variation to account for. Check first, and raise a ValueError.",
)
class _:
    def r2(y, yhat):
        return 1 - sum_of_squares(y - yhat) / sum_of_squares(y - y.mean())
