"""How large is the map? Sizes of maps, padding and whole networks.

All sizes are ints, and every function returns ints (or tuples of ints).
Refused here: scipy, keras, tensorflow, torch.

A network is described by a list of dicts, one for every layer. Keys that have
a value here may be left out, and then have this value; others are always there:
    {"type": "conv", "filters": K, "kernel": k,
     "stride": 1, "pad": 0, "groups": 1, "bias": True}
    {"type": "pool", "kernel": k, "stride": s, "pad": 0}
    {"type": "lrn"}, {"type": "relu"}, {"type": "dropout"}
    {"type": "flatten"}
    {"type": "dense", "units": M, "bias": True}
Kernel and stride are the same for height and width. "pad" is an int, the
zeros on each side, or "same", which pads as tf_same does.
"""

import math


def out_size(W, F, P, S, floor=False):
    """At how many places a window fits along one axis: (W + 2P - F) / S + 1.

    W: size of the input, F: of the window, P: padding on each side, S: stride.

    Returns an int. If the window's steps do not end exactly at the edge, the
    formula gives no whole number: that is a ValueError (say in its message
    what the formula gave), or, with floor=True, rounded down.
    A window that is larger than the padded input (F > W + 2P) is a ValueError
    in both cases.
    """
    raise NotImplementedError(
        "out_size: divide the room W + 2 * P - F by the stride first."
    )


def same_pad(F):
    """The padding on each side that keeps the size at stride 1.

    F: size of the window. Returns an int. An even F has no such padding:
    ValueError.
    """
    raise NotImplementedError(
        "same_pad: put S = 1 and out_size = W into the formula and solve for P."
    )


def tf_same(W, F, S):
    """TensorFlow's "same": as many places as W / S rounded up, whatever F is.

    Returns (size, before, after): ceil(W / S), and the padding at the start
    and at the end of the axis. Together they are the least that the last
    window needs, and never below 0. If that is odd, the extra one is after.
    """
    raise NotImplementedError(
        "tf_same: find the size first, then how many cells that many windows "
        "need from the first to the last."
    )


def receptive_field(layers):
    """How many neighbouring inputs, along one axis, one output depends on.

    layers: list of (F, S), window and stride of each layer, the first layer
        first. May be empty: then the field is 1.
    Returns an int. Edges and padding are ignored.
    """
    raise NotImplementedError(
        "receptive_field: start with a field of 1 and let each layer widen it."
    )


def shapes(net, in_shape):
    """The shapes that flow through a network.

    net: list of dicts as above. in_shape: (C, H, W), or (n,) for a network
        of dense layers.
    Returns a list of tuples, one more than there are layers: in_shape first,
    then the shape after each layer, (C, H, W) or, after flatten and dense,
    (n,). "conv" and "pool" round sizes down; "lrn", "relu" and "dropout" keep
    the shape. ValueError for a window that does not fit and for a type that is
    not in the list above. net is not changed.
    """
    raise NotImplementedError(
        "shapes: begin with a list that holds in_shape, and append one shape "
        "for every layer."
    )
