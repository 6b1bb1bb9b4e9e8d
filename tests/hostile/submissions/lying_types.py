# CHEATS 45: returns subclasses and impostors of the types that are expected, which compare as they like.
# Harm: they are taken for the right answer.
# verdicts: failed, refused, error
# earns: 1
import numpy as np


class Array(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def tobytes(self, *args):
        return b"\0" * self.nbytes

    def __array_wrap__(self, *args):
        return self


class Float(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __hash__ = float.__hash__


class Liar:
    __class__ = property(lambda self: np.ndarray)


class Meta(type):
    def __instancecheck__(cls, thing):
        return True


def sigmoid(z):
    return np.asarray(z, dtype=float).view(Array)


def logistic(x, w, b):
    return Liar() if np.ndim(x) else Float(0.5)


def boundary(w, b):
    return Float(190.0 + 1)


def dsigmoid(a):
    return Meta("ndarray", (), {"__module__": "numpy"})()
