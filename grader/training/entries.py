"""One object of a configuration, as Keras writes it: module, class_name, config, registered_name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.training import allowed
from grader.training.refusal import NotAllowed, cannot, quoted

_KEYS = frozenset(("module", "class_name", "config", "registered_name", "name", "inbound_nodes"))
_KERAS_LAYER = "Use a Keras layer instead."


@dataclass(frozen=True)
class Entry:
    """A layer, an operation or a model that is on the lists.

    Attributes:
        module: where Keras has it.
        kind: its class.
        name: its name in the model; "" where Keras is to choose one.
        config: its configuration, not yet read.
        calls: the calls that lead to it in a functional model, not yet read; None in other places.
    """

    module: str
    kind: str
    name: str
    config: dict[str, Any]
    calls: Any

    @property
    def owner(self) -> str:
        """It, as a sentence names it."""
        return _owner(self.kind, self.name)

    @property
    def is_model(self) -> bool:
        """Whether it holds layers in an order or a graph of its own."""
        return (self.module, self.kind) in (allowed.SEQUENTIAL, allowed.FUNCTIONAL)

    @property
    def is_operation(self) -> bool:
        """Whether it is arithmetic on tensors rather than a layer."""
        return (self.module, self.kind) in allowed.OPERATIONS


def read_entry(value: Any) -> Entry:
    """Find an object on the lists.

    Raises:
        NotAllowed: it is none of Keras' own layers, operations and models, or not written as Keras does.
    """
    if not isinstance(value, dict):
        raise NotAllowed("The architecture has something in the place of a layer: send model.to_json().")
    kind, config = value.get("class_name"), value.get("config")
    owner = _owner(kind, _name(value, config))
    _check_origin(owner, kind, value)
    if not isinstance(config, dict):
        raise cannot(owner, "it has no configuration")
    if unknown := next(iter(value.keys() - _KEYS), None):
        raise cannot(owner, f'it has the key "{quoted(unknown)}", which Keras does not write')
    if "name" in value and config.get("name", value["name"]) != value["name"]:
        raise cannot(owner, "it has two different names")
    return Entry(
        value["module"], value["class_name"], _name(value, config), config, value.get("inbound_nodes")
    )


def _owner(kind: Any, name: str) -> str:
    what = "model" if kind in ("Sequential", "Functional") else "layer"
    return f"`{quoted(kind)}`" + (f' ({what} "{quoted(name)}")' if name else "")


def _name(value: dict[str, Any], config: Any) -> str:
    told = value.get("name", config.get("name") if isinstance(config, dict) else None)
    return told if isinstance(told, str) else ""


def _check_origin(owner: str, kind: Any, value: dict[str, Any]) -> None:
    """Module and class must be a pair of the lists, and the registered name no other object's."""
    module, registered = value.get("module"), value.get("registered_name")
    if kind in ("__lambda__", "function"):
        raise cannot(owner, "it is code, and only Keras' own layers cross", _KERAS_LAYER)
    if "module" not in value:
        raise cannot(owner, "it comes without a module", "Send model.to_json() as Keras wrote it.")
    listed = type(module) is str and type(kind) is str and _is_listed(module, kind)
    if not listed:
        raise _unlisted(owner, kind, module)
    if registered is not None and registered != kind:
        raise cannot(
            owner, f'it is registered as "{quoted(registered)}", a class of somebody\'s own', _KERAS_LAYER
        )


def _is_listed(module: str, kind: str) -> bool:
    return (
        (module == allowed.LAYER_MODULE and kind in allowed.LAYERS)
        or (module, kind) in allowed.OPERATIONS
        or (module, kind) in (allowed.SEQUENTIAL, allowed.FUNCTIONAL)
    )


def _unlisted(owner: str, kind: Any, module: Any) -> NotAllowed:
    if type(kind) is str and kind in allowed.REFUSED:
        return cannot(owner, *allowed.REFUSED[kind])
    if type(module) is str and (module == "keras" or module.startswith("keras.")):
        return cannot(owner, f"{quoted(module)}.{quoted(kind)} is not on the grader's list", _KERAS_LAYER)
    origin = f"it comes from {quoted(module)}" if module else "it is a class of your own"
    return cannot(
        owner, f"{origin}, and the grader rebuilds your network from Keras' own layers", _KERAS_LAYER
    )
