"""A learner's network as the grader holds it: an architecture, never code and never weights."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import numpy as np

from grader.failure import CheckFailed
from grader.report import Verdict
from grader.sandbox.channel import GuestDied, LearnerError
from grader.sandbox.proxy import Module
from grader.training.architecture import (
    Architecture,
    Compilation,
    NotAllowed,
    read_architecture,
    read_compilation,
)
from grader.training.process import LayerSurvey, Moved, Survey
from grader.training.task import Task

if TYPE_CHECKING:
    from grader.training.session import Trainings

_HANDOVER = '''
import keras
from grader.training import backend

def describe(build, compile=None):
    """A network as data. Where it can be, it is built without memory for its weights."""
    try:
        return backend.without_memory(lambda: _told(build(), compile))
    except Exception:  # learners may do anything while they build; what matters is how it goes for real
        return _told(build(), compile)

def _told(model, compile):
    if not isinstance(model, keras.Model):
        return {"type": type(model).__name__}
    told = {}
    if compile is not None:
        compiled = compile(model)
        model = compiled if isinstance(compiled, keras.Model) else model
        if getattr(model, "optimizer", None) is None:
            return {"type": "a network that is not compiled"}
        told["optimizer"] = keras.optimizers.serialize(model.optimizer)
        loss = model.loss
        told["loss"] = loss if isinstance(loss, str) else keras.losses.serialize(loss)
    return told | {"architecture": model.to_json()}
'''


class Look(msgspec.Struct, frozen=True):
    """A network that has learned nothing yet, asked about some inputs.

    Attributes:
        loss: without regularisation.
        outputs: its answers.
        again: by how much they differ when asked again.
        alone: by how much the first one differs without the others in its batch.
    """

    loss: float
    outputs: np.ndarray[Any, Any]
    again: float
    alone: float


class AnyNetwork(Protocol):
    """A learner's network, of Keras' layers or of their own, as the ladder climbs it."""

    @property
    def functions(self) -> tuple[str, ...]:
        """The names of the learner's functions that it comes from."""

    @property
    def inputs(self) -> list[list[int | None]]:
        """The shapes of its inputs without the batch."""

    @property
    def outputs(self) -> list[list[int | None]]:
        """The shapes of its outputs without the batch."""

    @property
    def parameters(self) -> int:
        """All numbers in its weights."""

    @property
    def macs(self) -> int:
        """Multiplications for one input."""

    def look(self, task: Task) -> Look:
        """It before it has learned anything, on up to 500 examples."""

    def step(self, task: Task) -> list[Moved]:
        """What three steps on a batch of 64 do to each tensor."""

    def overfit(self, task: Task, examples: int, steps: int, rate: float) -> list[float]:
        """The losses of so many steps on one batch, regularisation off."""

    def equals(self, module: Module) -> bool:
        """Whether that module builds the same network."""


class Network:
    """What `lab.network` gives: the network that a function of the submission builds.

    Args:
        trainings: where it can be tried.
        functions: the names of the functions that built and, perhaps, compiled it.
        architecture: what may be given to Keras.
        survey: what Keras makes of it.
        compilation: optimizer and loss, the learner's own or the check's.
    """

    def __init__(
        self,
        trainings: Trainings,
        functions: tuple[str, ...],
        architecture: Architecture,
        survey: Survey,
        compilation: Compilation,
    ) -> None:
        self.functions, self.architecture, self.survey = functions, architecture, survey
        self.compilation = compilation
        self._trainings = trainings

    @property
    def inputs(self) -> list[list[int | None]]:
        """See `AnyNetwork`."""
        return self.survey.inputs

    @property
    def outputs(self) -> list[list[int | None]]:
        """See `AnyNetwork`."""
        return self.survey.outputs

    @property
    def parameters(self) -> int:
        """See `AnyNetwork`."""
        return self.survey.parameters

    @property
    def macs(self) -> int:
        """See `AnyNetwork`."""
        return self.survey.macs

    def look(self, task: Task) -> Look:
        """See `AnyNetwork`."""
        return self._trainings.look(self, task)

    def step(self, task: Task) -> list[Moved]:
        """See `AnyNetwork`."""
        return self._trainings.step(self, task)

    def overfit(self, task: Task, examples: int, steps: int, rate: float) -> list[float]:
        """See `AnyNetwork`."""
        return self._trainings.overfit(self, task, examples, steps, rate)

    def equals(self, module: Module) -> bool:
        """See `AnyNetwork`; only names may differ."""
        mine = self.compilation
        settings = (setting(told["name"], **told["config"]) for told in (mine.optimizer, mine.loss))
        try:
            other = hand_over(module, self.functions, *settings)
        except (CheckFailed, LearnerError, GuestDied):
            return False
        return _fingerprint(*other) == _fingerprint(self.architecture, self.compilation)

    @property
    def layers(self) -> list[LayerSurvey]:
        """Its layers in order, without inputs."""
        return [layer for layer in self.survey.layers if layer.kind != "InputLayer"]


def setting(name: str, **config: Any) -> dict[str, Any]:
    """An optimizer or a loss of Keras by its class name, as checks choose them."""
    return {"class_name": name, "config": config}


def hand_over(
    module: Module, functions: tuple[str, ...], optimizer: dict[str, Any], loss: dict[str, Any]
) -> tuple[Architecture, Compilation]:
    """Let the submission build its network, and take what may be taken of it.

    Args:
        module: the submission.
        functions: the name of the one that builds it, and of the one that compiles it, if asked for.
        optimizer: what it is trained with where it is not.
        loss: likewise.

    Raises:
        CheckFailed: it is no network, or one that is not allowed.
        LearnerError, GuestDied: it could not be built.
    """
    told = module.load(_HANDOVER).describe(*(module[name] for name in functions))
    module.peer.last = build = functions[0]
    if type(told) is not dict or type(told.get("architecture")) is not str:
        raise _no_network(build, told)
    chosen = {key: told.get(key) for key in ("optimizer", "loss")} if len(functions) > 1 else {}
    try:
        return read_architecture(told["architecture"]), read_compilation(
            chosen or {"optimizer": optimizer, "loss": loss}
        )
    except NotAllowed as refused:
        raise CheckFailed(refused.sentence, verdict=Verdict.REFUSED) from None


def _fingerprint(architecture: Architecture, compilation: Compilation) -> str:
    """Equal for networks that differ in names only."""
    told = json.loads(architecture.json)
    names = {name: f"name {number}" for number, name in enumerate(_names(told))}

    def renamed(value: Any) -> Any:
        match value:
            case dict():
                return {key: renamed(part) for key, part in value.items()}
            case list():
                return [renamed(part) for part in value]
            case str():
                return names.get(value, value)
        return value

    return json.dumps([renamed(told), compilation.optimizer, compilation.loss], sort_keys=True)


def _names(told: Any) -> list[str]:
    """The names of models and layers, in the order in which they stand."""
    parts = list(told.values()) if isinstance(told, dict) else told if isinstance(told, list) else []
    own = [told["name"]] if isinstance(told, dict) and isinstance(told.get("name"), str) else []
    return list(dict.fromkeys([*own, *(name for part in parts for name in _names(part))]))


def _no_network(build: str, told: Any) -> CheckFailed:
    kind = told.get("type") if type(told) is dict else None
    what = f"something of type `{kind[:60]}`" if type(kind) is str else "something else"
    if what.endswith("NoneType`"):
        return CheckFailed(f"`{build}` returned nothing: end it with `return model`.")
    return CheckFailed(f"`{build}` should return a Keras model; yours returned {what}.")
