"""Public checks of the logistic unit."""

import numpy as np

from grader import check, expect


@check(points=1)
def squashes_the_worked_numbers(lab):
    "sigmoid gives the lesson's 0.1192, 0.5 and 0.8808 at -2, 0 and 2."
    a = expect.matches(lab.sigmoid, np.array([-2.0, 0.0, 2.0]))
    expect.close(a, np.array([0.1192029220, 0.5, 0.8807970780]))


@check(points=2)
def keeps_shape_and_precision(lab):
    "sigmoid takes numbers and arrays of any shape, ints and float32 too."
    expect.close(expect.matches(lab.sigmoid, 2.0), 0.8807970780)
    expect.matches(lab.sigmoid, np.array([[-3, 0, 2], [1, -1, 5]]))
    expect.matches(lab.sigmoid, np.array([[[-4.0, 1.5], [0.5, 3.0], [2.0, -1.0]]], dtype=np.float32))


@check(points=3)
def never_overflows(lab):
    "sigmoid is silent and right at both extremes, in both precisions."
    z = np.array([-1000.0, -100.0, -20.0, 0.0, 20.0, 100.0, 1000.0])
    for extreme in (z, z.astype(np.float32)):
        a = expect.matches(lab.sigmoid, extreme)
        expect.close(a[[0, 1, 3, 5, 6]], np.array([0, 0, 0.5, 1, 1], dtype=extreme.dtype))
        expect.no_warnings(lab.sigmoid, extreme)


@check(points=1)
def rates_the_teams(lab):
    "logistic squashes the line w·x + b: 240 home runs give 0.7311."
    expect.close(expect.matches(lab.logistic, 240.0, 0.02, -3.8), 0.7310585786)
    three = expect.matches(lab.logistic, np.array([140.0, 190.0, 240.0]), 0.02, -3.8)
    expect.close(three, np.array([0.2689414214, 0.5, 0.7310585786]))


@check(points=2)
def finds_the_boundary(lab):
    "boundary is 190 for the lesson's unit, a ValueError if there is none."
    expect.close(expect.matches(lab.boundary, 0.02, -3.8), 190.0)
    expect.raises(ValueError, lab.boundary, 0.0, -3.8)


@check(points=2)
def takes_the_slope_from_the_activation(lab):
    "dsigmoid gives 0.09, 0.25, 0.16 for activations 0.1, 0.5, 0.8."
    slopes = expect.matches(lab.dsigmoid, np.array([0.1, 0.5, 0.8]))
    expect.close(slopes, np.array([0.09, 0.25, 0.16]))
