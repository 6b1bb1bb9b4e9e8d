"""Hidden checks of the fitted line."""

import numpy as np
from checks import two

from grader import check, expect

SIZES = [3, 4, 7, 10, 15, 22, 31, 50]


@check(points=2)
def agrees_on_random_points(lab):
    "fit_line finds the least-squares line through any points."
    for n in SIZES:
        expect.matches(lab.fit_line, *season(lab.rng, n))


@check(points=1)
def takes_whole_numbers(lab):
    "fit_line and rmse take whole numbers, and compute in floats."
    x = lab.rng.permutation(30)[:9]
    y = lab.rng.integers(-20, 20, size=9)
    expect.matches(lab.fit_line, x, y)
    expect.matches(lab.rmse, y, x)


@check(points=2)
def leaves_balanced_residuals(lab):
    "The residuals sum to zero, and so do residuals times x."
    x, y = lab.rng.normal(2, 3, size=20), lab.rng.normal(-1, 2, size=20)
    b0, b1 = two(expect.matches(lab.fit_line, x, y))
    residuals = y - (b0 + b1 * x)
    expect.close(residuals.sum(), 0.0, atol=1e-6, what="the sum of the residuals")
    expect.close((residuals * x).sum(), 0.0, atol=1e-6, what="the sum of residual times x")


@check(points=1)
def follows_a_change_of_units(lab):
    "The line follows when x is shifted or y is stretched."
    x, y = lab.rng.normal(size=12), lab.rng.normal(size=12)
    shift, scale = lab.rng.uniform(2, 5, size=2)
    b0, b1 = two(expect.matches(lab.fit_line, x, y))
    moved = expect.matches(lab.fit_line, x + shift, y)
    stretched = expect.matches(lab.fit_line, x, scale * y)
    expect.close(np.array(moved), np.array([b0 - b1 * shift, b1]), what="the line for shifted x")
    expect.close(np.array(stretched), np.array([scale * b0, scale * b1]), what="the line for stretched y")


@check(points=1)
def predicts_anywhere(lab):
    "predict evaluates any line at any x, one of them or many."
    for n in (1, 6, 9):
        b0, b1 = (float(value) for value in lab.rng.normal(size=2))
        expect.matches(lab.predict, lab.rng.normal(size=n), b0, b1)


@check(points=2)
def judges_any_predictor(lab):
    "rmse and r2 are right for any predictions, good or bad."
    for n in SIZES[:5]:
        y = lab.rng.normal(1, 2, size=n)
        yhat = y + lab.rng.normal(1, 1, size=n)
        expect.matches(lab.rmse, y, yhat)
        expect.matches(lab.r2, y, yhat)
    expect.matches(lab.r2, y, np.full(len(y), y.mean()))


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No function changes the arrays it is given."
    x, y = season(lab.rng, 8)
    expect.unchanged(lab.fit_line, x, y)
    expect.unchanged(lab.predict, x, 0.3, 0.001)
    expect.unchanged(lab.rmse, x, y)
    expect.unchanged(lab.r2, x, y)


def season(rng, n):
    """Home runs and shares of wins of n invented teams: two arrays (n,)."""
    home_runs = rng.normal(190, 35, size=n)
    return home_runs, 0.5 + 0.0011 * (home_runs - 190) + rng.normal(0, 0.058, size=n)
