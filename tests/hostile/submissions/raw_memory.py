# CHEATS 54: writes to raw memory: small integers, code objects, the encoder, the flags of arrays.
# Harm: a wrong answer is taken for right, or the grader stumbles.
# verdicts: failed, error, crashed, timeout, refused, memory
import ctypes, sys
import numpy as np


def sigmoid(z):
    encoder = sys.modules["grader.sandbox.wire"]._Encoder.item
    encoder.__code__ = (lambda self, value, depth: 1).__code__
    return z


def logistic(x, w, b):
    for number in range(-5, 257):
        ctypes.c_ssize_t.from_address(id(number) + 24).value = 1
    return 1


def boundary(w, b):
    ctypes.memset(id(guest()), 255, 64)
    return 190.0


def dsigmoid(a):
    array = np.zeros(3)
    ctypes.memset(id(array) + 16, 127, 64)
    return array
