"""How the layers of a functional model are called: which tensors go in, and which arguments beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.training.entries import Entry
from grader.training.objects import dtype
from grader.training.refusal import NotAllowed, cannot, quoted
from grader.training.values import Place, Tally, shape

_ARGUMENTS = frozenset(
    (
        *("inputs", "training", "mask", "initial_state", "sequence", "sequences"),
        *("query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask"),
        *("return_attention_scores", "use_causal_mask", "constant_values"),
    )
)
_RESERVED = frozenset(("class_name", "config", "module", "registered_name"))


@dataclass(frozen=True)
class Calls:
    """Reads the calls of one model's layers.

    Attributes:
        names: how often each layer of the model is called.
        tally: of the network.
    """

    names: Mapping[str, int]
    tally: Tally

    def read(self, entry: Entry) -> list[dict[str, Any]]:
        """The calls that lead to one layer.

        Raises:
            NotAllowed: an unknown argument, a value that is no tensor, number or flag, or a tensor of a
                layer that is not there.
        """
        if not isinstance(entry.calls, list):
            raise cannot(entry.owner, "it does not say what it is called on", "Send model.to_json().")
        return [self._call(entry, call) for call in entry.calls]

    def _call(self, entry: Entry, call: Any) -> dict[str, Any]:
        if not isinstance(call, dict) or call.keys() != {"args", "kwargs"}:
            raise cannot(entry.owner, "a call of it is not written as Keras 3 does", "Send model.to_json().")
        args, kwargs = call["args"], call["kwargs"]
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise cannot(entry.owner, "a call of it has no list of arguments")
        if unknown := next(iter(kwargs.keys() - _ARGUMENTS), None):
            raise cannot(entry.owner, f'it is called with the argument "{quoted(unknown)}"', "Leave it out.")
        return {
            "args": [self._value(entry, arg) for arg in args],
            "kwargs": {key: self._value(entry, value) for key, value in kwargs.items()},
        }

    def _value(self, entry: Entry, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(entry, item) for item in value]
        if isinstance(value, dict):
            return self._object(entry, value)
        if type(value) in (int, float):
            self.tally.count(value)
        elif value is not None and type(value) is not bool:
            raise cannot(entry.owner, f"it is called with {quoted(repr(value))}, which is no tensor")
        return value

    def _object(self, entry: Entry, value: dict[str, Any]) -> dict[str, Any]:
        kind, config = value.get("class_name"), value.get("config")
        if not value.keys() & _RESERVED:
            return {key: self._value(entry, item) for key, item in value.items()}
        if value.keys() == {"class_name", "config"} and isinstance(config, dict):
            if kind == "__keras_tensor__":
                return {"class_name": kind, "config": self._tensor(entry, config)}
            if entry.kind == "GetItem" and kind == "__slice__" and config.keys() == {"start", "stop", "step"}:
                return {"class_name": kind, "config": _bounds(entry, config)}
            if entry.kind == "GetItem" and kind == "__ellipsis__" and not config:
                return {"class_name": kind, "config": {}}
        raise self._foreign(entry, kind)

    def _foreign(self, entry: Entry, kind: Any) -> NotAllowed:
        if kind in ("__numpy__", "__tensor__"):
            return cannot(
                entry.owner,
                "it is called with an array of numbers, and weights do not cross",
                "Compute it from the input, or let a layer learn it.",
            )
        return cannot(entry.owner, f"it is called with `{quoted(kind)}`, which is no tensor of the network")

    def _tensor(self, entry: Entry, config: dict[str, Any]) -> dict[str, Any]:
        if config.keys() != {"shape", "dtype", "keras_history"}:
            raise cannot(entry.owner, "it is called on a tensor that is not written as Keras does")
        place = Place(entry.owner, "shape")
        return {
            "shape": shape(place, config["shape"]),
            "dtype": dtype(Place(entry.owner, "dtype"), config["dtype"]),
            "keras_history": self.tensor(entry.owner, config["keras_history"]),
        }

    def tensor(self, owner: str, told: Any) -> list[Any]:
        """A tensor by its history: [the layer's name, which call of it, which output].

        Raises:
            NotAllowed: it is not the output of a layer of this model.
        """
        if (
            not isinstance(told, list)
            or [type(part) for part in told] != [str, int, int]
            or told[0] not in self.names
            or not 0 <= told[1] <= self.names[told[0]]
            or told[2] < 0
        ):
            what = told[0] if isinstance(told, list) and told else told
            raise cannot(owner, f'it uses a tensor of "{quoted(what)}", which is not in the model')
        return told

    def structure(self, owner: str, told: Any) -> Any:
        """The inputs or outputs of the model: tensors in lists and dicts.

        Raises:
            NotAllowed: something else is among them.
        """
        if isinstance(told, dict) and not told.keys() & _RESERVED:
            return {key: self.structure(owner, item) for key, item in told.items()}
        if isinstance(told, list) and told and not isinstance(told[0], str):
            return [self.structure(owner, item) for item in told]
        return self.tensor(owner, told)


def _bounds(entry: Entry, config: dict[str, Any]) -> dict[str, int | None]:
    for key, value in config.items():
        if value is not None and type(value) is not int:
            raise Place(entry.owner, key).refused("must be a whole number")
    return config
