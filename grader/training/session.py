"""The networks of one submission in training: built once, trained once, shared by the checks that ask."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.events import Listener, Note, TrainingStep
from grader.exercise import Exercise
from grader.failure import CheckFailed
from grader.report import cell
from grader.sandbox.proxy import Module
from grader.sandbox.server import Server
from grader.training.architecture import Architecture
from grader.training.byhand import Another, HandNetwork
from grader.training.loop import Tell
from grader.training.network import Look, Network, hand_over, setting
from grader.training.parallel import Seeds
from grader.training.process import Moved, Process, Setup, Survey
from grader.training.processes import Processes
from grader.training.recall import Recall
from grader.training.records import Records
from grader.training.run import Run, SeedRun
from grader.training.task import Target, Task, make_task

Array = np.ndarray[Any, Any]
MOST_PARAMETERS = 20_000_000
_MOST_ACTIVATIONS = 4_000_000  # numbers per example
_LOOK, _BATCH = 256, 64
_RATE = setting("Adam", learning_rate=1e-3)
_CLASSES = setting("SparseCategoricalCrossentropy", from_logits=True)


class Trainings:
    """Where networks are trained for one grading.

    Args:
        server: gives the Keras fork server, which is started on first need.
        exercise: whose limits and data sets count.
        seed: of the grading.
        device: "auto", "cpu", "gpu" or "gpu:0".
        listener: hears each step.
        recall: what was answered in earlier gradings.
    """

    def __init__(
        self,
        server: Callable[[], Server],
        exercise: Exercise,
        seed: str,
        device: str,
        listener: Listener,
        recall: Recall,
    ) -> None:
        self.records = Records()
        self.check = ""  # the running check's name
        self._processes = Processes(server, device, exercise.limits.training_seconds, listener)
        self._exercise = exercise
        self._seed = seed
        self._wanted = device
        self._listener = listener
        self._recall = recall
        self._lock = threading.Lock()
        self._made: dict[Any, Any] = {}

    @property
    def setup(self) -> Setup | None:
        """What the clean processes said of themselves; None where there was no need of one."""
        return self._processes.setup

    def close(self) -> None:
        """End its processes, and let go of the device."""
        self._processes.close()

    def task(
        self,
        names: Sequence[str] = (),
        target: Target = "labels",
        train: int | None = None,
        test: int | None = None,
    ) -> Task:
        """See `make_task`; the exercise's data sets where no names are given."""
        key = ("task", tuple(names), target, train, test)
        if key not in self._made:
            chosen = names or self._exercise.datasets
            self._made[key] = make_task(
                chosen, self._number("test split"), target, train, test, self._exercise.root
            )
            for sentence in self._made[key].dataset.notes:
                self._listener(Note(sentence))
        task: Task = self._made[key]
        return task

    def network(
        self,
        module: Module,
        build: str,
        compile: str | None = None,
        optimizer: dict[str, Any] | None = None,
        loss: dict[str, Any] | None = None,
        reference: bool = False,
    ) -> Network:
        """The network that a function of a module builds, which must be the same each time.

        Args:
            module: the submission, or the reference.
            build: see `Lab.network`.
            compile: likewise.
            optimizer: likewise.
            loss: likewise.
            reference: whether it is the reference.
        """
        functions = (build, compile) if compile else (build,)
        key = ("network", module, functions, repr(optimizer), repr(loss))
        if key not in self._made:
            settings = optimizer or _RATE, loss or _CLASSES

            def admit(architecture: Architecture) -> Survey:
                first = self._made.setdefault(("architecture", build, reference), architecture)
                if first.digest != architecture.digest:
                    raise _another(build, compile)
                return self._survey(architecture)

            architecture, compilation = hand_over(module, functions, *settings, admit=admit)
            survey = admit(architecture)
            self._made[key] = Network(self, functions, architecture, survey, compilation)
        network: Network = self._made[key]
        return network

    def look(self, network: Network, task: Task) -> Look:
        """See `AnyNetwork.look`."""
        x, y = task.train.x[:_LOOK], task.train.y[:_LOOK]
        look: Look = self._ask("look", network, task, (), lambda p, job: Look(**p.look(job, x, y)))
        return look

    def step(self, network: Network, task: Task) -> list[Moved]:
        """What three steps on a batch of 64 do to each tensor."""
        x, y = task.train.x[:_BATCH], task.train.y[:_BATCH]
        moved: list[Moved] = self._ask("step", network, task, (), lambda p, job: p.step(job, x, y))
        return moved

    def overfit(self, network: Network, task: Task, examples: int, steps: int, rate: float) -> list[float]:
        """The losses of so many steps on one batch, regularisation off."""
        x, y = task.train.x[:examples], task.train.y[:examples]
        rated = {"overfit_rate": rate}
        losses: list[float] = self._ask(
            "overfit",
            network,
            task,
            (examples, steps, rate),
            lambda p, job: p.overfit(job | rated, x, y, steps),
        )
        return losses

    def _ask(
        self,
        what: str,
        network: Network,
        task: Task,
        details: tuple[Any, ...],
        ask: Callable[[Process, dict[str, Any]], Any],
    ) -> Any:
        """What a clean process answers about a network."""

        def asked() -> Any:
            with self._processes.open(self._number(what)) as process:
                return ask(process, self._job(network, task))

        return self._recall.get(self._key(what, network, task, details), asked)

    def _key(self, what: str, network: Network, task: Task, details: tuple[Any, ...]) -> tuple[Any, ...]:
        """All that decides what a clean process answers."""
        made = self._made.setdefault(("digest", task), task.digest)
        about = network.architecture.digest, repr(network.compilation), made
        return self._exercise.id, self._seed, self._wanted, what, *about, *details

    def train(
        self,
        network: Network,
        task: Task,
        epochs: int,
        batch_size: int,
        seeds: int,
        mixed_precision: bool = False,
    ) -> Run:
        """Train on several seeds, as many at a time as there are cores; see `Lab.train`."""
        key = ("run", network, task, epochs, batch_size, seeds, mixed_precision)
        if key not in self._made:
            details = epochs, batch_size, seeds, mixed_precision
            steps = epochs * -(-len(task.train.x) // batch_size)
            try:
                runs = self._recall.get(
                    self._key("train", network, task, details),
                    lambda: self._train(network, task, *details),
                )
            except CheckFailed as failed:
                self._made[key] = failed
            else:
                self._made[key] = Run(network, task, list(runs), samples=epochs * len(task.train.x))
                computed = self._processes.computed(mixed_precision)
                self.records.keep(self.check, self._made[key], steps, computed)
        if isinstance(self._made[key], CheckFailed):
            raise self._made[key]
        run: Run = self._made[key]
        return run

    def _train(
        self, network: Network, task: Task, epochs: int, batch_size: int, seeds: int, mixed_precision: bool
    ) -> list[SeedRun]:
        job = self._job(network, task) | {
            "epochs": epochs,
            "batch_size": batch_size,
            "metrics": ["accuracy"] if task.classes and task.train.y.ndim == 1 else [],
        }
        steps = epochs * -(-len(task.train.x) // batch_size)
        return Seeds(
            lambda seed: self._processes.open(seed, mixed_precision),
            job,
            task,
            lambda number: self._teller(task, epochs, steps, number, seeds, self._computing_device),
        ).train([self._number(f"training {n}") for n in range(seeds)], self._processes.at_once)

    def hand_network(
        self, module: Module, another: Another, task: Task, functions: tuple[str, str, str]
    ) -> HandNetwork:
        """The network of the learner's own layers; see `Lab.hand_network`."""
        key = ("network by hand", module, task, functions)
        if key not in self._made:
            seconds = self._exercise.limits.training_seconds
            self._made[key] = HandNetwork(module, another, task, functions, self._number, seconds)
        network: HandNetwork = self._made[key]
        return network

    def train_by_hand(self, network: HandNetwork, task: Task, seeds: int, record: bool = True) -> Run:
        """Train on several seeds, one after the other; see `Lab.train_by_hand`.

        Args:
            network: the learner's.
            task: what it is to learn.
            seeds: how many.
            record: whether it goes into the report.
        """
        key = ("run", network, task, seeds)
        if key not in self._made:
            numbers = [self._number(f"training {n}") for n in range(seeds)]
            epochs, steps = network.settings.epochs, network.steps(task)
            runs = [
                network.train(task, number, self._teller(task, epochs, steps, n, seeds, lambda: "cpu"))
                for n, number in enumerate(numbers)
            ]
            self._made[key] = Run(network, task, list(runs), samples=max(one.batches.samples for one in runs))
            if record:
                place = {"device": "cpu", "backend": "numpy", "threads": 1}
                self.records.keep(self.check, self._made[key], network.steps(task), place)
        run: Run = self._made[key]
        return run

    def measured(self, name: str, value: float, *bands: float) -> None:
        """A number that the running check measured, and its bands; see `Records.band`."""
        self.records.band(self.check, name, value, *bands)

    def _teller(
        self, task: Task, epochs: int, steps: int, number: int, of: int, device: Callable[[], str]
    ) -> Tell:
        """Tells the listener of one training among several."""

        def tell(epoch: int, step: int, numbers: dict[str, float]) -> None:
            with self._lock:
                self._listener(
                    TrainingStep(
                        self.check, task.data, number + 1, of, epoch + 1, epochs, step, steps, device(),
                        {name: cell(value) for name, value in numbers.items()},
                    )
                )  # fmt: skip

        return tell

    def _computing_device(self) -> str:
        """The one that clean processes compute on, once there was one."""
        return self.setup.device if self.setup else ""

    def _survey(self, architecture: Architecture) -> Survey:
        """What a network is; one that is too large is refused before anything is allocated for it."""
        key = ("survey", architecture.json)
        if key not in self._made:
            with self._processes.open(self._number("survey")) as process:
                self._made[key] = process.survey(architecture.json)
        survey: Survey = self._made[key]
        if survey.parameters > MOST_PARAMETERS or survey.activations > _MOST_ACTIVATIONS:
            raise _giant(survey.parameters, survey.activations)
        return survey

    def _job(self, network: Network, task: Task) -> dict[str, Any]:
        inputs = network.survey.inputs
        if len(inputs) != 1:
            raise CheckFailed(f"Your network has {len(inputs)} inputs; one was expected.")
        return {
            "architecture": network.architecture.json,
            "unregularised": network.architecture.unregularised,
            "input_shape": inputs[0],
            "scale": task.scale,
            "optimizer": network.compilation.optimizer,
            "loss": network.compilation.loss,
        }

    def _number(self, what: str) -> int:
        """A seed for one purpose, by the grading's; the same in every order of checks."""
        digest = hashlib.sha256(f"{self._seed}\0{self._exercise.id}\0{what}".encode()).digest()
        return int.from_bytes(digest[:4], "little") >> 1


def _another(build: str, compile: str | None) -> CheckFailed:
    if compile:
        fact = (
            f"`{compile}` should compile the network that it is given, and `{build}` give the same each time"
        )
    else:
        fact = f"`{build}` should give the same network each time it is called"
    return CheckFailed(f"{fact}; yours comes to another one.")


def _giant(parameters: int, activations: int) -> CheckFailed:
    if parameters > MOST_PARAMETERS:
        fact = (
            f"Your network has {parameters:,} parameters; the grader trains no more than {MOST_PARAMETERS:,}"
        )
    else:
        fact = (
            f"Your network computes {activations:,} numbers for one input; {_MOST_ACTIVATIONS:,} are the most"
        )
    return CheckFailed(f"{fact}. Nothing was allocated for it.")
