"""A network's gradients against the slopes of its loss, on the learner's own layers and in float64."""

from __future__ import annotations

import msgspec
import numpy as np

from grader.training.handmade import HandMade
from grader.training.loop import Layers, cross_entropy
from grader.training.updates import Array, Arrays

_DIRECTIONS = 3
# Steps, and the error allowed at each: a kink that lies within one step is not within the next.
_DOUBLE = ((1e-6, 1e-6), (1e-7, 1e-6))
_SINGLE = ((1e-3, 1e-2), (3e-4, 1e-2))  # for layers that compute in float32 whatever they are given


class Slope(msgspec.Struct, frozen=True):
    """The loss along one direction in one tensor.

    Attributes:
        path: the tensor's name.
        told: what the layers' gradient says.
        measured: what the loss does.
        right: whether the two agree.
    """

    path: str
    told: float
    measured: float
    right: bool


def slopes(model: HandMade, x: Array, y: Array, rng: np.random.Generator) -> list[Slope]:
    """Three random directions for each tensor.

    Args:
        model: used as outside training, so that nothing random takes part.
        x: the inputs of a batch.
        y: its labels.
        rng: for the directions.
    """
    x = x.astype(np.float64)
    params = {name: array.astype(np.float64) for name, array in model.params().items()}
    logits = model.forward(params, x, False)
    grads = model.backward(cross_entropy(logits, y)[1])
    tries = _DOUBLE if logits.dtype == np.float64 else _SINGLE
    found = []
    for name, array in params.items():
        for _ in range(_DIRECTIONS):
            direction = np.asarray(rng.normal(size=array.shape))
            told = float((grads[name].astype(np.float64) * direction).sum())
            found.append(_slope(model, params, name, direction, told, (x, y), tries))
    return found


def _slope(
    model: Layers,
    params: Arrays,
    name: str,
    direction: Array,
    told: float,
    batch: tuple[Array, Array],
    tries: tuple[tuple[float, float], ...],
) -> Slope:
    measured = np.nan
    for step, allowed in tries:
        ends = [
            _loss(model, params | {name: params[name] + sign * step * direction}, batch) for sign in (1, -1)
        ]
        measured = (ends[0] - ends[1]) / (2 * step)
        if abs(told - measured) <= allowed * max(1.0, abs(measured)):
            return Slope(name, told, measured, True)
    return Slope(name, told, measured, False)


def _loss(model: Layers, params: Arrays, batch: tuple[Array, Array]) -> float:
    return cross_entropy(model.forward(params, batch[0], False), batch[1])[0]
