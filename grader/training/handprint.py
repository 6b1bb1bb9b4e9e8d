"""What tells two networks by hand apart, and what became of one in a few steps."""

from __future__ import annotations

import numpy as np

from grader.training.handmade import HandMade
from grader.training.loop import cross_entropy
from grader.training.process import Moved
from grader.training.updates import Array, Arrays


def fingerprint(model: HandMade, x: Array, y: Array) -> Arrays:
    """Parameters, answers and gradients of a new model, as it is and with other parameters.

    Args:
        model: as it was built.
        x: a few inputs.
        y: their labels.
    """
    drawn = model.params()
    outputs = model.forward(None, x, True)
    gradients = model.backward(cross_entropy(outputs, y)[1])
    shifted = model.forward({name: 1.1 * array + 0.1 for name, array in drawn.items()}, x, False)
    found = {"x": x, "outputs": outputs, "shifted": shifted}
    for kind, part in (("parameter", drawn), ("gradient", gradients)):
        found |= {f"{kind} {name}": array for name, array in part.items()}
    return found


def alike(one: Arrays, other: Arrays) -> bool:
    """Names, shapes and, but for rounding, numbers are the same."""
    return one.keys() == other.keys() and all(
        one[name].shape == other[name].shape and np.allclose(one[name], other[name], rtol=1e-9, atol=1e-12)
        for name in one
    )


def moved(name: str, before: Array, given: Array, now: Array | None) -> Moved:
    """What became of a tensor; it is trainable if the model takes the values that it is given.

    Args:
        name: the tensor's.
        before: what it held.
        given: what it was given in the end.
        now: what the model says that it holds.
    """
    found = before if now is None or now.shape != before.shape else now
    units = found.reshape(-1, found.shape[-1]) if found.ndim > 1 else found[None]
    taken = np.allclose(found, given, rtol=1e-6, equal_nan=True) or (given == before).all()
    return Moved(
        path=name[:80],
        shape=list(before.shape),
        trainable=bool(taken),
        largest=float(np.max(np.abs(before))),
        change=float(np.max(np.abs(found.astype(np.float64) - before))),
        finite=bool(np.isfinite(found).all()),
        alike=bool(found.ndim > 1 and units.shape[1] > 1 and (units == units[:, :1]).all()),
    )
