"""How much of an error arrives at the first of many layers?

`init` draws first weights, `activate(name, z)` is an activation and
`dact(name, z)` its slope at the PRE-ACTIVATION z: yours from the exercises
`init` and `activations`, or ours where yours have not passed.

Refused here: scipy, sklearn, torch, tensorflow, keras, numpy.gradient.
"""

import numpy as np
from activations import act as activate, dact
from init import init


def grad_norms(depth, act, kind, rng, width=64, batch=32):
    """Send a random error back through a fresh deep network, and measure it.

    The network has `depth` layers, all of the same width, without biases:

        h_0 = x,   z_l = h_(l-1) · W_l,   h_l = activate(act, z_l)

    Drawn from rng are, in this order: W_1 … W_depth, each as
    init((width, width), kind, rng); x, as rng.normal(size=(batch, width)); and
    the upstream gradient of h_depth, as rng.normal(size=(batch, width)).

    Args:
        depth: int ≥ 1, the number of layers.
        act: the name of an activation, "linear", "sigmoid", "tanh", "relu" ….
        kind: the kind of first weights, "normal", "xavier", "he" ….
        rng: numpy.random.Generator, the only source of randomness.
        width: int ≥ 1, the number of units in every layer.
        batch: int ≥ 1, the number of samples.

    Returns:
        (depth,) float64 array: the norm of dL/dz_l, that is the root of the
        sum of its squares over all samples and units, layer 1 first.
    """
    raise NotImplementedError(
        "grad_norms: draw the weights into a list first, then x and upstream, "
        "then go forward and keep every z"
    )
