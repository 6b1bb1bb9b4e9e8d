"""Rules that turn gradients into new parameters, as the course teaches them.

sgd        p ← p − lr·g
momentum   v ← μ·v − lr·g           p ← p + v          μ = 0.9
adam       m ← β₁·m + (1−β₁)·g      s ← β₂·s + (1−β₂)·g²
           p ← p − lr·m̂ / (√ŝ + ε)  m̂ = m/(1−β₁ᵗ), ŝ = s/(1−β₂ᵗ), β₁ = 0.9, β₂ = 0.999, ε = 1e-8
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from grader.training.settings import Optimizer

Array = np.ndarray[Any, Any]
Arrays = dict[str, Array]


class Update(Protocol):
    """Keeps what it must remember from step to step."""

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """New parameters, in new arrays; `grads` has the same names and shapes."""


def make_update(name: Optimizer, lr: float) -> Update:
    """The rule of that name, at its first step."""
    rules: dict[str, Callable[[float], Update]] = {"sgd": SGD, "momentum": Momentum, "adam": Adam}
    return rules[name](lr)


class SGD:
    """Straight down the gradient."""

    def __init__(self, lr: float) -> None:
        self.lr = lr

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """See `Update`."""
        return {name: p - self.lr * grads[name] for name, p in params.items()}


class Momentum:
    """With a memory of the way so far."""

    def __init__(self, lr: float, mu: float = 0.9) -> None:
        self.lr, self.mu = lr, mu
        self._v: Arrays = {}

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """See `Update`."""
        self._v = {name: self.mu * self._v.get(name, 0) - self.lr * grads[name] for name in params}
        return {name: p + self._v[name] for name, p in params.items()}


class Adam:
    """Each number at a pace of its own."""

    def __init__(self, lr: float, b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8) -> None:
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self._m: Arrays = {}
        self._s: Arrays = {}
        self._t = 0

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """See `Update`."""
        b1, b2 = self.b1, self.b2
        self._t += 1
        self._m = {name: b1 * self._m.get(name, 0) + (1 - b1) * grads[name] for name in params}
        self._s = {name: b2 * self._s.get(name, 0) + (1 - b2) * grads[name] ** 2 for name in params}
        return {name: p - self.lr * self._change(name) for name, p in params.items()}

    def _change(self, name: str) -> Array:
        m, s = self._m[name] / (1 - self.b1**self._t), self._s[name] / (1 - self.b2**self._t)
        change: Array = m / (np.sqrt(s) + self.eps)
        return change
