# CHEATS 28, 72: dies of a bad address, of an illegal instruction, of its own signal, of a division.
# Harm: more than its own process ends.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary, takes_the_slope_from_the_activation
# verdicts: crashed, refused, memory, failed
import ctypes, faulthandler, os, signal


def sigmoid(z):
    ctypes.string_at(0)


def logistic(*args):
    os.kill(os.getpid(), signal.SIGKILL)


def boundary(w, b):
    faulthandler._sigsegv()


def dsigmoid(a):
    ctypes.memset(id(a), 255, 1 << 12)
    return a
