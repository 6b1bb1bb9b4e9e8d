"""A schedule for the learning rate, and moving averages of the weights.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


def exp_decay(step, lr0, decay_steps, rate, staircase=False):
    """The learning rate at a step.

    step:        int >= 0, the number of steps that were made before.
    lr0:         float > 0, the learning rate at step 0.
    decay_steps: int > 0.
    rate:        float > 0, the factor that decay_steps steps bring.
    staircase:   bool.

    Returns a float, lr0 · rate^(step / decay_steps). With staircase the
    exponent is rounded down to a whole number, so that the rate falls at the
    steps decay_steps, 2·decay_steps, … and stays the same in between.
    """
    raise NotImplementedError(
        "exp_decay: start with the exponent, how many times decay_steps have "
        "gone by"
    )


class EMA:
    """Exponential moving averages of a network's parameters.

    Parameters come as a dict name -> float array, always with the same names
    and shapes; float32 stays float32. No argument is ever changed. The object
    and its callers share no arrays: whatever anybody does later to an array
    that was given or returned does not reach the averages, nor what restore
    returns.
    """

    def __init__(self, decay):
        """decay: float from 0 to 1, the share of the old average that is kept."""
        raise NotImplementedError(
            "EMA: start with __init__, which keeps decay; there is no average "
            "yet"
        )

    def update(self, params, step=None):
        """Take in one more set of parameters. Returns None.

        params: dict of arrays. The first call makes them the averages, as they
            are. Every later call, for each name:
                average = d·average + (1 - d)·parameter
        step: None, then d = decay; or an int t >= 0, the number of the step,
            then d = min(decay, (1 + t) / (10 + t)).
        """
        raise NotImplementedError(
            "update: in EMA, the first call stores copies of the arrays"
        )

    def apply(self, params):
        """The averages, to be put into the network; params are remembered.

        params: dict of arrays, the parameters that are in the network now.
        Returns a dict with the same names and the averages, and does not change
        these. RuntimeError if there was no update before.
        """
        raise NotImplementedError(
            "apply: in EMA, keep copies of params, then return copies of the "
            "averages"
        )

    def restore(self):
        """Returns a dict of arrays: the params of the latest apply, bit for bit.

        RuntimeError if there was no apply before.
        """
        raise NotImplementedError("restore: in EMA, return what apply has kept")
