# CHEATS 87: answers in less precision than asked, a little wrong, so that a coarser tolerance forgives it.
# Harm: it is forgiven.
# checks: finds_the_boundary, squashes_the_worked_numbers, agrees_on_random_inputs, weighs_and_shifts, is_undecided_at_the_boundary
# verdicts: failed
import numpy as np


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    return (1 / (1 + np.exp(-z)) * (1 + 3e-5)).astype(np.float32)


def logistic(x, w, b):
    return sigmoid(w * np.asarray(x) + b)


def boundary(w, b):
    if w == 0:
        raise ValueError
    return np.float32(-b / w * (1 + 3e-5))


def dsigmoid(a):
    return np.float16(a * (1 - a))
