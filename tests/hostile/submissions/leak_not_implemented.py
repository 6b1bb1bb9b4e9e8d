# CHEATS 13: raises every other exception that the grader has a sentence of its own for, with hidden inputs in it.
# Harm: they stand in what the learner reads.
# checks: leak_matches, leak_raises, leak_scalar, leak_gradient
# verdicts: error, refused, memory
import numpy as np

KINDS = [NotImplementedError, MemoryError, PermissionError]


def sigmoid(z):
    KINDS.append(KINDS.pop(0))
    raise KINDS[0](repr(np.asarray(z).tolist()))


def boundary(w, b):
    exec(compile(f"raise SyntaxError({b!r}, ('logistic-unit.py', 1, 1, {repr(b)!r}))", "logistic-unit.py", "exec"))
