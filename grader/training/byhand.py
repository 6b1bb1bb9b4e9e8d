"""A network of the learner's own layers: they compute in the guest, everything else happens here.

The loop, the optimizer, the order of the examples and all labels stay with the grader. What a training leaves
behind is the parameters: the test is answered by a new model in a new process, from these and nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import numpy as np

from grader.failure import CheckFailed
from grader.report import Verdict
from grader.sandbox.channel import GuestDied, LearnerError
from grader.sandbox.proxy import MissingName, Misuse, Module
from grader.training.handmade import HandMade, prepared
from grader.training.handprint import alike, fingerprint, moved
from grader.training.loop import Batches, Examples, Loop, Tell, cross_entropy
from grader.training.network import Look
from grader.training.process import Moved
from grader.training.run import SeedRun
from grader.training.settings import Settings, read_settings
from grader.training.slopes import Slope, slopes
from grader.training.task import Task
from grader.training.updates import Adam, Array, Arrays

Another = Callable[[float], AbstractContextManager[Module]]
_LOOK, _BATCH, _FEW = 500, 64, 20
_RATE = 1e-3  # of the three steps


class HandRun(SeedRun, frozen=True):
    """One seed's training of a network by hand.

    Attributes:
        batches: what it was shown.
        stride: the longest step, as a share of the parameters' length.
    """

    batches: Batches
    stride: float


class HandNetwork:
    """What `lab.hand_network` gives; see `AnyNetwork`.

    Args:
        module: the submission.
        another: the submission again in a process of its own, for so many seconds.
        task: what it is to learn.
        functions: the names of what builds the model, of what prepares its inputs, and of its settings.
        number: a seed for a purpose.
        seconds: the kill switch for one training.

    Attributes:
        settings: how the learner wants it trained.

    Raises:
        CheckFailed: there is no such network.
    """

    def __init__(
        self,
        module: Module,
        another: Another,
        task: Task,
        functions: tuple[str, str, str],
        number: Callable[[str], int],
        seconds: float,
    ) -> None:
        self.functions = functions
        self.settings: Settings = read_settings(functions[2], module[functions[2]])
        self._module, self._another, self._number, self._seconds = module, another, number, seconds
        self._build, self._prepare = functions[:2]
        self._classes = task.classes
        self._examples: dict[int, tuple[Task, Examples]] = {}
        few = self.examples(task).x[:_FEW]
        model = self._new("look")
        self._params = model.params()
        self.inputs: list[list[int | None]] = [list(few.shape[1:])]
        self.outputs: list[list[int | None]] = [list(model.forward(None, few, False).shape[1:])]

    @property
    def parameters(self) -> int:
        """See `AnyNetwork`."""
        return sum(array.size for array in self._params.values())

    @property
    def macs(self) -> int:
        """See `AnyNetwork`; each matrix is taken to be used once."""
        return sum(array.size for array in self._params.values() if array.ndim > 1)

    def steps(self, task: Task) -> int:
        """Updates in one training."""
        return self.settings.epochs * -(-len(task.train.x) // self.settings.batch_size)

    def examples(self, task: Task) -> Examples:
        """The task's training examples as the network takes them."""
        if id(task) not in self._examples:
            self._examples[id(task)] = task, self._prepared(task.train.x, task.train.y)
        return self._examples[id(task)][1]

    def prepared_alone(self, task: Task) -> Array:
        """Training inputs, as they come out when `prepare` gets one at a time."""
        return prepared(self._module, self._prepare, task.train.x[:_FEW], rows=1)

    def look(self, task: Task) -> Look:
        """See `AnyNetwork`."""
        model, some = self._new("look"), self.examples(task)
        x, y = some.x[:_LOOK], some.y[:_LOOK]
        outputs, again = model.forward(None, x, False), model.forward(None, x, False)
        alone = model.forward(None, x[:1], False)
        return Look(
            loss=cross_entropy(outputs, y)[0],
            outputs=outputs,
            again=float(np.max(np.abs(again - outputs))),
            alone=float(np.max(np.abs(alone - outputs[:1]))),
        )

    def step(self, task: Task) -> list[Moved]:
        """See `AnyNetwork`. A tensor is trainable if the model takes the values that it is given."""
        model, some = self._new("step"), self.examples(task)
        before = params = model.params()
        update = Adam(_RATE)
        for _ in range(3):
            _, dlogits = cross_entropy(model.forward(params, some.x[:_BATCH], True), some.y[:_BATCH])
            params = update.step(params, model.backward(dlogits))
        model.forward(params, some.x[:1], False)
        now = model.params()
        return [moved(name, old, params[name], now.get(name)) for name, old in before.items()]

    def overfit(self, task: Task, examples: int, steps: int, rate: float) -> list[float]:
        """See `AnyNetwork`."""
        model, some = self._new("overfit"), self.examples(task)
        params, update, losses = model.params(), Adam(rate), []
        for _ in range(steps):
            loss, dlogits = cross_entropy(model.forward(params, some.x[:examples], False), some.y[:examples])
            losses.append(loss)
            params = update.step(params, model.backward(dlogits))
        return losses

    def slopes(self, task: Task) -> list[Slope]:
        """The loss's slopes in float64, as the layers say and as they are; see `slopes`."""
        some = self.examples(task)
        rng = np.random.default_rng(self._number("slopes"))
        return slopes(self._new("slopes"), some.x[:_FEW], some.y[:_FEW], rng)

    def leftover(self, task: Task) -> float:
        """By how much answers differ between models with the same parameters, as a share of the largest."""
        one, other, x = self._new("one"), self._new("other"), self.examples(task).x[:_FEW]
        outputs = one.forward(None, x, False)
        others = other.forward(one.params(), x, False)
        return float(np.max(np.abs(others - outputs)) / max(1.0, np.max(np.abs(outputs))))

    def draws(self) -> tuple[bool, bool]:
        """Whether the same seed gives the same parameters, and another one others."""
        again, other = self._new("look").params(), self._new("other").params()
        return alike(again, self._params), not alike(other, self._params)

    def equals(self, module: Module) -> bool:
        """See `AnyNetwork`: the same settings, inputs, parameters, answers and gradients."""
        try:
            settings = read_settings(self.functions[2], module[self.functions[2]])
            return settings == self.settings and alike(self._told(module), self._told(self._module))
        except (CheckFailed, LearnerError, GuestDied, MissingName, Misuse):
            return False

    def train(self, task: Task, seed: int, tell: Tell) -> HandRun:
        """Train a new model, and let another new one answer the test."""
        started = time.perf_counter()
        train, validation = self.examples(task), self._prepared(task.validation.x, task.validation.y)
        with self._guest() as module:
            model = HandMade(module, self._build, seed, task.classes)
            fitted = Loop(model, model.params(), train, validation, self.settings, seed, tell).run()
        return HandRun(
            seed=seed,
            predictions=self._answers(fitted.params, task, seed),
            history=fitted.history,
            losses=fitted.losses,
            seconds=round(time.perf_counter() - started, 3),
            batches=fitted.batches,
            stride=fitted.stride,
        )

    def _answers(self, params: Arrays, task: Task, seed: int) -> Array:
        with self._guest() as module:
            x = prepared(module, self._prepare, task.test.x)
            return HandMade(module, self._build, seed, task.classes).forward(params, x, False)

    @contextmanager
    def _guest(self) -> Iterator[Module]:
        try:
            with self._another(self._seconds) as module:
                try:
                    yield module
                finally:  # what goes wrong there is told of the function that was called there
                    self._module.peer.last = module.peer.last
        except GuestDied as died:
            if died.server_lost or died.verdict is not Verdict.TIMEOUT:
                raise
            fact = f"Training your network took longer than {self._seconds:.0f} s and was stopped."
            raise CheckFailed(fact, verdict=died.verdict) from None

    def _new(self, purpose: str) -> HandMade:
        return HandMade(self._module, self._build, self._number(purpose), self._classes)

    def _prepared(self, x: Array, y: Array) -> Examples:
        return Examples(prepared(self._module, self._prepare, x), y)

    def _told(self, module: Module) -> Arrays:
        """What that module makes of the same few pictures, with the same seed."""
        task, some = next(iter(self._examples.values()))
        x = prepared(module, self._prepare, task.train.x[:_FEW])
        model = HandMade(module, self._build, self._number("look"), self._classes)
        return fingerprint(model, x, some.y[:_FEW])
