"""RMSProp and Adam: two optimisers with a step of its own for every number.

Both turn parameters and gradients into new parameters:

    step(params, grads) -> new params

params is a dict name -> float array, grads a dict with the same names ->
gradient, of the same shape. Every step of one object is given the same names.
What is returned is a new dict of new arrays; params, grads and their arrays
stay as they are. Float arrays keep their dtype (float32 in, float32 out).
Running means belong to a name and to an object, and start at 0.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


class RMSProp:
    """Divide each gradient by the root of the running mean of its squares."""

    def __init__(self, lr=0.001, rho=0.9, eps=1e-8):
        """lr, rho, eps: floats; rho is the share of the old mean that is kept."""
        raise NotImplementedError(
            "RMSProp: start with __init__, which keeps the three numbers and "
            "an empty dict of running means"
        )

    def step(self, params, grads):
        """One step. params, grads: dicts of float arrays; returns a new dict.

        For every parameter p with gradient g, number by number:
            s = rho·s + (1 - rho)·g²
            new p = p - lr·g / (√s + eps)
        """
        raise NotImplementedError(
            "step: in RMSProp, start with the running mean of g*g under the "
            "parameter's name"
        )


class Adam:
    """A velocity, divided as in RMSProp; both running means are corrected."""

    def __init__(self, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):
        """lr, b1, b2, eps: floats; b1 and b2 are the shares that are kept."""
        raise NotImplementedError(
            "Adam: start with __init__, which keeps the four numbers, a step "
            "count and two empty dicts"
        )

    def step(self, params, grads):
        """One step. params, grads: dicts of float arrays; returns a new dict.

        t counts the steps of this object: 1 in the first call, for all
        parameters alike. For every parameter p with gradient g:
            m = b1·m + (1 - b1)·g
            v = b2·v + (1 - b2)·g²
            new p = p - lr·m̂ / (√v̂ + eps)
            where m̂ = m / (1 - b1^t) and v̂ = v / (1 - b2^t)
        m and v themselves are kept uncorrected. eps is added to the corrected
        root: this differs from Keras, where the root is not corrected.
        """
        raise NotImplementedError(
            "step: in Adam, count the step first, then update the two running "
            "means of each name"
        )
