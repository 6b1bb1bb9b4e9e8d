"""Layers as objects. All three classes keep the same protocol:

    forward(x, train=False) -> out   compute, and remember for backward
    backward(dout) -> dx             store gradients, return that of x
    params() -> dict                 name -> array
    grads() -> dict                  same names -> gradients
    set_params(values) -> None       values: a dict as params() returns it

backward belongs to the latest forward of the same object, whatever `train`
was. `train` says whether the network is being trained (True) or used (False);
layers such as dropout will need it, Dense and ReLU compute the same in both
cases. What params() and grads() return may be the layer's own arrays: whoever
wants to change or to keep them makes copies.

Float arrays keep their dtype (float32 in, float32 out), and no argument is
changed.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


class Dense:
    """M units that all see the same D inputs; columns of W are units."""

    def __init__(self, W, b):
        """W: (D, M) float array of weights. b: (M,) float array of biases.

        The layer never changes these two arrays, not even in set_params.
        """
        raise NotImplementedError(
            "Dense: start with __init__, which keeps W and b as attributes of "
            "self"
        )

    def forward(self, x, train=False):
        """x: (N, D) float array. Returns out: (N, M); b is added last."""
        raise NotImplementedError(
            "forward: in Dense, store x in self for backward, then compute as "
            "dense_forward did"
        )

    def backward(self, dout):
        """dout: (N, M) float array, the upstream gradient.

        Stores the gradients of W and b for grads(): sums over the samples, of
        this call alone (nothing is added to those of an earlier call).
        Returns dx: (N, D), and only that.
        """
        raise NotImplementedError(
            "backward: in Dense, store the gradients of W and b in self and "
            "return dx"
        )

    def params(self):
        """Returns {"W": (D, M) array, "b": (M,) array}."""
        raise NotImplementedError("params: in Dense, a dict with W and b")

    def grads(self):
        """Returns {"W": (D, M) array, "b": (M,) array} of the latest backward."""
        raise NotImplementedError(
            "grads: in Dense, a dict with what backward has stored"
        )

    def set_params(self, values):
        """values: dict with "W" and "b", shapes as before. Copies them in.

        Whatever happens to the arrays in `values` afterwards does not reach
        the layer.
        """
        raise NotImplementedError("set_params: in Dense, keep copies of both")


class ReLU:
    """max(0, x) for every entry; the derivative at 0 counts as 0."""

    def forward(self, x, train=False):
        """x: float array of any shape. Returns an array of that shape."""
        raise NotImplementedError(
            "forward: in ReLU, store where x is positive, then set the rest to "
            "0 in a new array"
        )

    def backward(self, dout):
        """dout: array of x's shape. Returns dx, of the same shape."""
        raise NotImplementedError(
            "backward: in ReLU, let dout through where x was positive"
        )

    def params(self):
        """Returns an empty dict."""
        raise NotImplementedError("params: in ReLU, an empty dict")

    def grads(self):
        """Returns an empty dict."""
        raise NotImplementedError("grads: in ReLU, an empty dict")

    def set_params(self, values):
        """values: an empty dict. Nothing to do."""
        raise NotImplementedError(
            "set_params: in ReLU there is nothing to do, so let it pass"
        )


class Sequential:
    """Layers one after the other: the output of one is the input of the next.

    The layers may be of any class that keeps the protocol, also a Sequential:
    use their methods only. There may be more than ten. All of them, with
    parameters or without, count when parameters are named: "2.W" is W of
    layers[2], and in a Sequential within a Sequential "0.2.W" is "2.W" of
    layers[0].
    """

    def __init__(self, layers):
        """layers: list of layer objects, each object once."""
        raise NotImplementedError(
            "Sequential: start with __init__, which keeps the list of layers"
        )

    def forward(self, x, train=False):
        """x: float array, the input of layers[0]; every layer is told `train`.

        Returns the output array of the last layer.
        """
        raise NotImplementedError(
            "forward: in Sequential, hand x to each layer in turn, and make "
            "what it returns the next x"
        )

    def backward(self, dout):
        """dout: array of the output's shape. Returns dx, of the input's shape.

        Every layer's backward is called once, so that its grads() are new.
        """
        raise NotImplementedError(
            "backward: in Sequential, think about which layer must be first"
        )

    def params(self):
        """Returns a dict of all layers' parameters: "0.W", "0.b", "2.W", …"""
        raise NotImplementedError(
            "params: in Sequential, put the layer's position and a dot before "
            "each name"
        )

    def grads(self):
        """Returns a dict of all layers' gradients, named as in params()."""
        raise NotImplementedError("grads: in Sequential, the same as params")

    def set_params(self, values):
        """values: dict with all names of params(); each layer gets its share."""
        raise NotImplementedError(
            "set_params: in Sequential, take the position off each name again"
        )
