"""Momentum: AlexNet's update, for one array and for a whole network.

Float arrays keep their dtype (float32 in, float32 out), and no argument is
changed: what is returned are new arrays.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
    """One step of AlexNet's update.

    w:  float array of any shape, the parameters.
    v:  array of w's shape, their velocity.
    g:  array of w's shape, the gradient of the loss at w.
    lr: float, the learning rate.
    mu: float, the momentum: the share of the old velocity that is kept.
    wd: float, the weight decay.

    Returns (w2, v2), a tuple of new arrays of w's shape and dtype:
        v2 = mu·v - wd·lr·w - lr·g
        w2 = w + v2
    """
    raise NotImplementedError(
        "alexnet_step: start with the new velocity, a sum of three terms"
    )


class Momentum:
    """alexnet_step for all parameters of a network, with a velocity for each.

    Every parameter is treated alike, weights and biases. A name that is met
    for the first time, in the first step or later, has velocity 0. Objects
    know nothing of each other: two optimisers have velocities of their own.
    """

    def __init__(self, lr=0.01, mu=0.9, wd=0.0005):
        """lr, mu, wd: floats, as in alexnet_step."""
        raise NotImplementedError(
            "Momentum: start with __init__, which keeps the three numbers and "
            "an empty dict of velocities"
        )

    def step(self, params, grads):
        """One step with every parameter.

        params: dict name -> float array, as a network's params() gives it.
        grads:  dict with the same names -> gradient, of the same shape.

        Returns a new dict with the same names and new arrays. The two dicts
        and their arrays stay as they are: it is the caller who hands the
        result to set_params. The velocities stay in the object for its next
        step.
        """
        raise NotImplementedError(
            "step: in Momentum, go through the names, and find the velocity of "
            "each, 0 if it is new"
        )
