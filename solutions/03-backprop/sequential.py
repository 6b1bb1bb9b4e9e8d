"""Layers as objects: each remembers what its backward pass needs, and a network is a layer made of layers."""

import numpy as np

Arrays = dict[str, np.ndarray]


class Dense:
    """M units that all see the same D inputs; W (D, M), b (M,)."""

    def __init__(self, W: np.ndarray, b: np.ndarray) -> None:
        self.set_params({"W": W, "b": b})

    def forward(self, x: np.ndarray, train: bool = False) -> np.ndarray:
        """Turn x (N, D) into (N, M), and remember x."""
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Store the gradients for the upstream gradient dout (N, M); returns dx (N, D)."""
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T

    def params(self) -> Arrays:
        """The parameters by name."""
        return {"W": self.W, "b": self.b}

    def grads(self) -> Arrays:
        """The gradients of the latest backward pass, by the same names."""
        return {"W": self.dW, "b": self.db}

    def set_params(self, values: Arrays) -> None:
        """Take copies of W and b."""
        self.W = values["W"].copy()
        self.b = values["b"].copy()


class ReLU:
    """max(0, x), entry by entry; nothing to learn."""

    def forward(self, x: np.ndarray, train: bool = False) -> np.ndarray:
        """Turn x (any shape) into an array of that shape, and remember where it was positive."""
        self.positive = x > 0
        return np.where(self.positive, x, 0)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Let dout through where x was positive; x's shape."""
        return np.where(self.positive, dout, 0)

    def params(self) -> Arrays:
        """No parameters."""
        return {}

    def grads(self) -> Arrays:
        """No gradients."""
        return {}

    def set_params(self, values: Arrays) -> None:
        """Nothing to set."""


class Sequential:
    """Layers one after the other; itself a layer. The name "2.W" means W of layers[2]."""

    def __init__(self, layers: list) -> None:
        self.layers = layers

    def forward(self, x: np.ndarray, train: bool = False) -> np.ndarray:
        """Send x through all layers, first to last."""
        for layer in self.layers:
            x = layer.forward(x, train)
        return x

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Send dout through all layers, last to first; returns the gradient of the first one's input."""
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def params(self) -> Arrays:
        """The parameters of all layers."""
        return numbered([layer.params() for layer in self.layers])

    def grads(self) -> Arrays:
        """The gradients of all layers, by the same names."""
        return numbered([layer.grads() for layer in self.layers])

    def set_params(self, values: Arrays) -> None:
        """Hand every layer its share of the values."""
        shares: list[Arrays] = [{} for _ in self.layers]
        for key, value in values.items():
            position, name = key.split(".", 1)
            shares[int(position)][name] = value
        for i, layer in enumerate(self.layers):
            layer.set_params(shares[i])


def numbered(dicts: list[Arrays]) -> Arrays:
    """One dict of many: each name gets its dict's position and a dot in front."""
    return {f"{i}.{name}": array for i, part in enumerate(dicts) for name, array in part.items()}
