# CHEATS 14: returns dicts, named tuples and nested lists whose keys, fields and names are the inputs of hidden checks.
# Harm: they stand in what the learner reads.
# checks: leak_keys, leak_gradient, leak_matches, leak_raises, leak_scalar, leak_between, leak_shape
# verdicts: failed
import collections
import numpy as np


def sigmoid(z):
    text = repr(np.asarray(z).tolist())
    return {text: z, "z" + text: {text: text}}


def boundary(w, b):
    name = "N" + repr(b)[2:12]
    return collections.namedtuple(name, [name])(b)
