# CHEATS 72: is right but for one function, which never comes back.
# Harm: the checks that have nothing to do with that function are lost.
# exercise: logistic-unit
# checks: squashes_the_worked_numbers, finds_the_boundary, rates_the_teams, takes_the_slope_from_the_activation
# verdicts: timeout
# earns: 4
import numpy as np


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def logistic(x, w, b):
    return sigmoid(w * np.asarray(x) + b)


def boundary(w, b):
    forever()


def dsigmoid(a):
    return a * (1 - a)
