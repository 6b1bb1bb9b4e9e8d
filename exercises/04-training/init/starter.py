"""First weights for a layer.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


def init(shape, kind, rng, std=0.01):
    """Draw the first weights of a layer, each independently of the others.

    Args:
        shape: tuple of ints. (D, M): a dense layer, fan_in = D, fan_out = M.
            (K, C, kh, kw): a convolution with K kernels on C channels,
            fan_in = C·kh·kw, fan_out = K·kh·kw. (M,): biases. The first two
            kinds below take a shape of any length, the last two only these.
        kind: one of
            "zeros"             all zero.
            "normal"            normal, mean 0, standard deviation std.
            "truncated_normal"  the same, but what falls outside of -2·std …
                                2·std is drawn again until nothing does. The
                                result is not rescaled.
            "xavier"            mean 0, VARIANCE 2 / (fan_in + fan_out).
            "he"                mean 0, VARIANCE 2 / fan_in.
            For xavier and he, draw from a normal or a uniform distribution, as
            you like; biases, a shape (M,), are zeros.
        rng: numpy.random.Generator, the only source of randomness: the same
            state gives the same weights. Not used where all are zero, and may
            be None then.
        std: float, for "normal" and "truncated_normal" alone.

    Returns:
        A new float64 array of that shape.

    Raises:
        ValueError: any other kind.
    """
    raise NotImplementedError(
        "init: start with kind 'zeros', then 'normal', which is one call of "
        "rng.normal"
    )
