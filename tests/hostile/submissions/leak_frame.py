# CHEATS 14, 59: answers by hand with frames that are not allowed, each made of digits of the inputs of hidden checks.
# Harm: they stand in what the learner reads.
# checks: leak_matches, leak_scalar, leak_raises, leak_gradient
# verdicts: refused, flooded
import numpy as np


def digits(z):
    return int(repr(float(np.asarray(z).flat[0]))[2:12])


def sigmoid(z):
    number, me = digits(z), guest()
    variant = np.asarray(z).size
    if variant == 2:
        send([1, me.current, "ok", [number, 1], [2]])
    else:
        send([1, me.current, "ok", [3, str(number), 1], [2]])
    forever()


def boundary(w, b):
    send([1, guest().current, str(b), None, [2]])
    forever()
