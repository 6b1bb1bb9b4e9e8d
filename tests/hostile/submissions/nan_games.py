# CHEATS 47: returns NaN, infinities, objects, text, dates, records, masked arrays, bytes, and arrays of 0 dimensions.
# Harm: one of them is taken for the right answer, or the grader stumbles.
# verdicts: failed, refused, error
# earns: 1
import numpy as np

ODD = [
    lambda z: np.full(np.shape(z), np.nan),
    lambda z: np.full(np.shape(z), np.inf),
    lambda z: np.array([z, None, "x"], dtype=object),
    lambda z: np.array(["nan", "inf"]),
    lambda z: np.array(["2020-01-01"], dtype="M8[D]"),
    lambda z: np.zeros(3, dtype=[("a", float), ("b", int)]),
    lambda z: np.ma.masked_all(np.shape(z)),
    lambda z: np.array(z, dtype=np.longdouble),
    lambda z: np.frombuffer(b"\2\3\4", dtype=bool),
    lambda z: np.zeros((1,) * 40),
    lambda z: np.array(0.5, dtype=">f8"),
    lambda z: np.lib.stride_tricks.as_strided(np.zeros(1), (10**6, 10**6), (0, 0)),
    lambda z: [float("nan")] * 3,
    lambda z: 10**600,
]
turn = 0


def sigmoid(*args):
    global turn
    turn += 1
    return ODD[turn % len(ODD)](args[0])


logistic = boundary = dsigmoid = sigmoid
