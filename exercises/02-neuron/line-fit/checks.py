"""Public checks of the fitted line."""

import numpy as np

from grader import check, expect

HOME_RUNS = np.array([150.0, 180.0, 210.0, 240.0])
WINS = np.array([0.47, 0.44, 0.56, 0.53])
FITTED = np.array([0.455, 0.485, 0.515, 0.545])


@check(points=2)
def fits_the_four_teams(lab):
    "fit_line gives the lesson's intercept 0.305 and slope 0.001."
    two(lab.fit_line(HOME_RUNS, WINS))
    line = expect.matches(lab.fit_line, HOME_RUNS, WINS)
    expect.close(line, (0.305, 0.001), what="(b0, b1)")


@check(points=1)
def joins_two_points(lab):
    "Through two points there is one line, and fit_line finds it."
    falling = expect.matches(lab.fit_line, np.array([1.0, 3.0]), np.array([7.0, 3.0]))
    expect.close(falling, (9.0, -2.0), what="(b0, b1)")
    steeper = expect.matches(lab.fit_line, np.array([4, 2]), np.array([-1, 5]))
    expect.close(steeper, (11.0, -3.0), what="(b0, b1)")


@check(points=1)
def predicts_the_four_teams(lab):
    "predict evaluates the line: 0.455, 0.485, 0.515, 0.545."
    expect.close(expect.matches(lab.predict, HOME_RUNS, 0.305, 0.001), FITTED)


@check(points=1)
def measures_the_typical_miss(lab):
    "rmse is 0.0335 for the lesson's line, and 5 if each miss is 5."
    expect.close(expect.matches(lab.rmse, WINS, FITTED), 0.03354101966)
    expect.close(expect.matches(lab.rmse, np.array([1.0, 2.0, 3.0]), np.array([6.0, -3.0, 8.0])), 5.0)


@check(points=2)
def measures_the_share_explained(lab):
    "r2 is 0.5 for the lesson's line, 1 if perfect, negative if bad."
    expect.close(expect.matches(lab.r2, WINS, FITTED), 0.5)
    expect.close(expect.matches(lab.r2, WINS, WINS.copy()), 1.0)
    expect.close(expect.matches(lab.r2, np.array([1.0, 2.0, 3.0]), np.array([4.0, 3.0, 2.0])), -4.5)


@check(points=2)
def refuses_what_has_no_answer(lab):
    "Equal x, equal y and fewer than two points are a ValueError."
    expect.raises(ValueError, lab.fit_line, np.array([5.0, 5.0, 5.0]), np.array([1.0, 2.0, 4.0]))
    expect.raises(ValueError, lab.fit_line, np.array([5.0]), np.array([1.0]))
    expect.raises(ValueError, lab.fit_line, np.array([]), np.array([]))
    expect.raises(ValueError, lab.r2, np.array([2.0, 2.0, 2.0]), np.array([1.0, 2.0, 4.0]))


def two(answer):
    """The answer, which must be a pair: any other thing of length two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`fit_line` should return two things in a tuple, (b0, b1).")
    return answer
