"""The same network as a function that calls itself: each layer asks the rest of the network for its error."""

import numpy as np
from activations import act as activate
from activations import dact
from init import init


def grad_norms(depth, act, kind, rng, width=64, batch=32):
    """Each layer passes on what comes back to it, and keeps a note of its size."""
    norms = np.empty(depth)
    weights = [init((width, width), kind, rng) for _ in range(depth)]
    x = rng.standard_normal((batch, width))
    upstream = rng.standard_normal((batch, width))

    def error_of(h, layer):
        """dL/dh for the input h of this layer; fills in norms from this layer on."""
        if layer == depth:
            return upstream
        z = np.einsum("nd,dm->nm", h, weights[layer])
        dz = error_of(activate(act, z), layer + 1) * dact(act, z)
        norms[layer] = np.linalg.norm(dz)
        return np.einsum("nm,dm->nd", dz, weights[layer])

    error_of(x, 0)
    return norms
