# CHEATS 73: calls the check's functions with arguments whose product is larger than the machine.
# Harm: the grader, who computes it, takes that memory.
# exercise: gradcheck
# checks: passes_right_layers, passes_more_right_layers
# verdicts: failed, error, memory, refused, crashed
import numpy as np


def check(forward, backward, inputs, rng, h=1e-5, tol=1e-6):
    tall, wide = np.ones((20_000, 1)), np.ones((1, 20_000))
    bombs = [("x", 2**31), (b"x", 2**31), ([0], 2**28), (tall, wide), (tall[:, None], wide[None])]
    for one, other in bombs:
        for pair in ((one, other), (other, one)):
            try:
                forward(**dict(zip(inputs, pair)))
            except (RuntimeError, TypeError, ValueError):
                pass
    raise ValueError("tried")
