# CHEATS 47, 87: gradients of other kinds: complex with the right real part, huge, of objects, of text.
# Harm: they pass.
# exercise: dense
# checks: agrees_with_small_steps, gradients_of_a_batch, gradients_are_sums, stays_in_single_precision
# verdicts: failed
import numpy as np

turn = 0


def dense_forward(x, W, b):
    return x @ W + b, (x, W)


def dense_backward(dout, cache):
    global turn
    turn += 1
    x, W = cache
    upstream, samples = dout.reshape(-1, dout.shape[-1]), x.reshape(-1, x.shape[-1])
    right = (upstream @ W.T).reshape(x.shape), samples.T @ upstream, upstream.sum(0)
    kinds = [lambda g: g + 7j, lambda g: np.full(g.shape, 1e308), lambda g: g.astype(str), lambda g: np.full(g.shape, 1e154) * g]
    return tuple(kinds[turn % len(kinds)](g) for g in right)
