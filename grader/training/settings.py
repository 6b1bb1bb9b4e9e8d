"""How a network of the learner's own layers is to be trained: what they wrote into their CONFIG."""

from __future__ import annotations

import math
from typing import Any, Literal, get_args

import msgspec
import numpy as np

from grader.failure import CheckFailed

Optimizer = Literal["sgd", "momentum", "adam"]
_MOST = 1_000_000  # epochs, examples in a batch


class Settings(msgspec.Struct, frozen=True):
    """The loop's settings.

    Attributes:
        epochs: passes over the training data.
        batch_size: examples a step.
        optimizer: which rule turns gradients into new parameters.
        lr: its learning rate.
        weight_decay: adds weight_decay · W to the gradient of each weight (names ending in "W…"), of no bias.
        dropout: the probability with which each input number is dropped in a training step.
        shuffle: a new random order each epoch; else the order of the data, which is sorted by class.
    """

    epochs: int
    batch_size: int
    optimizer: Optimizer
    lr: float
    weight_decay: float
    dropout: float
    shuffle: bool


def read_settings(name: str, told: Any) -> Settings:
    """What a learner's dict of that name says.

    Raises:
        CheckFailed: something in it is missing, unknown, or no such setting.
    """
    if type(told) is not dict:
        raise CheckFailed(f"`{name}` should be a dict, such as {{'epochs': 30, …}}.")
    keys = Settings.__struct_fields__
    for key in keys:
        if key not in told:
            raise CheckFailed(f"`{name}` has no key '{key}': it needs {_listed(keys)}.")
    for key in told:
        if key not in keys:
            raise CheckFailed(
                f"`{name}` has the key {key!r:.60}, which means nothing here: it needs {_listed(keys)}."
            )
    values = {key: value.item() if isinstance(value, np.generic) else value for key, value in told.items()}
    for key, value in values.items():
        what, holds = _RULES[key]
        if not holds(value):
            raise CheckFailed(f"`{name}['{key}']` should be {what}; yours is {value!r:.60}.")
    return Settings(**values)


def _listed(keys: tuple[str, ...]) -> str:
    return ", ".join(keys[:-1]) + f" and {keys[-1]}"


def _is_count(value: Any) -> bool:
    return type(value) is int and 1 <= value <= _MOST


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)


_RULES: dict[str, tuple[str, Any]] = {
    "epochs": ("a whole number from 1 on", _is_count),
    "batch_size": ("a whole number from 1 on", _is_count),
    "optimizer": ("'sgd', 'momentum' or 'adam'", lambda value: value in get_args(Optimizer)),
    "lr": ("a number above 0", lambda value: _is_number(value) and value > 0),
    "weight_decay": ("a number, 0 or more", lambda value: _is_number(value) and value >= 0),
    "dropout": ("a number from 0 to less than 1", lambda value: _is_number(value) and 0 <= value < 1),
    "shuffle": ("True or False", lambda value: type(value) is bool),
}
