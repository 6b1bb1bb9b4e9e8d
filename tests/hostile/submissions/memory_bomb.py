# CHEATS 73: takes all memory at once, or in small steps, catching what stops it.
# Harm: it gets more than its limit.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary, takes_the_slope_from_the_activation
# verdicts: memory, error, timeout, crashed
import mmap
import numpy as np

MB = 1 << 20


def sigmoid(z):
    return np.ones((1 << 40,))


def logistic(*args):
    kept = []
    while True:
        kept.append(bytearray(MB))
        if len(kept) > 300:
            print(HARM, len(kept), "MiB")


def boundary(w, b):
    kept = [mmap.mmap(-1, 400 * MB)]
    kept[0][:] = b"x" * (400 * MB)
    print(HARM, "400 MiB")


def dsigmoid(a):
    kept = []
    while True:
        try:
            kept.append(b"x" * (len(kept) + 1) * 4096)
        except MemoryError:
            kept.append(0)
