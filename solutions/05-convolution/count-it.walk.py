"""One walk through the network that counts everything on the way, and needs no shapes."""


def params(spec, in_shape):
    """Weights and biases."""
    return walk(spec, in_shape)[0]


def neurons(spec, in_shape):
    """Outputs of conv and dense layers."""
    return walk(spec, in_shape)[1]


def macs(spec, in_shape):
    """Multiplications."""
    return walk(spec, in_shape)[2]


def walk(spec, in_shape):
    """(parameters, neurons, multiplications), layer by layer."""
    learned = cells = products = 0
    channels, area = in_shape[0], list(in_shape[1:])
    for layer in spec:
        kind = layer["type"]
        if kind in ("conv", "pool"):
            area = [places(n, layer) for n in area]
        if kind == "conv":
            maps, size = layer["filters"], area[0] * area[1]
            fan_in = channels * layer["kernel"] ** 2 // layer.get("groups", 1)
            learned += maps * (fan_in + int(layer.get("bias", True)))
            cells += maps * size
            products += maps * size * fan_in
            channels = maps
        elif kind == "flatten":
            for n in area:
                channels *= n
            area = []
        elif kind == "dense":
            units = layer["units"]
            learned += units * (channels + int(layer.get("bias", True)))
            cells += units
            products += units * channels
            channels = units
    return learned, cells, products


def places(n, layer):
    """At how many places the layer's window fits along n cells."""
    k, stride, pad = layer["kernel"], layer.get("stride", 1), layer.get("pad", 0)
    if pad == "same":
        return (n + stride - 1) // stride
    return (n + 2 * pad - k) // stride + 1
