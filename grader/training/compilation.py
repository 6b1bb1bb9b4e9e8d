"""How a learner compiled a network: optimizer and loss, held against lists as the architecture is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from grader.training.bounded import check
from grader.training.refusal import NotAllowed, cannot, quoted

_COMMON = (
    *("learning_rate", "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema"),
    *("ema_momentum", "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps"),
)
_BETAS = (*_COMMON, "beta_1", "beta_2", "epsilon")
_REGULARISED = (
    *("l1_regularization_strength", "l2_regularization_strength", "l2_shrinkage_regularization_strength"),
)
OPTIMIZERS = {
    "SGD": (*_COMMON, "momentum", "nesterov"),
    "RMSprop": (*_COMMON, "rho", "momentum", "epsilon", "centered"),
    **dict.fromkeys(("Adam", "AdamW"), (*_BETAS, "amsgrad")),
    **dict.fromkeys(("Adamax", "Nadam"), _BETAS),
    "Adagrad": (*_COMMON, "initial_accumulator_value", "epsilon"),
    "Adadelta": (*_COMMON, "rho", "epsilon"),
    "Adafactor": (*_COMMON, "beta_2_decay", "epsilon_1", "epsilon_2", "clip_threshold", "relative_step"),
    "Ftrl": (*_COMMON, "learning_rate_power", "initial_accumulator_value", "beta", *_REGULARISED),
    "Lion": (*_COMMON, "beta_1", "beta_2"),
}
SCHEDULES = {
    "CosineDecay": ("initial_learning_rate", "decay_steps", "alpha", "warmup_target", "warmup_steps"),
    "CosineDecayRestarts": ("initial_learning_rate", "first_decay_steps", "t_mul", "m_mul", "alpha"),
    **dict.fromkeys(
        ("ExponentialDecay", "InverseTimeDecay"),
        ("initial_learning_rate", "decay_steps", "decay_rate", "staircase"),
    ),
    "PiecewiseConstantDecay": ("boundaries", "values"),
    "PolynomialDecay": ("initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle"),
}

# What a loss has that is given by its name alone.
_USUAL = {"reduction": "sum_over_batch_size", "from_logits": False}
_PLAIN = ("reduction",)
_CROSSENTROPY = ("reduction", "from_logits", "label_smoothing", "axis")
LOSSES = {
    **dict.fromkeys(
        (
            *("MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError"),
            *("MeanSquaredLogarithmicError", "KLDivergence", "Poisson", "LogCosh"),
            *("Hinge", "SquaredHinge", "CategoricalHinge"),
        ),
        _PLAIN,
    ),
    "Huber": (*_PLAIN, "delta"),
    **dict.fromkeys(("CosineSimilarity", "Dice"), (*_PLAIN, "axis")),
    "Tversky": (*_PLAIN, "alpha", "beta", "axis"),
    **dict.fromkeys(("BinaryCrossentropy", "CategoricalCrossentropy"), _CROSSENTROPY),
    "BinaryFocalCrossentropy": (*_CROSSENTROPY, "apply_class_balancing", "alpha", "gamma"),
    "CategoricalFocalCrossentropy": (*_CROSSENTROPY, "alpha", "gamma"),
    "SparseCategoricalCrossentropy": (*_PLAIN, "from_logits", "ignore_class", "axis"),
}
_SHORT = {
    "mse": "MeanSquaredError",
    "mae": "MeanAbsoluteError",
    "mape": "MeanAbsolutePercentageError",
    "msle": "MeanSquaredLogarithmicError",
    "bce": "BinaryCrossentropy",
    "kld": "KLDivergence",
}
_REDUCTIONS = (None, "none", "sum", "mean", "sum_over_batch_size", "mean_with_sample_weight")
_DROPPED = frozenset(("name", "dtype"))
_ENVELOPE = frozenset(
    (
        "module",
        "class_name",
        "config",
        "registered_name",
        "compile_config",
        "build_config",
        "shared_object_id",
    )
)


# One of Keras' own optimizers or losses: "name", its class, and "config", what its from_config may get.
Chosen = dict[str, Any]


class Compilation(msgspec.Struct, frozen=True):
    """What a network is trained with.

    Attributes:
        optimizer: of keras.optimizers.
        loss: of keras.losses.
    """

    optimizer: Chosen
    loss: Chosen


def read_compilation(told: Mapping[str, Any]) -> Compilation:
    """What a guest says it compiled.

    Args:
        told: "optimizer" and "loss", each a name, what Keras serialised, or what this function gave before;
            other keys are not read.

    Raises:
        NotAllowed: one of them is missing, or not Keras' own.
    """
    optimizer, loss = told.get("optimizer"), told.get("loss")
    for value in (optimizer, loss):
        check(value)
    return Compilation(
        _chosen("optimizer", optimizer, "keras.optimizers", OPTIMIZERS),
        _chosen("loss", _single(loss), "keras.losses", LOSSES),
    )


def _single(loss: Any) -> Any:
    """The only one of several losses, which come in a list or by the outputs' names."""
    losses = loss
    if isinstance(loss, dict) and not loss.keys() & {"class_name", "config"}:
        losses = list(loss.values())
    if not isinstance(losses, (list, tuple)):
        return loss
    if len(losses) != 1:
        raise NotAllowed(f"Your network is compiled with {len(losses)} losses: give it one loss.")
    return losses[0]


def _chosen(what: str, told: Any, module: str, kinds: Mapping[str, tuple[str, ...]]) -> Chosen:
    """The class that is meant, with its settings."""
    if told is None:
        raise NotAllowed(f"Your network is compiled without {what}: give model.compile one.")
    told = {"class_name": told} if isinstance(told, str) else told
    if not isinstance(told, dict):
        raise _foreign(what, told, module)
    if told.keys() == {"name", "config"}:
        told = {"class_name": told["name"], "config": told["config"]}
    if told.get("class_name") == "function" and told.get("module") in ("builtins", module):
        told = {"class_name": told.get("config")}
    kind, config = _kind(told.get("class_name"), kinds), told.get("config") or {}
    if kind is None or told.get("module", module) != module or not isinstance(config, dict):
        raise _foreign(what, told, module)
    if told.get("registered_name") not in (None, kind) or told.keys() - _ENVELOPE:
        raise _foreign(what, told, module)
    settings = _settings(f"Your {what} `{kind}`", config, kinds[kind])
    usual = {key: value for key, value in _USUAL.items() if key in kinds[kind] and what == "loss"}
    return {"name": kind, "config": usual | settings}


def _kind(told: Any, kinds: Mapping[str, tuple[str, ...]]) -> str | None:
    """By the class or by the names that compile takes: "sgd", "mse", "mean_squared_error"."""
    if not isinstance(told, str):
        return None
    plain = told.replace("_", "").lower()
    short = _SHORT.get(plain, plain).lower()
    return next((kind for kind in kinds if kind.lower() == short), None)


def _foreign(what: str, told: Any, module: str) -> NotAllowed:
    name = told.get("class_name") if isinstance(told, dict) else told
    if name == "__lambda__" or not isinstance(name, str):
        name = "code"
    return cannot(
        f"Your {what} `{quoted(name)}`",
        f"the grader trains with the ones of {module} alone",
        "Use one of Keras' own, by its name or its class.",
    )


def _settings(owner: str, config: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    for key in config:
        if key not in keys and key not in _DROPPED:
            raise cannot(owner, f"it has the setting `{quoted(key)}`, which the grader does not know")
    return {key: _setting(owner, key, config[key]) for key in keys if key in config}


def _setting(owner: str, key: str, value: Any) -> Any:
    if key == "learning_rate":
        return _learning_rate(owner, value)
    if key == "reduction":
        if value not in _REDUCTIONS:
            raise cannot(owner, f"its reduction is {quoted(repr(value))}")
        return value
    if key in ("boundaries", "values", "axis") and isinstance(value, (list, tuple)):
        return [_number(owner, key, item) for item in value]
    return _number(owner, key, value)


def _learning_rate(owner: str, value: Any) -> Any:
    """A number, as the learner wrote it: Keras keeps it in float32, so that 0.01 arrives with an error."""
    if isinstance(value, dict):
        module = "keras.optimizers.schedules"
        schedule = _chosen("learning rate", value, module, SCHEDULES)
        return {
            "module": module,
            "class_name": schedule["name"],
            "config": schedule["config"],
            "registered_name": None,
        }
    number = _number(owner, "learning_rate", value)
    return float(f"{number:.6g}") if type(number) is float else number


def _number(owner: str, key: str, value: Any) -> float | bool | None:
    if value is not None and type(value) not in (bool, int, float):
        raise cannot(owner, f"its `{key}` is {quoted(repr(value))}, not a number")
    return value  # type: ignore[no-any-return]
