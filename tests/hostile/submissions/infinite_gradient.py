# CHEATS 47: gradients that are zero but for one entry, which is infinite: as wrong as they can be, and so is the tolerance.
# Harm: they pass.
# exercise: dense
# checks: agrees_with_small_steps, gradients_of_a_batch, gradients_with_extra_axes, gradients_are_sums
# verdicts: failed
import numpy as np


def dense_forward(x, W, b):
    return x @ W + b, (x, W, b)


def dense_backward(dout, cache):
    gradients = [np.zeros(part.shape) for part in cache]
    for gradient in gradients:
        gradient.flat[0] = np.inf
    return tuple(gradients)
