# CHEATS 30, 47: answers with scores, verdicts and numbers that are none, by hand and as return values.
# Harm: the report's numbers are odd, or one of them counts.
# verdicts: failed, error, refused, timeout
# earns: 1
import numpy as np

ODD = [float("nan"), float("inf"), -1e308, 10**300, "Infinity", "NaN", {"score": 99, "earned": 99, "verdict": "passed"}, True, None]
NOTES = [2, "score", 99.0, "earned", float("inf"), "verdict", "passed", "warnings", [0, float("nan")]]


def sigmoid(z):
    return ODD[np.asarray(z).size % len(ODD)]


def logistic(x, w, b):
    send([1, guest().current, "ok", float("nan"), NOTES])
    forever()


def boundary(w, b):
    send([1, guest().current, "passed", 99.0, NOTES])
    forever()


def dsigmoid(a):
    return np.full(np.shape(a), np.inf)
