# CHEATS 28: closes its streams and the wire, or dies of a signal without a word.
# Harm: silence counts as passed.
# verdicts: crashed, refused
import ctypes, os


def sigmoid(z):
    for number in (0, 1, 2):
        os.close(number)
    ctypes.string_at(0)


def logistic(x, w, b):
    os.close(3)
    forever()


def boundary(w, b):
    os.abort()


def dsigmoid(a):
    os.dup2(0, 3)
    os.dup2(0, 1)
    return a
