"""Public checks of the fitted line."""

import numpy as np

from grader import check, expect

HOME_RUNS = np.array([150.0, 180.0, 210.0, 240.0])
WINS = np.array([0.47, 0.44, 0.56, 0.53])
FITTED = np.array([0.455, 0.485, 0.515, 0.545])


@check(points=2)
def fits_the_four_teams(lab):
    "fit_line gives the lesson's intercept 0.305 and slope 0.001."
    expect.matches(lab.fit_line, HOME_RUNS, WINS)


@check(points=1)
def joins_two_points(lab):
    "Through two points there is one line, and fit_line finds it."
    expect.matches(lab.fit_line, np.array([1.0, 3.0]), np.array([7.0, 3.0]))
    expect.matches(lab.fit_line, np.array([4, 2]), np.array([-1, 5]))


@check(points=1)
def predicts_the_four_teams(lab):
    "predict evaluates the line: 0.455, 0.485, 0.515, 0.545."
    expect.matches(lab.predict, HOME_RUNS, 0.305, 0.001)


@check(points=1)
def measures_the_typical_miss(lab):
    "rmse is 0.0335 for the lesson's line, and 5 if each miss is 5."
    expect.matches(lab.rmse, WINS, FITTED)
    expect.matches(lab.rmse, np.array([1.0, 2.0, 3.0]), np.array([6.0, -3.0, 8.0]))


@check(points=2)
def measures_the_share_explained(lab):
    "r2 is 0.5 for the lesson's line, 1 if perfect, negative if bad."
    expect.matches(lab.r2, WINS, FITTED)
    expect.matches(lab.r2, WINS, WINS.copy())
    expect.matches(lab.r2, np.array([1.0, 2.0, 3.0]), np.array([4.0, 3.0, 2.0]))  # -4.5


@check(points=2)
def refuses_what_has_no_answer(lab):
    "Equal x, equal y and fewer than two points are a ValueError."
    expect.raises(ValueError, lab.fit_line, np.array([5.0, 5.0, 5.0]), np.array([1.0, 2.0, 4.0]))
    expect.raises(ValueError, lab.fit_line, np.array([5.0]), np.array([1.0]))
    expect.raises(ValueError, lab.fit_line, np.array([]), np.array([]))
    expect.raises(ValueError, lab.r2, np.array([2.0, 2.0, 2.0]), np.array([1.0, 2.0, 4.0]))
