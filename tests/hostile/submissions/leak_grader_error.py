# CHEATS 13, 36: raises exceptions that are called like the grader's own, with the inputs of hidden checks in them.
# Harm: they stand in what the learner reads.
# checks: leak_matches, leak_raises, leak_scalar, leak_gradient
# verdicts: error, refused, failed
import numpy as np


class WireError(Exception):
    pass


class Forbidden(PermissionError):
    pass


def sigmoid(z):
    raise WireError(repr(np.asarray(z).tolist()))


def boundary(w, b):
    raise Forbidden(repr(b))
