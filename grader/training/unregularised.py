"""The same network with nothing that keeps it from learning a batch by heart."""

from __future__ import annotations

from typing import Any

# By what they add or leave out at random while training; at 0 they do nothing.
_TO_ZERO = {
    **dict.fromkeys(("Dropout", "AlphaDropout", "GaussianDropout"), ("rate",)),
    **dict.fromkeys(("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"), ("rate",)),
    "GaussianNoise": ("stddev",),
}
_ANYWHERE = ("dropout", "recurrent_dropout")


def unregularised(told: Any) -> Any:
    """A cleaned configuration without penalties, dropout, noise and augmentation; the weights stay the same.

    Args:
        told: a model, or any part of one, as `read_architecture` writes it.
    """
    if isinstance(told, list):
        return [unregularised(item) for item in told]
    if not isinstance(told, dict):
        return told
    changed = {key: unregularised(value) for key, value in told.items()}
    if told.get("module") == "keras.layers":
        kind = told["class_name"]
        changed["config"] = _calm(kind, changed["config"])
        if kind.startswith("Random") or kind == "ActivityRegularization":
            return _handing_on(changed)
    return changed


def _calm(kind: str, config: dict[str, Any]) -> dict[str, Any]:
    zero = (*_TO_ZERO.get(kind, ()), *_ANYWHERE)
    return {
        key: None if key.endswith("_regularizer") else 0.0 if key in zero else value
        for key, value in config.items()
    }


def _handing_on(told: dict[str, Any]) -> dict[str, Any]:
    """A layer that gives what it gets; a random crop still crops, but always in the middle."""
    cropped = ("height", "width", "data_format") if told["class_name"] == "RandomCrop" else ()
    kept = ("name", "trainable", "dtype", *cropped)
    changed = {
        **told,
        "class_name": "CenterCrop" if cropped else "Identity",
        "config": {key: value for key, value in told["config"].items() if key in kept},
    }
    if "inbound_nodes" in told:  # neither of the two is told whether it trains
        changed["inbound_nodes"] = [
            {**call, "kwargs": {key: value for key, value in call["kwargs"].items() if key != "training"}}
            for call in told["inbound_nodes"]
        ]
    return changed
