"""Momentum: a weight moves by its velocity, and the velocity remembers where it was going."""

import numpy as np

Arrays = dict[str, np.ndarray]


def alexnet_step(
    w: np.ndarray, v: np.ndarray, g: np.ndarray, lr: float = 0.01, mu: float = 0.9, wd: float = 0.0005
) -> tuple[np.ndarray, np.ndarray]:
    """The weights w and velocities v after one step against the gradient g, all of one shape."""
    v2 = mu * v - wd * lr * w - lr * g
    return w + v2, v2


class Momentum:
    """AlexNet's update for a dict of parameters, with one velocity for each name."""

    def __init__(self, lr: float = 0.01, mu: float = 0.9, wd: float = 0.0005) -> None:
        self.lr, self.mu, self.wd = lr, mu, wd
        self.v: Arrays = {}

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """New parameters, of the same names and shapes."""
        moved = {}
        for name, w in params.items():
            v = self.v.get(name, np.zeros_like(w))
            moved[name], self.v[name] = alexnet_step(w, v, grads[name], self.lr, self.mu, self.wd)
        return moved
