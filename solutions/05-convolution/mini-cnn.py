"""The layers of this track as objects, and a small network of them."""

import numpy as np
from conv_backward import conv_backward
from conv_forward import conv_forward
from dropout import dropout_backward, dropout_forward
from pool_backward import pool_backward, pool_forward
from sequential import Dense, ReLU, Sequential


class Layer:
    """A layer without parameters."""

    def params(self):
        """No parameters."""
        return {}

    def grads(self):
        """No gradients."""
        return {}

    def set_params(self, values):
        """Nothing to set."""


class Conv2D(Layer):
    """K filters over C channels; W (K, C, kh, kw), b (K,)."""

    def __init__(self, w, b, stride=1, pad=0):
        self.set_params({"W": w, "b": b})
        self.stride, self.pad = stride, pad

    def forward(self, x, train=False):
        """Turn x (N, C, H, W) into maps (N, K, OH, OW), and remember."""
        out, self.cache = conv_forward(x, self.W, self.b, self.stride, self.pad)
        return out

    def backward(self, dout):
        """Store the gradients for dout (N, K, OH, OW); returns dx (N, C, H, W)."""
        dx, self.dW, self.db = conv_backward(dout, self.cache)
        return dx

    def params(self):
        """The filters and their biases."""
        return {"W": self.W, "b": self.b}

    def grads(self):
        """The gradients of the latest backward pass."""
        return {"W": self.dW, "b": self.db}

    def set_params(self, values):
        """Take copies of W and b."""
        self.W, self.b = values["W"].copy(), values["b"].copy()


class MaxPool2D(Layer):
    """The maximum of every window of k × k cells."""

    def __init__(self, k, stride):
        self.k, self.stride = k, stride

    def forward(self, x, train=False):
        """Turn x (N, C, H, W) into (N, C, OH, OW), and remember."""
        out, self.cache = pool_forward(x, self.k, self.k, self.stride, "max")
        return out

    def backward(self, dout):
        """Hand dout (N, C, OH, OW) to the winners; returns dx (N, C, H, W)."""
        return pool_backward(dout, self.cache)


class Dropout(Layer):
    """Drop values with probability p while training; do nothing otherwise."""

    def __init__(self, p, rng):
        self.p, self.rng = p, rng

    def forward(self, x, train=False):
        """x, of any shape, times a mask, which is remembered."""
        out, self.mask = dropout_forward(x, self.p, "train" if train else "test", self.rng)
        return out

    def backward(self, dout):
        """dout, of x's shape, times the same mask."""
        return dropout_backward(dout, self.mask)


class Flatten(Layer):
    """Every sample laid flat as a row."""

    def forward(self, x, train=False):
        """Turn x (N, C, H, W) into (N, C·H·W)."""
        self.shape = x.shape
        return x.reshape(len(x), x[0].size)

    def backward(self, dout):
        """Turn dout (N, C·H·W) into (N, C, H, W)."""
        return dout.reshape(self.shape)


def mini_cnn(shape, classes, rng, filters=8, p=0.25):
    """Convolution, ReLU, pooling, dropout, flatten, dense: (N, *shape) -> (N, classes)."""
    C, H, W = shape
    cells = filters * (H // 2) * (W // 2)
    kernels = rng.normal(0, np.sqrt(2 / (9 * C)), size=(filters, C, 3, 3))
    weights = rng.normal(0, 0.01, size=(cells, classes))
    return Sequential(
        [
            Conv2D(kernels, np.zeros(filters), pad=1),
            ReLU(),
            MaxPool2D(2, 2),
            Dropout(p, rng),
            Flatten(),
            Dense(weights, np.zeros(classes)),
        ]
    )
