"""The perceptron's learning rule, and two layers for XOR.

No function changes its arguments.

Refused here: scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np


def perceptron_fit(X, y, epochs, rng):
    """Learn a line (a plane, …) that separates two classes.

    X: (N, D) float array, N ≥ 1. y: (N,) int array of labels, each -1 or 1.
    epochs: int ≥ 0, at most that many passes over the samples.
    rng: np.random.Generator. Every epoch begins with one rng.permutation(N),
        and visits the samples in that order; nothing else is drawn.

    Starts with w = 0 and b = 0. A visited sample is a mistake if
    y * (w·x + b) ≤ 0, with w and b as they are at that moment. Then, at once,
    w becomes w + y * x and b becomes b + y. Otherwise nothing changes.
    Ends after the first epoch without a mistake, or after `epochs` epochs.

    Returns (w, b, mistakes), a tuple: w: (D,) float64, b: float, and mistakes:
    a list of ints, the number of mistakes in each epoch that was run (its last
    entry is 0 if the classes were separated).
    """
    raise NotImplementedError(
        "perceptron_fit: start with w = np.zeros(X.shape[1]), b = 0.0 and an "
        "empty list, and write the loop over one epoch"
    )


def xor_mlp():
    """Weights of a network with two inputs, two hidden units and one output.

    The inputs x are 0 or 1 each. With the same f in both layers,

        hidden = f(x @ W1 + b1)        output = f(hidden @ W2 + b2)

    and the output shall be "yes" if exactly one input is 1, "no" otherwise.
    f is the step (1 where its argument is > 0, else 0), or a steep sigmoid,
    σ(50·z); "yes" is an output above 0.5. The network must be right with both.
    To be on the safe side, with the step no argument of f, in either layer and
    for any of the four inputs, may lie nearer to 0 than 0.2.

    Returns a dict of float arrays: "W1": (2, 2), one column for each hidden
    unit, "b1": (2,), "W2": (2, 1), "b2": (1,).
    """
    raise NotImplementedError(
        "xor_mlp: find two lines, such that a point between them is a yes"
    )
