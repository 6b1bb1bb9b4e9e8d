"""The clean process: Keras and an architecture that was allowed, and no learner code.

Imported by the Keras fork server alone. What the host asks for by `Process` runs here; all that goes in and
out is plain data. It trusts the host, and the host believes what it sends no more than a learner's guest,
for a network's description is somebody else's input to a large library.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from grader.training import backend

Array = np.ndarray[Any, Any]
_TELL_SECONDS = 0.1  # between two reports from within an epoch


def survey(architecture: str) -> dict[str, Any]:
    """What a network is, found without the memory it would take.

    Args:
        architecture: the JSON of `model.to_json()`, already allowed.

    Returns:
        "parameters", "trainable", "inputs" and "outputs" (shapes without the batch), "activations" (numbers
        per example), "macs" (multiplications per example, biases not counted), and "layers", each with
        "name", "kind", "output", "parameters", "trainable", "macs".
    """
    return dict(backend.without_memory(lambda: _surveyed(keras.models.model_from_json(architecture))))


def _surveyed(model: Any) -> dict[str, Any]:
    layers = [_layer(layer) for layer in _leaves(model)]
    shapes = [tuple(tensor.shape[1:]) for tensor in model.inputs]
    return {
        "parameters": int(model.count_params()),
        "trainable": sum(math.prod(weight.shape) for weight in model.trainable_weights),
        "inputs": [list(tensor.shape[1:]) for tensor in model.inputs],
        "outputs": [list(tensor.shape[1:]) for tensor in model.outputs],
        "activations": backend.numbers(model, shapes),
        "macs": sum(layer["macs"] for layer in layers),
        "layers": layers,
    }


def look(job: dict[str, Any], x: Array, y: Array) -> dict[str, Any]:
    """A new network before it has learned anything.

    Returns:
        "loss" on x and y without regularisation, "outputs" of x, and by how much outputs differ for the same
        x "again", and for a row "alone" and among others.
    """
    model = _model(job)
    x = _inputs(job, x)
    outputs = _called(model, x)
    return {
        "loss": float(keras.ops.mean(_loss(job)(_targets(model, y), outputs))),
        "outputs": outputs,
        "again": float(np.max(np.abs(_called(model, x) - outputs), initial=0)),
        "alone": float(np.max(np.abs(_called(model, x[:1]) - outputs[:1]), initial=0)),
    }


def step(job: dict[str, Any], x: Array, y: Array) -> list[dict[str, Any]]:
    """Three steps of the job's optimizer on one batch.

    Returns:
        For each tensor: "path", "shape", whether it is "trainable", the "largest" number in it before, the
        largest "change", whether all is "finite", and whether all its "units" (last axis) stayed "alike".
    """
    model = _model(job)
    model.compile(_optimizer(job), _loss(job))
    before = [np.array(weight) for weight in model.weights]
    x, y = _inputs(job, x), _targets(model, y)
    for _ in range(3):
        model.train_on_batch(x, y)
    return [_moved(weight, old) for weight, old in zip(model.weights, before, strict=True)]


def overfit(job: dict[str, Any], x: Array, y: Array, steps: int) -> list[float]:
    """The losses, without regularisation, of so many steps on one batch; dropout and penalties are off."""
    model = _model({**job, "architecture": job["unregularised"]})
    model.compile(keras.optimizers.Adam(job.get("overfit_rate", 2e-3)), _loss(job))
    x, y = _inputs(job, x), _targets(model, y)
    return [float(model.train_on_batch(x, y)) for _ in range(steps)]


def fit(
    job: dict[str, Any],
    train: tuple[Array, Array],
    validation: tuple[Array, Array],
    test: Array,
    tell: Callable[..., None] | None = None,
) -> dict[str, Any]:
    """Train a new network, and predict.

    Args:
        job: "architecture", "optimizer", "loss", "metrics", "epochs", "batch_size", and see `begin`.
        train: inputs and targets.
        validation: likewise; may be empty.
        test: inputs.
        tell: is told (epoch, step, numbers) as it goes.

    Returns:
        "predictions" on `test`, "history" by epoch, "losses" (the epoch's running mean after each step).
    """
    model = _model(job)
    model.compile(_optimizer(job), _loss(job), metrics=job["metrics"])
    watch = _Watch(tell)
    held_out = (_inputs(job, validation[0]), _targets(model, validation[1])) if len(validation[0]) else None
    history = model.fit(
        _inputs(job, train[0]), _targets(model, train[1]), batch_size=job["batch_size"], epochs=job["epochs"],
        validation_data=held_out, validation_batch_size=512, verbose=0, callbacks=[watch],
    )  # fmt: skip
    return {
        "predictions": _outputs(model, _inputs(job, test)),
        "history": {name: [float(value) for value in values] for name, values in history.history.items()},
        "losses": np.array(watch.losses),
    }


def begin(device: str, threads: int, seed: int, mixed_precision: bool) -> dict[str, str]:
    """Before anything else: see `backend.prepare`. Tells where it really computes, and with what."""
    backend.prepare(device, threads, seed, mixed_precision)
    return {
        "device": backend.device_name(),
        "keras": str(keras.__version__),
        "backend": str(keras.config.backend()),
    }


def reset(seed: int) -> None:
    """Forget the networks of earlier questions, and draw from this seed; see `begin`."""
    keras.utils.clear_session(free_memory=True)
    keras.utils.set_random_seed(seed)


class _Watch(keras.callbacks.Callback):  # type: ignore[misc]
    """Notes the loss of each step, and tells the host now and then."""

    def __init__(self, tell: Callable[..., None] | None) -> None:
        super().__init__()
        self.tell = tell
        self.losses: list[float] = []
        self.epoch = 0
        self.told = 0.0

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        numbers = {name: float(value) for name, value in (logs or {}).items()}
        self.losses.append(numbers.get("loss", math.nan))
        if self.tell and time.monotonic() - self.told > _TELL_SECONDS:
            self.told = time.monotonic()
            self.tell(self.epoch, len(self.losses), numbers)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self.tell:
            self.tell(epoch, len(self.losses), {name: float(value) for name, value in (logs or {}).items()})


def _model(job: dict[str, Any]) -> Any:
    model = keras.models.model_from_json(_in_precision(job["architecture"]))
    if not isinstance(model, keras.Model):
        raise TypeError("the description is not one of a network")
    return model


def _in_precision(architecture: str) -> str:
    """The architecture under this process's policy: what crosses says float32 in each layer."""
    policy = keras.config.dtype_policy().name
    return architecture if policy == "float32" else json.dumps(_with_policy(json.loads(architecture), policy))


def _with_policy(told: Any, policy: str) -> Any:
    if isinstance(told, list):
        return [_with_policy(part, policy) for part in told]
    if not isinstance(told, dict):
        return told
    changed = {key: _with_policy(part, policy) for key, part in told.items()}
    if told.get("module") == "keras.layers" and told.get("class_name") != "InputLayer":
        changed["config"]["dtype"] = policy
    return changed


def _optimizer(job: dict[str, Any]) -> Any:
    told = job["optimizer"]
    return keras.optimizers.deserialize({"class_name": told["name"], "config": told["config"]})


def _loss(job: dict[str, Any]) -> Any:
    told = job["loss"]
    return keras.losses.deserialize({"class_name": told["name"], "config": told["config"]})


def _inputs(job: dict[str, Any], x: Array) -> Array:
    """Inputs as the network wants them: scaled, and with the axis for channels that images lack."""
    if job["scale"] != 1:
        x = x.astype(np.float32) / np.float32(job["scale"])
    shape = job["input_shape"]
    return x if None in shape else x.reshape(len(x), *shape)


def _called(model: Any, x: Array) -> Array:
    """Its answers when it is simply called; `predict` would overrule a `training=True` inside it."""
    return np.asarray(keras.ops.convert_to_numpy(model(x)))


def _targets(model: Any, y: Array) -> Array:
    """Targets in the shape of the answers, where they have as many numbers: images laid flat, say."""
    shape = [tensor.shape[1:] for tensor in model.outputs]
    if len(shape) != 1 or None in shape[0] or math.prod(shape[0]) != math.prod(y.shape[1:]):
        return y
    return y.reshape(len(y), *shape[0])


def _outputs(model: Any, x: Array) -> Array:
    return np.asarray(model.predict(x, batch_size=min(512, max(len(x), 1)), verbose=0))


def _moved(weight: Any, before: Array) -> dict[str, Any]:
    now = np.array(weight)
    units = now.reshape(-1, now.shape[-1]) if now.ndim > 1 else now[None]
    return {
        "path": str(weight.path),
        "shape": list(now.shape),
        "trainable": bool(weight.trainable),
        "largest": float(np.max(np.abs(before), initial=0)),
        "change": float(np.max(np.abs(now.astype(np.float64) - before), initial=0)),
        "finite": bool(np.isfinite(now).all()),
        "alike": bool(now.ndim > 1 and units.shape[1] > 1 and (units == units[:, :1]).all()),
    }


def _leaves(model: Any) -> list[Any]:
    """The layers, those of nested networks in their place."""
    nested = [_leaves(layer) if isinstance(layer, keras.Model) else [layer] for layer in model.layers]
    return [layer for layers in nested for layer in layers]


def _layer(layer: Any) -> dict[str, Any]:
    output = _shape(layer, "output")
    return {
        "name": str(layer.name),
        "kind": type(layer).__name__,
        "output": output,
        "parameters": int(layer.count_params()),
        "trainable": bool(layer.trainable),
        "macs": _macs(layer, output),
    }


def _shape(layer: Any, which: str) -> list[int | None]:
    """A layer's input or output shape without the batch; [] where it has several."""
    try:
        return list(getattr(layer, which).shape[1:])
    except (AttributeError, ValueError):
        return []


def _macs(layer: Any, output: list[int | None]) -> int:
    """Each weight of a kernel is used once at each place it is put: in space, in time, or only once."""
    weights: int = sum(math.prod(weight.shape) for weight in layer.trainable_weights if len(weight.shape) > 1)
    kind = type(layer).__name__
    if "Conv" in kind:
        places = _shape(layer, "input") if "Transpose" in kind else output
        return weights * _size(places[:-1])
    if kind in ("Dense", "EinsumDense"):
        return weights * _size(output[:-1])
    if kind in ("SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional", "TimeDistributed"):
        return weights * _size(_shape(layer, "input")[:1])
    return 0 if kind == "Embedding" else weights


def _size(shape: list[int | None]) -> int:
    return math.prod(size or 1 for size in shape)
