"""The host's end of a clean process: Keras, an allowed architecture, no learner code (see trainer.py)."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, TypeVar

import msgspec
import numpy as np

from grader.failure import CheckFailed
from grader.neutral import plain
from grader.report import Verdict
from grader.sandbox.channel import Budget, Channel, GuestDied, LearnerError
from grader.sandbox.policy import Allowance
from grader.sandbox.proxy import Module, Peer
from grader.sandbox.server import Server

T = TypeVar("T")
Array = np.ndarray[Any, Any]
_CPU_MEMORY_MB = 4096
_REPLY_MB = 64
_LOOK_SECONDS = 60.0  # building a network, one batch through it
_OUTPUT_BYTES = 1 << 20
_SOURCE = "from grader.training.trainer import begin, fit, look, overfit, reset, step, survey\n"


class Place(msgspec.Struct, frozen=True):
    """Where a process computes.

    Attributes:
        device: "cpu", or what CUDA_VISIBLE_DEVICES must hold.
        files: device files that takes.
        threads: of each operation on a CPU.
        mixed_precision: float16 where it is safe.
    """

    device: str = "cpu"
    files: list[str] = []
    threads: int = 1
    mixed_precision: bool = False


class Setup(msgspec.Struct, frozen=True):
    """What a process said of itself."""

    device: str
    keras: str
    backend: str


class Survey(msgspec.Struct, frozen=True):
    """What a network is; see `trainer.survey`."""

    parameters: int
    trainable: int
    inputs: list[list[int | None]]
    outputs: list[list[int | None]]
    activations: int
    macs: int
    layers: list[LayerSurvey]


class LayerSurvey(msgspec.Struct, frozen=True):
    """One layer of it; `output` is its shape without the batch."""

    name: str
    kind: str
    output: list[int | None]
    parameters: int
    trainable: bool
    macs: int


class Moved(msgspec.Struct, frozen=True):
    """What three steps did to one tensor; see `trainer.step`."""

    path: str
    shape: list[int]
    trainable: bool
    largest: float
    change: float
    finite: bool
    alike: bool


class Process:
    """One clean process; use as a context manager.

    Args:
        server: the Keras fork server.
        seed: of everything random in it.
        place: where it computes.
        seconds: the kill switch for each request.
    """

    def __init__(self, server: Server, seed: int, place: Place, seconds: float) -> None:
        on_cpu = place.device == "cpu"
        allowance = Allowance(
            cpu_seconds=math.ceil(seconds) * 8 * (os.cpu_count() or 1),  # a backstop: the host has the clock
            memory_mb=_CPU_MEMORY_MB if on_cpu else 0,  # CUDA reserves far more addresses than memory
            reply_mb=_REPLY_MB,
            devices=place.files,
        )
        self.place, self._seconds = place, seconds
        self._channel = Channel(server, allowance)
        self._peer = Peer(self._channel)
        try:
            with _telling("Preparing for", seconds):
                self._trainer = self._load()
                self.setup = _read(
                    Setup, self._trainer.begin(place.device, place.threads, seed, place.mixed_precision)
                )
        except BaseException:
            self._channel.close()
            raise

    def __enter__(self) -> Process:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End it."""
        self._channel.close()

    def kill(self) -> None:
        """End it, from another thread than the one that waits for it."""
        self._channel.kill()

    def reset(self, seed: int) -> None:
        """Make it as if it were new, with another seed."""
        self._ask("reset", seed)

    def survey(self, architecture: str) -> Survey:
        """See `trainer.survey`."""
        found: Survey = _read(Survey, self._ask("survey", architecture))
        return found

    def look(self, job: dict[str, Any], x: Array, y: Array) -> dict[str, Any]:
        """See `trainer.look`."""
        told = self._ask("look", job, x, y)
        return {key: _array(told, key) if key == "outputs" else _number(told, key) for key in _LOOK}

    def step(self, job: dict[str, Any], x: Array, y: Array) -> list[Moved]:
        """See `trainer.step`."""
        found: list[Moved] = _read(list[Moved], self._ask("step", job, x, y))
        return found

    def overfit(self, job: dict[str, Any], x: Array, y: Array, steps: int) -> list[float]:
        """See `trainer.overfit`."""
        found: list[float] = _read(list[float], self._ask("overfit", job, x, y, steps))
        return found

    def fit(
        self,
        job: dict[str, Any],
        train: tuple[Array, Array],
        validation: tuple[Array, Array],
        test: Array,
        tell: Callable[[int, int, dict[str, float]], None],
    ) -> tuple[Array, dict[str, list[float]], Array]:
        """Predictions, history by epoch, and losses by step; see `trainer.fit`."""

        def told(epoch: Any, step: Any, numbers: Any) -> None:
            tell(_read(int, epoch), _read(int, step), _read(dict[str, float], numbers))

        answer = self._ask("fit", job, train, validation, test, told)
        history = _read(dict[str, list[float]], answer.get("history") if type(answer) is dict else None)
        return _array(answer, "predictions"), history, _array(answer, "losses")

    def _load(self) -> Module:
        self._channel.budget = Budget(self._seconds, _OUTPUT_BYTES)
        return self._peer.load("clean", "<clean process>", _SOURCE, [])

    def _ask(self, name: str, *arguments: Any) -> Any:
        trains = name in ("fit", "overfit")
        seconds = self._seconds if trains else min(self._seconds, _LOOK_SECONDS)
        self._channel.budget = Budget(seconds, _OUTPUT_BYTES, bytes=256 << 20)
        self._peer.forget_stubs()
        with _telling("Training" if trains else "Looking at", seconds):
            return self._trainer[name](*arguments)


@contextlib.contextmanager
def _telling(doing: str, seconds: float) -> Iterator[None]:
    """What goes wrong in a clean process is the network's doing, and told so."""
    try:
        yield
    except LearnerError as error:
        said = " ".join(plain(error.message).split())[:400]
        fact = "Keras cannot work with your network"
        raise CheckFailed(f"{fact}: {error.type}: {said}", details=error.traceback) from None
    except GuestDied as died:
        if died.server_lost:
            raise
        why = {
            Verdict.TIMEOUT: f"took longer than {seconds:.0f} s and was stopped",
            Verdict.MEMORY: "needed more memory than there is for it",
        }.get(died.verdict, f"ended its process: {died.message}")
        raise CheckFailed(f"{doing} your network {why}.", verdict=died.verdict) from None


_LOOK = ("loss", "outputs", "again", "alone")


def _read(type_: Any, told: Any) -> Any:
    """What a process sent, as what it should be; the process is believed no more than a learner's."""
    try:
        return msgspec.convert(told, type_, strict=False)
    except (msgspec.ValidationError, RecursionError):
        raise _malformed() from None


def _number(told: Any, key: str) -> float:
    value = _read(float, told.get(key) if type(told) is dict else None)
    return float(value)


def _array(told: Any, key: str) -> Array:
    value = told.get(key) if type(told) is dict else None
    if type(value) is not np.ndarray or value.dtype.kind != "f" or not value.ndim:
        raise _malformed()
    return value


def _malformed() -> CheckFailed:
    return CheckFailed(
        "The process that trains your network gave an answer that is none.", verdict=Verdict.REFUSED
    )
