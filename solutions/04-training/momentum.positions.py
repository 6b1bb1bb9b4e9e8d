"""Momentum without velocities: where a weight was before tells how fast it moves."""

import numpy as np


def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
    """w, v, g: one shape -> (w2, v2). The decayed gradient is added up first, and entry by entry."""
    w2, v2 = np.empty_like(w), np.empty_like(v)
    for i in np.ndindex(w.shape):
        slope = g[i] + wd * w[i]
        v2[i] = mu * v[i] - lr * slope
        w2[i] = w[i] + v2[i]
    return w2, v2


class Momentum:
    """The heavy ball: w(t+1) = w(t) - lr·slope + mu·(w(t) - w(t-1))."""

    def __init__(self, lr=0.01, mu=0.9, wd=0.0005):
        self.lr, self.mu, self.wd = lr, mu, wd
        self.steps = {}

    def step(self, params, grads):
        """params, grads: dicts of arrays -> a dict of new arrays."""
        for name, w in params.items():
            last = self.steps.setdefault(name, w * 0)
            self.steps[name] = self.mu * last - self.lr * (grads[name] + self.wd * w)
        return {name: w + self.steps[name] for name, w in params.items()}
