"""Sizes of maps, of padding and of whole networks."""

KEEPS_THE_SHAPE = ("lrn", "relu", "dropout")


def out_size(W, F, P, S, floor=False):
    """(W + 2P - F) / S + 1, a whole number or ValueError; rounded down with floor."""
    room = W + 2 * P - F
    if room < 0:
        raise ValueError(f"a window of {F} does not fit on {W} + 2·{P} cells")
    steps, rest = divmod(room, S)
    if rest and not floor:
        raise ValueError(f"({W} + 2·{P} - {F}) / {S} + 1 = {room / S + 1:g} is not a whole number")
    return steps + 1


def same_pad(F):
    """The padding on each side that keeps the size at stride 1, for odd F."""
    if F % 2 == 0:
        raise ValueError(f"a window of {F} has no middle: no padding keeps the size")
    return (F - 1) // 2


def tf_same(W, F, S):
    """(ceil(W / S), padding before, padding after), the extra one after."""
    size = -(-W // S)
    lack = max((size - 1) * S + F - W, 0)
    return size, lack // 2, lack - lack // 2


def receptive_field(layers):
    """How many inputs along one axis one output depends on. layers: [(F, S), …]."""
    field, apart = 1, 1
    for F, S in layers:
        field += (F - 1) * apart
        apart *= S
    return field


def shapes(net, in_shape):
    """in_shape and the shape after every layer of net."""
    flow = [tuple(in_shape)]
    for layer in net:
        flow.append(shape_after(layer, flow[-1]))
    return flow


def shape_after(layer, shape):
    """The shape that a layer makes of shape."""
    kind = layer["type"]
    if kind == "conv":
        return (layer["filters"], *map_sizes(layer, shape))
    if kind == "pool":
        return (shape[0], *map_sizes(layer, shape))
    if kind == "flatten":
        return (product(shape),)
    if kind == "dense":
        return (layer["units"],)
    if kind in KEEPS_THE_SHAPE:
        return shape
    raise ValueError(f"there is no layer of type {kind!r}")


def map_sizes(layer, shape):
    """Height and width after a conv or pool layer."""
    k, stride, pad = layer["kernel"], layer.get("stride", 1), layer.get("pad", 0)
    if pad == "same":
        return [tf_same(size, k, stride)[0] for size in shape[1:]]
    return [out_size(size, k, pad, stride, floor=True) for size in shape[1:]]


def product(numbers):
    """All numbers multiplied."""
    result = 1
    for number in numbers:
        result *= number
    return result
