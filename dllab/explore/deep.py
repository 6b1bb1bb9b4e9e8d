"""A deep network of dense layers, once forward and once back: how much of the gradient arrives where."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dllab.explore.elementwise import FUNCTIONS, Activation

Array = NDArray[np.float64]

BATCH = 32


class Network(NamedTuple):
    """What is drawn at random.

    Attributes:
        weights: a (width, width) array for every layer, first layer first. There are no biases.
        x: (N, width), what goes in.
        upstream: (N, width), the gradient of the loss by the last layer's activations.
    """

    weights: list[Array]
    x: Array
    upstream: Array


class Backward(NamedTuple):
    """What came back.

    Attributes:
        norms: (depth,), ‖∂L/∂z‖ of every layer's pre-activations, layer 1 first.
        slope: the activation's slope, averaged over all layers, units and samples.
    """

    norms: Array
    slope: float


ACTIVATIONS = {"logistic": FUNCTIONS["sigmoid"], "tanh": FUNCTIONS["tanh"], "ReLU": FUNCTIONS["relu"]}
DEVIATIONS: dict[str, Callable[[int], float]] = {
    "small": lambda width: 0.01,
    "Xavier": lambda width: float(np.sqrt(1 / width)),  # 2 / (fan_in + fan_out), which are equal here
    "He": lambda width: float(np.sqrt(2 / width)),
    "large": lambda width: 1.0,
}


@lru_cache(maxsize=16)
def arrives(depth: int, activation: str, start: str, width: int, seed: int) -> Backward:
    """Draw a network and let a random gradient walk back through it."""
    network = draw(depth, DEVIATIONS[start](width), width, np.random.default_rng(seed))
    gradients, slope = backward(network, ACTIVATIONS[activation])
    return Backward(np.array([float(np.sqrt((gradient**2).sum())) for gradient in gradients]), slope)


def draw(depth: int, deviation: float, width: int, rng: np.random.Generator) -> Network:
    """Normal weights of that deviation; normal inputs and upstream gradients of deviation 1."""
    weights = [deviation * rng.normal(size=(width, width)) for _ in range(depth)]
    return Network(weights, rng.normal(size=(BATCH, width)), rng.normal(size=(BATCH, width)))


def forward(network: Network, activation: Activation) -> tuple[list[Array], Array]:
    """Every layer's pre-activations, and the last layer's activations."""
    pre, out = [], network.x
    for weights in network.weights:
        pre.append(out @ weights)
        out = activation.apply(pre[-1])
    return pre, out


def backward(network: Network, activation: Activation) -> tuple[list[Array], float]:
    """The loss's gradient by every layer's pre-activations, layer 1 first, and the mean slope."""
    slopes = [activation.slope(z) for z in forward(network, activation)[0]]
    gradients = [network.upstream * slopes[-1]]
    for weights, slope in zip(network.weights[:0:-1], slopes[-2::-1], strict=True):
        gradients.append((gradients[-1] @ weights.T) * slope)
    return gradients[::-1], float(np.mean(slopes))
