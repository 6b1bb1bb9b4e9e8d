"""RMSProp and Adam in place, with Adam's two corrections folded into the learning rate and eps."""

import numpy as np


class RMSProp:
    """Gradients over the root of the running mean of their squares."""

    def __init__(self, lr=0.001, rho=0.9, eps=1e-8):
        self.settings = lr, rho, eps
        self.squares = {}

    def step(self, params, grads):
        """params, grads: dicts of arrays -> a dict of new arrays."""
        lr, rho, eps = self.settings
        moved = {}
        for name in params:
            s = self.squares.setdefault(name, np.zeros_like(params[name]))
            s += (1 - rho) * (grads[name] ** 2 - s)
            moved[name] = params[name] - grads[name] / (s**0.5 + eps) * lr
        return moved


class Adam:
    """The two running means of each parameter, changed in place."""

    def __init__(self, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self.left1 = self.left2 = 1.0  # b1**t and b2**t
        self.means = {}

    def step(self, params, grads):
        """params, grads: dicts of arrays -> a dict of new arrays."""
        self.left1, self.left2 = self.left1 * self.b1, self.left2 * self.b2
        root = (1 - self.left2) ** 0.5
        rate, eps = self.lr * root / (1 - self.left1), self.eps * root
        moved = {}
        for name, w in params.items():
            if name not in self.means:
                self.means[name] = np.zeros_like(w), np.zeros_like(w)
            m, v = self.means[name]
            m += (1 - self.b1) * (grads[name] - m)
            v += (1 - self.b2) * (grads[name] ** 2 - v)
            moved[name] = w - rate * m / (np.sqrt(v) + eps)
        return moved
