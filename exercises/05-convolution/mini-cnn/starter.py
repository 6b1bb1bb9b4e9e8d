"""Convolution, pooling and dropout as layers, and a small network of them.

All classes keep the protocol of `sequential`:

    forward(x, train=False) -> out   compute, and remember for backward
    backward(dout) -> dx             store gradients, return that of x
    params() -> dict                 name -> array
    grads() -> dict                  same names -> gradients
    set_params(values) -> None       values: a dict as params() returns it

backward belongs to the latest forward of the same object, whatever `train`
was. What an object remembers is its own: a network may hold many layers of
one class. Float arrays keep their dtype (float32 in, float32 out), and no
argument is changed.

What is imported here is your own once it has passed, otherwise the reference.
You need not use all of it.

Refused here: scipy, skimage, sklearn, keras, tensorflow, torch.
"""

import numpy as np
from conv_backward import conv_backward
from conv_forward import conv_forward
from dropout import dropout_backward, dropout_forward
from pool_backward import pool_backward, pool_forward
from sequential import Dense, ReLU, Sequential


class Layer:
    """A layer without parameters: three methods that need not be written again."""

    def params(self):
        return {}

    def grads(self):
        return {}

    def set_params(self, values):
        pass


class Conv2D(Layer):
    """K filters over C channels, as in conv_forward."""

    def __init__(self, w, b, stride=1, pad=0):
        """w: (K, C, kh, kw) float array. b: (K,) float array. Two ints.

        The layer never changes these two arrays, not even in set_params.
        """
        raise NotImplementedError(
            "Conv2D: start with __init__, which keeps copies of w and b, and "
            "stride and pad"
        )

    def forward(self, x, train=False):
        """x: (N, C, H, W). Returns the maps, (N, K, OH, OW)."""
        raise NotImplementedError(
            "forward: in Conv2D, keep the cache that conv_forward returns"
        )

    def backward(self, dout):
        """dout: (N, K, OH, OW). Returns dx: (N, C, H, W), and only that.

        Stores the gradients of W and b for grads(): those of this call alone.
        """
        raise NotImplementedError(
            "backward: in Conv2D, keep dw and db, and return dx"
        )

    def params(self):
        """Returns {"W": (K, C, kh, kw) array, "b": (K,) array}."""
        raise NotImplementedError("params: in Conv2D, a dict with W and b")

    def grads(self):
        """Returns the gradients of the latest backward, named as in params()."""
        raise NotImplementedError("grads: in Conv2D, a dict with W and b")

    def set_params(self, values):
        """values: dict with "W" and "b", shapes as before. Copies them in."""
        raise NotImplementedError("set_params: in Conv2D, keep copies of both")


class MaxPool2D(Layer):
    """Max pooling with windows of k × k cells, without padding."""

    def __init__(self, k, stride):
        """k: height and width of the window. stride: the step. Two ints."""
        raise NotImplementedError(
            "MaxPool2D: start with __init__, which keeps k and stride"
        )

    def forward(self, x, train=False):
        """x: (N, C, H, W). Returns (N, C, OH, OW), as pool_forward does."""
        raise NotImplementedError(
            "forward: in MaxPool2D, keep the cache that pool_forward returns"
        )

    def backward(self, dout):
        """dout: (N, C, OH, OW). Returns dx: (N, C, H, W)."""
        raise NotImplementedError("backward: in MaxPool2D, pool_backward")


class Dropout(Layer):
    """Inverted dropout: a layer with two behaviours."""

    def __init__(self, p, rng):
        """p: probability that a value is DROPPED. rng: numpy.random.Generator.

        rng is the layer's only source of randomness, and is used in training
        alone.
        """
        raise NotImplementedError(
            "Dropout: start with __init__, which keeps p and rng"
        )

    def forward(self, x, train=False):
        """x: array of any shape. Returns an array of that shape.

        train=True: a new mask at each call, as dropout_forward draws it.
        train=False: the values of x.
        """
        raise NotImplementedError(
            'forward: in Dropout, ask for the mode "train" or "test"'
        )

    def backward(self, dout):
        """dout: array of x's shape. Returns it times the mask of forward."""
        raise NotImplementedError("backward: in Dropout, the same mask")


class Flatten(Layer):
    """Lay every sample flat: channel by channel, and row by row in each."""

    def forward(self, x, train=False):
        """x: (N, C, H, W). Returns (N, C*H*W); entry (c*H + i)*W + j of a row
        is x[n, c, i, j]."""
        raise NotImplementedError("forward: in Flatten, remember x.shape")

    def backward(self, dout):
        """dout: (N, C*H*W). Returns dx: (N, C, H, W)."""
        raise NotImplementedError("backward: in Flatten, undo forward")


def mini_cnn(shape, classes, rng, filters=8, p=0.25):
    """A small network for images.

    shape:   (C, H, W) of one image; H and W at least 2.
    classes: number of classes.
    rng:     numpy.random.Generator for the weights, and for Dropout after them.
    filters: number of filters. p: probability to drop.

    Returns a Sequential of these layers, in this order:
        0 Conv2D: `filters` filters of 3×3, stride 1, padding 1
        1 ReLU
        2 MaxPool2D: windows of 2×2, stride 2
        3 Dropout(p, rng)
        4 Flatten
        5 Dense: one unit for each class
    It turns (N, C, H, W) into logits (N, classes). All biases start at 0, the
    filters at normal numbers with standard deviation sqrt(2 / (9*C)), the
    weights of Dense at normal numbers with standard deviation 0.01. All are
    float64.
    """
    raise NotImplementedError(
        "mini_cnn: start with the number of inputs that Dense has, "
        "filters * (H // 2) * (W // 2)"
    )
