"""A learner's network as the grader holds it: an architecture, never code and never weights."""

from __future__ import annotations

from collections.abc import Callable
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
from grader.training.described import Described, line
from grader.training.process import LayerSurvey, Moved, Survey
from grader.training.task import Task

if TYPE_CHECKING:
    from grader.training.session import Trainings

_HANDOVER = '''
import keras
from grader.training import backend

def described(build):
    """A network as data; where it can be, it is built without memory for its weights."""
    try:
        return backend.without_memory(lambda: _told(build()))
    except Exception:  # learners may do anything while they build; what matters is how it goes for real
        return _told(build())

def compiled(build, compile):
    """The same, and how it is compiled; optimizers cannot be made without memory."""
    model = build()
    result = compile(model)
    model = result if isinstance(result, keras.Model) else model
    if getattr(model, "optimizer", None) is None:
        return {"compiled": False}
    loss = model.loss
    if isinstance(loss, type):
        raise TypeError(f"the loss is the class {loss.__name__}, not one of its objects: put () behind it")
    return _told(model) | {
        "optimizer": keras.optimizers.serialize(model.optimizer),
        "loss": loss if isinstance(loss, str) else keras.losses.serialize(loss),
    }

def _told(model):
    if not isinstance(model, keras.Model):
        return {"type": type(model).__name__}
    return {"architecture": model.to_json()}
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
        """It before it has learned anything, on up to 256 examples."""

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
        optimizer, loss = (setting(told["name"], **told["config"]) for told in (mine.optimizer, mine.loss))
        try:
            other = hand_over(module, self.functions, optimizer, loss)
        except (CheckFailed, LearnerError, GuestDied):
            return False
        return other[0].digest == self.architecture.digest and other[1] == self.compilation

    @property
    def layers(self) -> list[LayerSurvey]:
        """Its layers in order, without inputs."""
        return [layer for layer in self.survey.layers if layer.kind != "InputLayer"]

    @property
    def lines(self) -> list[str]:
        """A sentence's worth of each layer, equal exactly where the layers are."""
        configs = {layer.name: layer.config for layer in self.architecture.layers}
        return [line(layer, configs.get(layer.name, {})) for layer in self.layers]

    def described(self) -> Described:
        """It as far as another is compared with it."""
        return Described(
            self.lines, self.compilation, self.layers, self.inputs, self.outputs, self.parameters, self.macs
        )


def setting(name: str, **config: Any) -> dict[str, Any]:
    """An optimizer or a loss of Keras by its class name, as checks choose them."""
    return {"class_name": name, "config": config}


def hand_over(
    module: Module,
    functions: tuple[str, ...],
    optimizer: dict[str, Any],
    loss: dict[str, Any],
    admit: Callable[[Architecture], object] = lambda architecture: None,
) -> tuple[Architecture, Compilation]:
    """Let the submission build its network, and take what may be taken of it.

    Args:
        module: the submission.
        functions: the name of the one that builds it, and of the one that compiles it, if asked for.
        optimizer: what it is trained with where it is not.
        loss: likewise.
        admit: raises where a network is too large; asked before one is built for real.

    Raises:
        CheckFailed: it is no network, or one that is not allowed.
        LearnerError, GuestDied: it could not be built.
    """
    helper, build = module.load(_HANDOVER), module[functions[0]]
    told = _called(module, functions[0], lambda: helper.described(build))
    architecture = _architecture(functions, told)
    admit(architecture)
    if len(functions) > 1:
        both = [module[name] for name in functions]
        told = _called(module, functions[-1], lambda: helper.compiled(*both))
        architecture = _architecture(functions, told)
        optimizer, loss = told.get("optimizer"), told.get("loss")
    try:
        return architecture, read_compilation({"optimizer": optimizer, "loss": loss})
    except NotAllowed as refused:
        raise CheckFailed(refused.sentence, verdict=Verdict.REFUSED) from None


def _called(module: Module, name: str, ask: Callable[[], Any]) -> Any:
    """Ask by way of the helper; what goes wrong is told of the learner's function that it calls."""
    module.peer.last = name
    try:
        return ask()
    finally:
        module.peer.last = name


def _architecture(functions: tuple[str, ...], told: Any) -> Architecture:
    if type(told) is not dict or type(told.get("architecture")) is not str:
        raise _no_network(functions, told)
    try:
        return read_architecture(told["architecture"])
    except NotAllowed as refused:
        raise CheckFailed(refused.sentence, verdict=Verdict.REFUSED) from None


def _no_network(functions: tuple[str, ...], told: Any) -> CheckFailed:
    if type(told) is dict and told.get("compiled") is False:
        fact = f"`{functions[-1]}` did not compile the network"
        return CheckFailed(f"{fact}: call `model.compile(optimizer=…, loss=…)` in it.")
    build, kind = functions[0], told.get("type") if type(told) is dict else None
    what = f"something of type `{kind[:60]}`" if type(kind) is str else "something else"
    if what.endswith("NoneType`"):
        return CheckFailed(f"`{build}` returned nothing: end it with `return model`.")
    return CheckFailed(f"`{build}` should return a Keras model; yours returned {what}.")
