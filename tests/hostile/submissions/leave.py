# CHEATS 27: ends its process with status 0 in the call, in every way there is.
# Harm: a check that never got an answer counts as passed.
# verdicts: crashed, error
import os, sys


def sigmoid(z):
    os._exit(0)


def logistic(x, w, b):
    sys.exit(0)


def boundary(w, b):
    raise SystemExit


def dsigmoid(a):
    quit()
