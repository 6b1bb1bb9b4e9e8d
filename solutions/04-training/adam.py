"""RMSProp and Adam: every number gets a step of its own, by the size of the gradients that it has seen."""

import numpy as np

Arrays = dict[str, np.ndarray]


class RMSProp:
    """Gradients are divided by the root of the running mean of their squares."""

    def __init__(self, lr: float = 0.001, rho: float = 0.9, eps: float = 1e-8) -> None:
        self.lr, self.rho, self.eps = lr, rho, eps
        self.s: Arrays = {}

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """New parameters, of the same names and shapes."""
        return {name: self.moved(name, w, grads[name]) for name, w in params.items()}

    def moved(self, name: str, w: np.ndarray, g: np.ndarray) -> np.ndarray:
        """One array after its step; g has the shape of w."""
        self.s[name] = running_mean(self.s.get(name), g * g, self.rho)
        return w - self.lr * g / (np.sqrt(self.s[name]) + self.eps)


class Adam:
    """Running means of the gradients and of their squares, both corrected for their start at 0."""

    def __init__(self, lr: float = 0.001, b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8) -> None:
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self.t = 0
        self.m: Arrays = {}
        self.v: Arrays = {}

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """New parameters, of the same names and shapes."""
        self.t += 1
        return {name: self.moved(name, w, grads[name]) for name, w in params.items()}

    def moved(self, name: str, w: np.ndarray, g: np.ndarray) -> np.ndarray:
        """One array after its step; g has the shape of w."""
        self.m[name] = running_mean(self.m.get(name), g, self.b1)
        self.v[name] = running_mean(self.v.get(name), g * g, self.b2)
        m_hat = self.m[name] / (1 - self.b1**self.t)
        v_hat = self.v[name] / (1 - self.b2**self.t)
        return w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


def running_mean(old: np.ndarray | None, new: np.ndarray, keep: float) -> np.ndarray:
    """The share `keep` of the old mean (0 if there is none), and the rest of the new value."""
    return (1 - keep) * new if old is None else keep * old + (1 - keep) * new
