"""Sizes by counting the places one by one, receptive fields from the last layer back."""

import math


def out_size(W, F, P, S, floor=False):
    """Count the starts of windows that end on the padded axis."""
    ends = [start + F for start in range(-P, W + P, S) if start + F <= W + P]
    if not ends or (not floor and ends[-1] != W + P):
        raise ValueError(f"(W + 2P - F) / S + 1 = {(W + 2 * P - F) / S + 1}")
    return len(ends)


def same_pad(F):
    """What the middle of the window has on either side."""
    middle, odd = divmod(F, 2)
    if not odd:
        raise ValueError("an even window has no middle")
    return middle


def tf_same(W, F, S):
    """Add cells in turn, after and before, until the last window is filled."""
    size, before, after = math.ceil(W / S), 0, 0
    while before + W + after < (size - 1) * S + F:
        if after > before:
            before += 1
        else:
            after += 1
    return size, before, after


def receptive_field(layers):
    """n neighbours of a map stand on (n - 1)·S + F neighbours of the map below."""
    n = 1
    for F, S in reversed(layers):
        n = (n - 1) * S + F
    return n


def shapes(net, in_shape):
    """One shape for the input and one for every layer."""
    shape, flow = in_shape, [in_shape]
    for layer in net:
        match layer:
            case {"type": "conv" | "pool", "kernel": k}:
                stride, pad = layer.get("stride", 1), layer.get("pad", 0)
                area = [one_axis(n, k, stride, pad) for n in shape[1:]]
                shape = (layer.get("filters", shape[0]), *area)
            case {"type": "flatten"}:
                shape = (math.prod(shape),)
            case {"type": "dense", "units": units}:
                shape = (units,)
            case {"type": "lrn" | "relu" | "dropout"}:
                pass
            case _:
                raise ValueError(f"unknown layer {layer}")
        flow.append(shape)
    return flow


def one_axis(n, k, stride, pad):
    """The size after a window, along one axis."""
    return tf_same(n, k, stride)[0] if pad == "same" else out_size(n, k, pad, stride, True)
