# CHEATS 13: raises an exception whose type is called like the inputs of hidden checks.
# Harm: they stand in what the learner reads.
# checks: leak_matches, leak_scalar, leak_raises, leak_no_warnings, leak_unchanged, leak_keys, leak_gradient, leak_between, leak_shape
# verdicts: error
import numpy as np


def sigmoid(z):
    raise type(repr(np.asarray(z).tolist()), (Exception,), {})


def boundary(w, b):
    raise type(f"E{b!r}".replace(".", "_"), (Exception,), {})
