# CHEATS 69, 73: recurses without end, also below Python, where no limit stops it but the stack.
# Harm: more than its own process ends.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary
# verdicts: error, crashed, memory, timeout
import ctypes, sys


def sigmoid(z):
    return sigmoid(z)


def logistic(*args):
    sys.setrecursionlimit(10**9)
    call = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: call())
    return call()


def boundary(w, b):
    nest = []
    for _ in range(10**6):
        nest = [nest]
    return repr(nest)
