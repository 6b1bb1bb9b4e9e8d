"""Checks that the tests add to logistic-unit's hidden ones.

Each hands a secret number to the submission, one for each way in which a check talks about an answer.
"""

import numpy as np

from grader import check, expect

SECRET = 0.123456789


@check(points=1)
def leak_matches(lab):
    "sigmoid is right at one more place."
    expect.matches(lab.sigmoid, np.array([SECRET, 2.0]))


@check(points=1)
def leak_scalar(lab):
    "sigmoid is right for one more number."
    expect.matches(lab.sigmoid, SECRET)


@check(points=1)
def leak_raises(lab):
    "boundary refuses a unit that has none."
    expect.raises(ValueError, lab.boundary, 0.0, SECRET)


@check(points=1)
def leak_no_warnings(lab):
    "sigmoid is silent at one more place."
    expect.no_warnings(lab.sigmoid, np.array([SECRET, 2.0]))


@check(points=1)
def leak_unchanged(lab):
    "sigmoid leaves one more array alone."
    expect.unchanged(lab.sigmoid, np.array([SECRET, 2.0]))


@check(points=1)
def leak_not_aliased(lab):
    "sigmoid returns an array of its own."
    expect.not_aliased(lab.sigmoid, np.array([SECRET, 2.0]))


@check(points=1)
def leak_keys(lab):
    "sigmoid is right inside a larger answer."

    def scenario(m, z):
        answer = m.sigmoid(z)
        return answer if isinstance(answer, dict) else {"p": answer}

    expect.matches(scenario, np.array([SECRET, 2.0]))


@check(points=1)
def leak_gradient(lab):
    "sigmoid can be differentiated by keys."

    def backward(m, upstream, z):
        answer = m.sigmoid(z)
        return answer if isinstance(answer, dict) else upstream * answer * (1 - answer)

    expect.gradient(lambda m, z: m.sigmoid(z), backward, {"z": np.array([SECRET, 2.0])})


@check(points=1)
def leak_between(lab):
    "sigmoid lies between 0 and 1."
    expect.between(lab.sigmoid(SECRET), 0, 1, what="sigmoid")


@check(points=1)
def leak_shape(lab):
    "sigmoid keeps one more shape."
    z = np.array([SECRET, 2.0])
    answer = lab.sigmoid(z)
    expect.shape(answer, z.shape)
    expect.dtype(answer, z.dtype)
    expect.finite(answer)
