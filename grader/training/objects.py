"""What Keras builds from a name in a configuration: activations, initialisers, penalties, types.

Readers as in `values`; each gives only what is on a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.training import allowed
from grader.training.refusal import quoted
from grader.training.values import Place, Reader, no_arrays, read_config, shown


def activation(place: Place, value: Any) -> str | None:
    """The name of one of Keras' own functions."""
    if value is None or (type(value) is str and value in allowed.ACTIVATIONS):
        return value
    if isinstance(value, dict) and value.get("module") == allowed.LAYER_MODULE:
        kind = quoted(value.get("class_name"))
        raise place.refused(f"is the layer `{kind}`", f"Put `{kind}` after it as a layer of its own.")
    raise place.refused(
        f"must be the name of one of Keras' own activations, not {shown(value)}",
        'Give it as a text such as "relu"; code of your own does not cross with the architecture.',
    )


def initializer(place: Place, value: Any) -> Any:
    """One of Keras' own initialisers, without a seed."""
    return _object(place, value, "keras.initializers", allowed.INITIALIZERS)


def regularizer(place: Place, value: Any) -> Any:
    """One of Keras' own regularisers."""
    return _object(place, value, "keras.regularizers", allowed.REGULARIZERS)


def constraint(place: Place, value: Any) -> Any:
    """One of Keras' own constraints."""
    return _object(place, value, "keras.constraints", allowed.CONSTRAINTS)


def _object(place: Place, value: Any, module: str, kinds: Mapping[str, tuple[str, ...]]) -> Any:
    if value is None:
        return None
    told = {"module": module, "class_name": value} if isinstance(value, str) else value
    if not isinstance(told, dict):
        raise place.refused(f"must be one of {module}, not {shown(value)}", no_arrays(value))
    kind = _kind_of(told.get("class_name"), kinds)
    if kind is None or told.get("module") != module or told.get("registered_name") not in (None, kind):
        raise place.refused(
            f"is {shown(value)}, which is not one of Keras' own",
            f"Use one of {', '.join(kind for kind in kinds if not kind.endswith('Initializer'))}.",
        )
    config = told.get("config") or {}
    if not isinstance(config, dict) or not set(config) <= set(kinds[kind]) or set(told) - _ENVELOPE:
        raise place.refused(f"is a `{kind}` with settings that the grader does not know")
    cleaned = read_config(f"{place.owner} with `{kind}`", config, place.tally, {})
    return {"module": module, "class_name": kind, "config": cleaned, "registered_name": None}


_ENVELOPE = frozenset(("module", "class_name", "config", "registered_name"))


def _kind_of(told: Any, kinds: Mapping[str, tuple[str, ...]]) -> str | None:
    """The class that is meant by its own name or by the one that learners write: he_normal."""
    plain = told.replace("_", "").lower() if isinstance(told, str) else None
    return next((kind for kind in kinds if kind.lower() == plain), None)


def dtype(place: Place, value: Any) -> str | None:
    """The name of a type that is computed in: float32, or what inputs may have."""
    config = value.get("config") if isinstance(value, dict) else None
    if isinstance(config, dict) and (value.get("module"), value.get("class_name")) == (
        "keras",
        "DTypePolicy",
    ):
        told = config.get("name")
    else:
        told = value
    if told is None or (type(told) is str and told in allowed.DTYPES):
        return told
    if type(told) is str and told.startswith(("mixed_", "float", "bfloat")):
        raise place.refused(
            f"is {quoted(told)}: the grader computes in float32, and in mixed precision only where the "
            "exercise asks for it",
            "Leave the dtype and the global policy at float32.",
        )
    raise place.refused(f"must be float32, not {shown(told)}", "Leave it at Keras' default.")


READERS: dict[str, Reader] = {
    reader.__name__: reader for reader in (activation, initializer, regularizer, constraint, dtype)
}
