"""The same protocol with one base class: what is learned lies in a dict, names are split by prefix."""

import numpy as np


class Layer:
    """Holds copies of its parameters and the gradients of the latest backward pass."""

    def __init__(self, **values):
        self.values = {}
        self.found = {}
        self.set_params(values)

    def params(self):
        """A dict of the parameters."""
        return dict(self.values)

    def grads(self):
        """A dict of the gradients."""
        return dict(self.found)

    def set_params(self, values):
        """Copies, so that nobody else can change them."""
        self.values = {name: np.array(value) for name, value in values.items()}


class Dense(Layer):
    """A weighted sum for each of M units."""

    def __init__(self, W, b):
        super().__init__(W=W, b=b)

    def forward(self, x, train=False):
        """Row by row, the sum of the inputs' shares."""
        self.input = x
        return np.dot(x, self.values["W"]) + self.values["b"]

    def backward(self, dout):
        """Both gradients are new arrays at each call."""
        self.found = {"W": np.einsum("nd,nm->dm", self.input, dout), "b": np.sum(dout, axis=0)}
        return np.einsum("nm,dm->nd", dout, self.values["W"])


class ReLU(Layer):
    """Multiply by a mask of zeros and ones."""

    def forward(self, x, train=False):
        """The mask is kept."""
        self.mask = (x > 0).astype(x.dtype)
        return x * self.mask

    def backward(self, dout):
        """Use the same mask."""
        return dout * self.mask


class Sequential:
    """Layers one behind the other."""

    def __init__(self, layers):
        self.layers = tuple(layers)

    def forward(self, x, train=False):
        """First to last."""
        out = x
        for layer in self.layers:
            out = layer.forward(out, train=train)
        return out

    def backward(self, dout):
        """Last to first."""
        for layer in self.layers[::-1]:
            dout = layer.backward(dout)
        return dout

    def params(self):
        """Every layer's, with its position in front."""
        return self.collect("params")

    def grads(self):
        """Likewise."""
        return self.collect("grads")

    def collect(self, method):
        """Ask all layers, in order."""
        named = {}
        for i, layer in enumerate(self.layers):
            for name, array in getattr(layer, method)().items():
                named[f"{i}.{name}"] = array
        return named

    def set_params(self, values):
        """To each layer what begins with its position and a dot."""
        for i, layer in enumerate(self.layers):
            prefix = f"{i}."
            layer.set_params({k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix)})
