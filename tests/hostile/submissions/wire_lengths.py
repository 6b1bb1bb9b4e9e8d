# CHEATS 62, 73: announces frames of impossible length, and sends noise.
# Harm: the grader sets that much memory aside.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary, takes_the_slope_from_the_activation
# verdicts: flooded, refused
import os


def sigmoid(z):
    send(b"", lengths=(2**32 - 1, 2**32 - 1))
    forever()


def logistic(*args):
    send(b"", lengths=(10, 2**31))
    forever()


def boundary(w, b):
    while True:
        os.write(3, os.urandom(4096))


def dsigmoid(a):
    send([1, guest().current, "ok", None, [2]], buffers=bytes(1 << 20))
    forever()
