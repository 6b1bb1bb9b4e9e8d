"""Parameters, neurons and multiplications of a network, from its description."""

import math

from out_size import shapes


def params(spec, in_shape):
    """All weights and biases."""
    return sum(weights(layer, before) + biases(layer) for layer, before, _ in counted(spec, in_shape))


def neurons(spec, in_shape):
    """All numbers that conv and dense layers put out."""
    return sum(math.prod(after) for _, _, after in counted(spec, in_shape))


def macs(spec, in_shape):
    """Every weight is used once at every place of its map; a dense layer has one place."""
    steps = counted(spec, in_shape)
    return sum(weights(layer, before) * math.prod(after[1:]) for layer, before, after in steps)


def counted(spec, in_shape):
    """The conv and dense layers, each with the shapes before and after it."""
    flow = shapes(spec, in_shape)
    steps = [(layer, flow[i], flow[i + 1]) for i, layer in enumerate(spec)]
    return [step for step in steps if step[0]["type"] in ("conv", "dense")]


def weights(layer, before):
    """How many weights a conv or dense layer has after an input of shape before."""
    if layer["type"] == "dense":
        return before[0] * layer["units"]
    return layer["filters"] * (before[0] // layer.get("groups", 1)) * layer["kernel"] ** 2


def biases(layer):
    """How many biases a conv or dense layer has."""
    if not layer.get("bias", True):
        return 0
    return layer["units"] if layer["type"] == "dense" else layer["filters"]
