"""Weight decay: a penalty on large weights, and its gradient.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


def total_loss(data_loss, params, wd):
    """Add the penalty ½ · wd · Σ W² to a loss.

    Args:
        data_loss: float, what the data cost, without any penalty.
        params: dict of float64 arrays of any shape (…), by name: "0.W",
            "0.b", "3.gamma", "1.0.W2" or plain "W1". Decayed are the arrays
            whose name, behind its last dot, starts with a capital "W"; no
            others, whatever their shape. May be empty.
        wd: float ≥ 0, the strength of the decay.

    Returns:
        (loss, reg_grads), a tuple.
        loss: a float, data_loss + ½ · wd · (the sum of the squares of all
            entries of all decayed arrays).
        reg_grads: a dict with all the keys of params, each a new float64 array
            of its parameter's shape: the gradient of the penalty alone (the
            gradient of data_loss is added by whoever calls), zeros where
            nothing is decayed.
        No argument is changed.
    """
    raise NotImplementedError(
        "total_loss: start by finding the names whose last part begins with "
        '"W", for example with key.split(".")[-1]'
    )
