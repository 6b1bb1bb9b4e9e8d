# CHEATS 62: returns what is large to read: integers, reprs, nests, cycles, wide dicts, long keys.
# Harm: the grader spends its time or memory on it.
# verdicts: failed, refused, flooded, error, memory
import numpy as np


class Wide(dict):
    pass


def cycle():
    ring = []
    ring.append(ring)
    return ring


def deep(n):
    nest = []
    for _ in range(n):
        nest = [nest]
    return nest


BOMBS = [
    lambda: 1 << 8000, lambda: 1 << 10**6, cycle, lambda: deep(39), lambda: deep(5000), lambda: list(range(10**6)),
    lambda: {f"{n}" * 9: n for n in range(40000)}, lambda: "x" * (2**21 - 99), lambda: "\U0001F600" * 10**5, lambda: b"\0" * 10**8,
    lambda: np.zeros(10**8, bool), lambda: [0.1] * 300_000, lambda: {n * (2**61 - 1): n for n in range(3000)}, lambda: [np.zeros(0)] * 20000,
    lambda: Wide.fromkeys(range(10**5)), lambda: ["x" * 10**6] * 10**4, lambda: {("a",) * 30: {("b",) * 30: deep(9)}},
]
turn = 0


def sigmoid(*args):
    global turn
    turn += 1
    return BOMBS[(turn + len(repr(args))) % len(BOMBS)]()


logistic = boundary = dsigmoid = sigmoid
