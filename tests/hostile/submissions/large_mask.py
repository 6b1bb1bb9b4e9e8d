# CHEATS 46, 73: answers with arrays that are small to send and enormous once they are broadcast.
# Harm: the grader broadcasts them.
# exercise: dropout
# verdicts: failed, error, flooded, memory
import numpy as np


def dropout_forward(x, p, mode, rng):
    mask = np.ones((250_000, 1, 1, 1, 1))
    return x, mask if np.size(x) < 1000 else np.ones((2_000_000, 1, 1, 1), dtype=bool)


def dropout_backward(upstream, mask):
    return np.ones((250_000, 1, 1))
