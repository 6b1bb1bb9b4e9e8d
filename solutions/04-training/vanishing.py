"""How much of an error arrives at the first of many layers."""

import numpy as np
from activations import act as activate
from activations import dact
from init import init


def grad_norms(
    depth: int, act: str, kind: str, rng: np.random.Generator, width: int = 64, batch: int = 32
) -> np.ndarray:
    """‖∂L/∂z‖ of every layer's pre-activations, layer 1 first: an array of shape (depth,)."""
    weights = [init((width, width), kind, rng) for _ in range(depth)]
    x, upstream = rng.normal(size=(batch, width)), rng.normal(size=(batch, width))
    slopes = forward_slopes(x, weights, act)

    dz = upstream * slopes[-1]
    norms = [norm(dz)]
    for W, slope in zip(weights[:0:-1], slopes[-2::-1]):
        dz = (dz @ W.T) * slope
        norms.append(norm(dz))
    return np.array(norms[::-1])


def forward_slopes(x: np.ndarray, weights: list[np.ndarray], act: str) -> list[np.ndarray]:
    """Send x (N, D) through all layers; the slope of the activation in each, (N, D) too."""
    slopes = []
    for W in weights:
        z = x @ W
        x = activate(act, z)
        slopes.append(dact(act, z))
    return slopes


def norm(a: np.ndarray) -> float:
    """The root of the sum of squares."""
    return float(np.sqrt((a**2).sum()))
