# CHEATS none: answers questions that were not asked yet, with every id it can think of.
# Harm: one of them is taken for the answer to a later question.
# verdicts: refused, failed
import itertools

ids = itertools.count(0)


def sigmoid(*args):
    current = guest().current
    for id in (0, 1, -1, current + 1, current - 1, next(ids)):
        send([1, id, "ok", [4, "<f8", b"\0" * 8], [2]])
    return 0.0


logistic = boundary = dsigmoid = sigmoid
