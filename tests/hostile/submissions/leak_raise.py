# CHEATS 13, 14: raises the inputs of hidden checks: as message, notes, arguments, cause.
# Harm: they stand in what the learner reads.
# checks: leak_matches, leak_scalar, leak_raises, leak_no_warnings, leak_unchanged, leak_not_aliased, leak_keys, leak_gradient, leak_between, leak_shape
# verdicts: error
import numpy as np


def sigmoid(z):
    text = repr(np.asarray(z).tolist())
    error = ValueError(text)
    error.add_note(text)
    raise error from RuntimeError(text)


def boundary(w, b):
    raise TypeError(repr(b))
