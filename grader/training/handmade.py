"""Layers that learners wrote, in their guest: what the loop asks crosses the wire, and is looked at here."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.failure import CheckFailed
from grader.sandbox.proxy import Module, Proxy
from grader.training.updates import Array, Arrays

METHODS = ("forward", "backward", "params", "grads", "set_params")
_MOST_TENSORS = 1000
_HELPER = """
def missing(model, names):
    return [name for name in names if not callable(getattr(model, name, None))]

def forward(model, params, x, train):
    if params is not None:
        model.set_params(params)
    return model.forward(x, train)

def backward(model, dlogits):
    model.backward(dlogits)
    return model.grads()
"""


class HandMade:
    """A model that `build(rng)` made in a guest; see `loop.Layers`.

    Args:
        module: the submission.
        build: the name of the function.
        seed: of its generator.
        classes: K.

    Raises:
        CheckFailed: it is no model.
    """

    def __init__(self, module: Module, build: str, seed: int, classes: int) -> None:
        self._peer = module.peer
        self._helper = module.load(_HELPER)
        self._model = _made(module, build, seed)
        missing = self._helper.missing(self._model, METHODS)
        if missing != []:
            raise _no_model(build, self._model, missing)
        self._classes = classes
        self._shapes = {name: array.shape for name, array in self.params().items()}

    def params(self) -> Arrays:
        """Copies of its parameters."""
        self._peer.last = "params"
        return _arrays(self._model.params(), "params()")

    def forward(self, params: Arrays | None, x: Array, train: bool) -> Array:
        """See `loop.Layers`."""
        self._peer.last = "forward"
        logits = self._helper.forward(self._model, params, x, train)
        wanted = (len(x), self._classes)
        if type(logits) is not np.ndarray or logits.dtype.kind != "f" or logits.shape != wanted:
            raise CheckFailed(
                f"forward should give floats of shape {wanted} here; yours gave {_kind(logits)}."
            )
        return logits

    def backward(self, dlogits: Array) -> Arrays:
        """See `loop.Layers`."""
        self._peer.last = "backward"
        grads = _arrays(self._helper.backward(self._model, dlogits), "grads()")
        for name, shape in self._shapes.items():
            if name not in grads:
                raise CheckFailed(f"grads() has no '{name}', but params() has.")
            if grads[name].shape != shape:
                raise CheckFailed(
                    f"grads()['{name}'] has the shape {grads[name].shape}; params() says {shape}."
                )
        return {name: grads[name] for name in self._shapes}


def prepared(module: Module, prepare: str, x: Array, rows: int = 500) -> Array:
    """What the learner's function makes of raw inputs (N, …), asked for so many rows at a time.

    Raises:
        CheckFailed: it does not give a float array with a row for each input.
    """
    # Data that a check asks for is not an answer that grows without end.
    module.peer.channel.budget.bytes += 16 * x.size
    parts = [_inputs(prepare, part, module[prepare](part)) for part in _split(x, rows)]
    if len({(part.shape[1:], part.dtype) for part in parts}) > 1:
        raise CheckFailed(f"`{prepare}` gives other shapes or dtypes for other pictures.")
    return np.concatenate(parts)


def _split(x: Array, rows: int) -> list[Array]:
    return [x[i : i + rows] for i in range(0, len(x), rows)]


def _inputs(prepare: str, x: Array, told: Any) -> Array:
    if type(told) is not np.ndarray or told.dtype.kind != "f" or told.ndim < 2 or len(told) != len(x):
        raise CheckFailed(
            f"`{prepare}` should give floats, a row for each picture; of {_kind(x)} yours made {_kind(told)}."
        )
    return told


def _made(module: Module, build: str, seed: int) -> Proxy:
    return module[build].keep(np.random.default_rng(seed))  # type: ignore[no-any-return]


def _no_model(build: str, model: Proxy, missing: Any) -> CheckFailed:
    kind = model._type_name
    if kind == "NoneType":
        return CheckFailed(f"`{build}` returned nothing: end it with `return model`.")
    names = [name for name in METHODS if type(missing) is list and name in missing]
    what = f"has no {' and no '.join(names)}" if names else "is something else"
    return CheckFailed(
        f"`{build}` should return a model with {', '.join(METHODS)}; your `{kind[:60]}` {what}."
    )


def _arrays(told: Any, what: str) -> Arrays:
    """A dict of float arrays by name."""
    if type(told) is not dict or not all(type(name) is str for name in told):
        raise CheckFailed(f"{what} should be a dict of arrays by name; yours is {_kind(told)}.")
    if not 0 < len(told) <= _MOST_TENSORS:
        raise CheckFailed(
            f"{what} is empty: there is nothing to train." if not told else f"{what} has too many names."
        )
    for name, array in told.items():
        if type(array) is not np.ndarray or array.dtype.kind != "f" or not array.size:
            raise CheckFailed(f"{what}[{name!r:.40}] should be an array of floats; yours is {_kind(array)}.")
    return told


def _kind(value: Any) -> str:
    if type(value) is np.ndarray:
        return f"{value.dtype} of shape {value.shape}"
    return f"a {value._type_name}" if isinstance(value, Proxy) else f"a {type(value).__name__}"
