"""A network as it crosses from a guest: its architecture, never code and never weights.

What a guest sends is read within bounds, held against the lists in `allowed`, and written anew: only what
was understood is in the text that Keras gets.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec

from grader.training import allowed, objects
from grader.training.bounded import parse
from grader.training.calls import Calls
from grader.training.compilation import Compilation, read_compilation
from grader.training.entries import Entry, read_entry
from grader.training.refusal import NotAllowed, cannot, quoted
from grader.training.unregularised import unregularised
from grader.training.values import Place, Tally, name, read_config, shape

__all__ = ["Architecture", "Compilation", "Layer", "NotAllowed", "read_architecture", "read_compilation"]

MAX_LAYERS = 500
MAX_CALLS = 2_000
_MAX_NESTING = 6
_MAX_CELLS = 16

_INPUT = "Begin with keras.Input(shape=…)."
_RETURN = "Return a keras.Sequential or a keras.Model(inputs, outputs)."


class Layer(msgspec.Struct, frozen=True):
    """A layer or an operation of a network.

    Attributes:
        name: its name, unique in the model that it is in.
        kind: its class in Keras: "Dense".
        config: its configuration, cleaned.
    """

    name: str
    kind: str
    config: dict[str, Any]


class Architecture(msgspec.Struct, frozen=True):
    """A network that Keras may build.

    Attributes:
        json: for keras.models.model_from_json, in a canonical form.
        unregularised: likewise, without penalties, dropout, noise and augmentation.
        layers: in order, those of nested models and wrappers in their place.
    """

    json: str
    unregularised: str
    layers: list[Layer]

    @property
    def digest(self) -> str:
        """Equal for networks that differ in names only."""
        text = json.dumps(_nameless(self.json), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _nameless(text: str) -> Any:
    """A description with the names of models and layers replaced by numbers, in the order they stand in."""
    told = json.loads(text)
    numbers = {name: number for number, name in enumerate(_names_in(told))}

    def renamed(value: Any, is_name: bool = False) -> Any:
        match value:
            case dict():
                return {key: renamed(part, is_name or key in _NAMING) for key, part in value.items()}
            case list():
                return [renamed(part, is_name) for part in value]
            case str() if is_name:
                return numbers.get(value, value)
        return value

    return renamed(told)


_NAMING = ("name", "keras_history", "input_layers", "output_layers")


def _names_in(told: Any) -> list[str]:
    parts = list(told.values()) if isinstance(told, dict) else told if isinstance(told, list) else []
    own = [told["name"]] if isinstance(told, dict) and isinstance(told.get("name"), str) else []
    return list(dict.fromkeys([*own, *(name for part in parts for name in _names_in(part))]))


def read_architecture(text: object) -> Architecture:
    """What a guest's model.to_json() describes.

    Args:
        text: as it came.

    Raises:
        NotAllowed: anything in it is not Keras' own, or too much.
    """
    network = _Network()
    told = network.whole(parse(text))
    return Architecture(_canonical(told), _canonical(unregularised(told)), network.layers)


def _canonical(told: dict[str, Any]) -> str:
    return json.dumps(told, sort_keys=True, allow_nan=False)


class _Network:
    def __init__(self) -> None:
        self.layers: list[Layer] = []
        self.tally = Tally()

    def whole(self, told: Any) -> dict[str, Any]:
        """The cleaned model that is not inside another."""
        if not isinstance(told, dict) or not isinstance(told.get("class_name"), str):
            raise NotAllowed(f"The architecture is no model. {_RETURN}")
        module, kind = told.get("module"), told["class_name"]
        if (module, kind) in (allowed.SEQUENTIAL, allowed.FUNCTIONAL):
            return self._top(read_entry(told))
        what = f"{quoted(module)}.{quoted(kind)}" if module else "a class of your own"
        raise cannot(
            f"`{quoted(kind)}`",
            f"it is {what}, and the grader rebuilds your network from Keras' own layers",
            _RETURN,
        )

    def _top(self, entry: Entry) -> dict[str, Any]:
        cleaned, _ = self.model(entry, 0)
        if not any(layer["class_name"] == "InputLayer" for layer in cleaned["config"]["layers"]):
            raise cannot(entry.owner, "it has no Input, so the sizes of its weights are not known", _INPUT)
        return cleaned

    def model(self, entry: Entry, nesting: int) -> tuple[dict[str, Any], int]:
        """The cleaned model and how many calls of layers one call of it makes."""
        if nesting > _MAX_NESTING:
            raise cannot(entry.owner, f"models and wrappers are nested more than {_MAX_NESTING} deep")
        unknown = entry.config.keys() - _MODEL_KEYS[entry.kind]
        if unknown or not isinstance(entry.config.get("layers"), list) or not entry.config["layers"]:
            what = f'it has the key "{quoted(min(unknown))}"' if unknown else "it has no layers"
            raise cannot(entry.owner, what, "Send model.to_json() as Keras wrote it.")
        of_kind = self._sequential if entry.kind == "Sequential" else self._functional
        config, calls = of_kind(entry, nesting)
        if calls > MAX_CALLS:
            raise cannot(
                entry.owner, f"one pass through it calls more than {MAX_CALLS:,} layers", "Use fewer."
            )
        return _written(entry, {"name": _name(entry), **config}), calls

    def _sequential(self, entry: Entry, nesting: int) -> tuple[dict[str, Any], int]:
        children = [read_entry(told) for told in entry.config["layers"]]
        _names(entry, children)
        read = []
        for position, child in enumerate(children):
            if child.is_operation or (child.kind == "InputLayer" and position):
                raise cannot(child.owner, "it stands where a Sequential has only layers", _RETURN)
            read.append(self.child(child, nesting))
        config: dict[str, Any] = {"layers": [cleaned for cleaned, _ in read]}
        if entry.config.get("build_input_shape") is not None:
            place = Place(entry.owner, "build_input_shape")
            config["build_input_shape"] = shape(place, entry.config["build_input_shape"])
        return config, sum(calls for _, calls in read)

    def _functional(self, entry: Entry, nesting: int) -> tuple[dict[str, Any], int]:
        children = [read_entry(told) for told in entry.config["layers"]]
        calls = Calls(_names(entry, children), self.tally)
        layers, passes = [], 0
        for child in children:
            cleaned, cost = self.child(child, nesting)
            nodes = calls.read(child)
            passes += cost * max(1, len(nodes))
            layers.append({**cleaned, "name": child.name, "inbound_nodes": nodes})
        ends = {
            key: calls.structure(entry.owner, entry.config.get(key))
            for key in ("input_layers", "output_layers")
        }
        trainable = entry.config.get("trainable") is not False
        return {"trainable": trainable, "layers": layers, **ends}, passes

    def child(self, entry: Entry, nesting: int) -> tuple[dict[str, Any], int]:
        """A layer, operation or model inside another, and how many calls one call of it makes."""
        if entry.is_model:
            return self.model(entry, nesting + 1)
        if len(self.layers) >= MAX_LAYERS:
            raise NotAllowed(f"The architecture has more than {MAX_LAYERS} layers: use fewer.")
        index = len(self.layers)
        self.layers.append(Layer(entry.name, entry.kind, {}))  # before what it wraps
        inside = _Inside(self, nesting + 1)
        readers = {**objects.READERS, "layer": inside.layer, "cells": inside.cells}
        config = read_config(entry.owner, entry.config, self.tally, readers)
        self.layers[index] = Layer(entry.name, entry.kind, config)
        return _written(entry, config), 1 + inside.calls


class _Inside:
    """Reads what a wrapper wraps."""

    def __init__(self, network: _Network, nesting: int) -> None:
        self.network, self.nesting = network, nesting
        self.calls = 0

    def layer(self, place: Place, value: Any) -> Any:
        """The cleaned layer or cell."""
        if value is None and place.key == "backward_layer":
            return None
        entry = read_entry(value)
        if entry.is_operation or entry.kind == "InputLayer":
            raise place.refused(f"is `{quoted(entry.kind)}`, which is no layer to wrap")
        if (place.key in ("cell", "cells")) != (entry.kind in allowed.CELLS):
            raise place.refused(
                f"is `{quoted(entry.kind)}`", "Cells go into keras.layers.RNN, and only cells do."
            )
        if self.nesting > _MAX_NESTING:
            raise cannot(place.owner, f"models and wrappers are nested more than {_MAX_NESTING} deep")
        cleaned, calls = self.network.child(entry, self.nesting)
        self.calls += calls
        return cleaned

    def cells(self, place: Place, value: Any) -> list[Any]:
        """The cleaned cells of a stack."""
        if not isinstance(value, list) or not 0 < len(value) <= _MAX_CELLS:
            raise place.refused(f"must be a list of 1 to {_MAX_CELLS} cells")
        return [self.layer(place, cell) for cell in value]


_MODEL_KEYS = {
    "Sequential": {"name", "trainable", "dtype", "layers", "build_input_shape"},
    "Functional": {"name", "trainable", "dtype", "layers", "input_layers", "output_layers"},
}


def _names(model: Entry, children: list[Entry]) -> dict[str, int]:
    """How many calls lead to each layer of a model, by its name."""
    calls: dict[str, int] = {}
    for child in children:
        if _name(child) in calls:
            raise cannot(model.owner, f'two of its layers are called "{quoted(child.name)}"', "Rename one.")
        calls[child.name] = len(child.calls) if isinstance(child.calls, list) else 0
    return calls


def _name(entry: Entry) -> str:
    return name(Place(entry.owner, "name"), entry.name)


def _written(entry: Entry, config: dict[str, Any]) -> dict[str, Any]:
    return {"module": entry.module, "class_name": entry.kind, "config": config, "registered_name": None}
