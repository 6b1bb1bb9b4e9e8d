"""Parameters, neurons and multiplications of a network, counted, not run.

A network is described as in out-size, by a list of dicts, one for every layer.
Keys that have a value here may be left out, and then have this value:
    {"type": "conv", "filters": K, "kernel": k,
     "stride": 1, "pad": 0, "groups": 1, "bias": True}
    {"type": "pool", "kernel": k, "stride": s, "pad": 0}
    {"type": "lrn"}, {"type": "relu"}, {"type": "dropout"}
    {"type": "flatten"}
    {"type": "dense", "units": M, "bias": True}
A conv layer with groups = g splits its input channels and its filters into g
equal parts, and each filter sees its own part of the channels only (g divides
both). "bias": False means that the layer has no biases.

For all three functions:
    spec: list of dicts, as above. It is not changed.
    in_shape: (C, H, W) of one image, or (n,) for a network of dense layers.
    They return an int, for one image.

`shapes` below is your own, if it has passed its tests.
Refused here: scipy, keras, tensorflow, torch.
"""

import math

from out_size import shapes


def params(spec, in_shape):
    """How many numbers the network learns: all weights and all biases.

    conv and dense layers have parameters, the others have none. Returns an int.
    """
    raise NotImplementedError(
        "params: let shapes(spec, in_shape) tell you how many channels go into "
        "each layer, then count the weights of the conv layers."
    )


def neurons(spec, in_shape):
    """How many neurons the network has: every number that a conv or dense layer
    puts out is one. The input is none, and neither are the other layers' outputs.
    Returns an int.
    """
    raise NotImplementedError(
        "neurons: the shape after a conv or dense layer tells how many numbers "
        "it puts out."
    )


def macs(spec, in_shape):
    """How many multiplications the conv and dense layers need for one image.

    Each is a weight times an input, which is then added to a sum
    ("multiply-accumulate"). Biases are added without a multiplication and are
    not counted; multiplications with padding are. Returns an int.
    """
    raise NotImplementedError(
        "macs: count how often each weight of a layer is used on one image."
    )
