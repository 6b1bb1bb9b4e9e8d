# CHEATS 56, 80: uses what the exercise forbids, under other names and by other ways.
# Harm: it earns what it did not write.
# exercise: conv2d-one
# verdicts: refused, failed, error
import importlib
import numpy as np


def rows(X, K, function):
    X, K = np.asarray(X, float), np.asarray(K, float)
    size = X.shape[1] - K.shape[1] + 1
    return np.array([sum(function(X[i + k], K[k]) for k in range(len(K))) for i in range(len(X) - len(K) + 1)])


WAYS = [
    lambda: np.convolve,
    lambda: getattr(np, "con" + "volve"),
    lambda: vars(np)["convolve"],
    lambda: importlib.import_module("numpy").convolve,
    lambda: importlib.import_module("numpy._core.numeric").convolve,
    lambda: importlib.import_module("scipy.signal").convolve,
    lambda: __import__("scipy").signal.convolve,
    lambda: importlib.import_module("numpy._core").numeric.correlate,
]
turn = 0


def correlate2d(X, K):
    global turn
    turn += 1
    way = WAYS[turn % len(WAYS)]()
    return rows(X, K, lambda x, k: way(x, k[::-1], "valid"))


def convolve2d(X, K):
    return correlate2d(X, K[::-1, ::-1])
