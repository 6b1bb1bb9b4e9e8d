"""The check that is running, and what it can ask: the submission, the reference, the mistakes."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from grader.answers import Asked, Replayed
from grader.errors import DllabError, ExerciseError
from grader.exercise import Exercise
from grader.failure import CheckFailed
from grader.mistakes import Mistake, load_mistakes
from grader.reach import Reach
from grader.recorded import Record, load
from grader.reference import LocalModule, load_reference
from grader.report import Visibility
from grader.sandbox.channel import Budget, Channel, GuestDied, LearnerError
from grader.sandbox.policy import Allowance
from grader.sandbox.proxy import HostRng, Layered, MissingName, Misuse, Module, Peer, Proxy, Stub
from grader.sandbox.server import Server

if TYPE_CHECKING:  # paid for by those who train
    from grader.training.byhand import Another, HandNetwork
    from grader.training.network import Network
    from grader.training.run import Run
    from grader.training.session import Trainings
    from grader.training.task import Target, Task


class Outcome(msgspec.Struct):
    """All that a call or a scenario came to.

    Attributes:
        value: what it returned.
        error: what learner code raised.
        died: how a mistake's process ended, if it did.
        missing: a name that the module does not define.
        notes: warnings, changed arguments, generators drawn from, aliases.
        touched: the names of the module that the scenario asked for.
    """

    value: Any = None
    error: LearnerError | None = None
    died: GuestDied | None = None
    missing: MissingName | None = None
    notes: dict[str, list[Any]] = {}
    touched: frozenset[str] = frozenset()


Scenario = Callable[..., Any]


def observe(module: Module, scenario: Scenario, args: tuple[Any, ...], look: bool = False) -> Outcome:
    """Run a scenario on a module.

    Raises:
        GuestDied: the guest did not survive it.
    """
    module.peer.channel.take_notes()
    module.peer.look = look
    module.touched.clear()
    try:
        value = scenario(module, *args)
        # A generator or the like is not an answer yet, but the scenario's author may want to compare it.
        notes = module.peer.channel.take_notes()
        return Outcome(value=value, notes=notes, touched=frozenset(module.touched))
    except LearnerError as error:
        notes = module.peer.channel.take_notes()
        return Outcome(error=error, notes=notes, touched=frozenset(module.touched))
    except MissingName as error:
        return Outcome(missing=error)
    finally:
        module.peer.look = False


def expected(lab: Lab, scenario: Scenario, args: tuple[Any, ...]) -> Outcome:
    """Run a scenario on the reference.

    Raises:
        ExerciseError: the reference does not define what the scenario uses.
        NotRecorded: this install has no reference, and no record of this.
    """
    try:
        return Outcome(value=asked(lab, lambda reference: scenario(reference, *args), args))
    except LearnerError as error:
        return Outcome(error=error)


def asked(lab: Lab, question: Callable[[Any], Any], given: tuple[Any, ...] = (), ahead: bool = False) -> Any:
    """What the reference answers to a question.

    Args:
        lab: the running check's.
        question: takes the reference; its answer is plain data.
        given: what the question is about, as far as it may come from learner code.
        ahead: a failure leads to it.

    Raises:
        LearnerError: the reference raised.
        ExerciseError: the reference does not define what the question uses.
        NotRecorded: this install has no reference, and no record of this.
    """
    oracle = lab._oracle

    def answer() -> Any:
        try:
            return question(oracle.reference)
        except (DllabError, GuestDied, LearnerError):
            raise
        except MissingName as error:
            raise ExerciseError(
                f"the reference does not define {error.name!r}, which a check uses", oracle.exercise.solution
            ) from None
        except Exception as error:  # noqa: BLE001 - what the reference raises is part of what is expected
            raise raised_here(error) from None

    return lab._answers.ask(answer, given, ahead)


def raised_here(error: Exception) -> LearnerError:
    """An exception of this process, told as a guest would tell it."""
    bases = [cls.__name__ for cls in type(error).__mro__ if cls.__module__ == "builtins"]
    return LearnerError({"type": type(error).__name__, "bases": bases, "message": str(error)}, trusted=True)


class Oracle:
    """The reference, and the mistakes of one exercise in a guest of their own: they may hang.

    Args:
        server: where the guest is forked.
        exercise: whose.
    """

    def __init__(self, server: Server, exercise: Exercise) -> None:
        self.exercise = exercise
        self._record: Record | None = load(exercise) if exercise.is_recorded else None
        self.mistakes = load_mistakes(exercise)
        if self._record is not None:
            told = self._record.sentences.items()
            self.mistakes = [Mistake(name, sentence, 0, [], "", "") for name, sentence in told]
        self._server = server
        self._peer: Peer | None = None
        self._modules: dict[str, Module] = {}
        self._matters: dict[tuple[str, frozenset[str]], bool] = {}

    @property
    def reference(self) -> LocalModule | Module:
        """The reference solution: in this process, but where it needs Keras in the mistakes' guest."""
        return self._original() if self.exercise.kind == "keras" else self._local

    def answers(self, check: str) -> Asked:
        """Who answers a check's questions to the reference: where there is none, its record."""
        return Asked() if self._record is None else self._replayed(self._record, check)

    @staticmethod
    def _replayed(record: Record, check: str) -> Replayed:
        return Replayed(record.checks.get(check, []), record.wrong.get(check, []))

    @functools.cached_property
    def _local(self) -> LocalModule:
        exercise = self.exercise
        return load_reference(exercise.solution, exercise.text("solution.py"), exercise.companions)

    def _original(self) -> Module:
        """The reference in the mistakes' guest, which is started on first use and after it died."""
        if self._peer is None or not self._peer.channel.alive:
            self._restart()
        assert self._peer is not None
        self._peer.channel.budget = Budget(self.exercise.limits.seconds, 1 << 20)
        self._peer.forget_stubs()
        return self._modules["solution"]

    def overlay(self, mistake: Mistake) -> Module:
        """The mistake laid over the reference: only what is called directly is wrong."""
        reference = self._original()
        overlay = self._module(f"overlay {mistake.name}", mistake.overlay, mistake)
        return Layered(overlay, mistake.overrides, reference)

    def whole(self, mistake: Mistake) -> Module:
        """A copy of the reference with all of the mistake's overrides in place."""
        self._original()
        return self._module(f"whole {mistake.name}", mistake.as_submission(), mistake)

    def matters(self, mistake: Mistake, touched: frozenset[str], whole: bool) -> bool:
        """Whether a mistake can make a difference to who uses these names.

        Laid over the reference, to those that it defines; in a whole copy also to the reference's code that
        uses one of those.
        """
        if not whole:
            return not touched.isdisjoint(mistake.overrides)
        key = mistake.name, touched
        if key not in self._matters:
            self._matters[key] = self._reach.leads(touched, mistake.overrides)
        return self._matters[key]

    @functools.cached_property
    def _reach(self) -> Reach:
        return Reach(self.exercise.text("solution.py"))

    def close(self) -> None:
        """End the guest."""
        if self._peer is not None:
            self._peer.channel.close()
        self._peer = None

    def _restart(self) -> None:
        limits = self.exercise.limits
        allowance = Allowance(
            cpu_seconds=3600,
            memory_mb=2 * limits.memory_mb,
            reply_mb=limits.reply_mb,
            file_mb=limits.scratch_mb,
        )
        self._peer = Peer(Channel(self._server, allowance, limits.scratch_mb, trusted=True))
        self._modules = {}
        try:
            for name in self.exercise.companions:
                self._peer.load(name, f"<{name}.py>", self.exercise.companion(name), [])
            self._modules["solution"] = self._peer.load(
                "solution", self.exercise.solution.name, self.exercise.text("solution.py"), []
            )
        except (LearnerError, GuestDied) as error:
            line = getattr(error, "line", None)
            raise ExerciseError(
                f"the solution cannot be loaded: {error}", self.exercise.solution, line
            ) from None

    def _module(self, name: str, source: str, mistake: Mistake) -> Module:
        if name not in self._modules:
            assert self._peer is not None
            try:
                self._modules[name] = self._peer.load(f"dllab_{len(self._modules)}", f"<{name}>", source, [])
            except LearnerError as error:
                path = self.exercise.folder / "mistakes.py"
                raise ExerciseError(
                    f"the mistake {mistake.name!r} cannot be loaded: {error}", path, mistake.line
                ) from None
            # Loading a whole submission replaced `solution`; later overlays want the original.
            self._peer.request(
                "load", "solution", self.exercise.solution.name, self.exercise.text("solution.py"), []
            )
        return self._modules[name]


class Lab:
    """The submission, as a check sees it.

    `lab.f(x, k=1)` calls the learner's `f` in the guest process: plain data comes back as data, any other
    object as a *proxy*. `lab.f.keep(x)` does the same, but whatever comes back stays in the guest, as a
    proxy. `lab["train"]` is the learner's name where it collides with one of `lab`'s own.

    Attributes:
        rng: the check's own `numpy.random.Generator`, seeded from (run seed, exercise, check). It cannot be
            sent to the guest, where it would predict later inputs: `generator()` can.
        credit: the share of its points that the check earns when it passes; 1 unless it says less.
        remark: a sentence that the learner reads although it passed.
    """

    def __init__(
        self,
        module: Module,
        rng: HostRng,
        oracle: Oracle,
        visibility: Visibility,
        trainings: Callable[[], Trainings],
        another: Another,
        answers: Asked,
    ) -> None:
        self._module = module
        self._oracle = oracle
        self._answers = answers
        self.trainings = trainings
        self._another = another
        self.credit = 1.0  # of the check's points, when it passes
        self.remark = ""  # told to the learner although it passed
        self._visible = visibility == "public"
        self.recognised: list[Mistake] = []  # by this check, and by those before it
        self.looks_like: list[str] = []  # mistakes that the last wrong answer could not be told apart from
        self.rng = rng

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._module[name]

    def __getitem__(self, name: str) -> Any:
        return self._module[name]

    @property
    def reference(self) -> Any:
        """The reference solution, with the same interface as `lab`."""
        return self._answers.module(lambda: self._oracle.reference)

    def has(self, name: str) -> bool:
        """Whether the submission defines `name`."""
        return self._module.has(name)

    def keep(self, value: Any) -> Proxy:
        """Put a copy of plain data, or a generator, into the guest.

        What comes back is its proxy: an object that keeps its state between calls.
        """
        return self._module.keep(value)

    def stub(self, target: Any, methods: tuple[str, ...] = ()) -> Stub:
        """Let learner code use an object of the check's own, which stays on the host: its calls come back.

        Plain functions are handed over as stubs by themselves.

        Args:
            target: the object.
            methods: the names that learner code may call.
        """
        return Stub(target, methods)

    def load(self, source: str) -> Module:
        """Run helper source of the check's own in the guest, once a guest, and return its module.

        What it keeps in globals lives on. For long loops over proxies, which would cost a round trip a step.
        """
        return self._module.load(source)

    def task(
        self, *names: str, target: Target = "labels", train: int | None = None, test: int | None = None
    ) -> Task:
        """What a network is to learn: the first of these data sets (or of the exercise's) that is here.

        Args:
            names: of data sets, in order of preference.
            target: "labels", or "inputs" for a network that gives back what it is given.
            train: use so many examples at most.
            test: test on so many at most.
        """
        return self.trainings().task(names, target, train, test)

    def network(
        self,
        build: str = "build_model",
        compile: str | None = None,
        optimizer: dict[str, Any] | None = None,
        loss: dict[str, Any] | None = None,
        of: Any = None,
    ) -> Network:
        """The network that the learner's function `build` returns: its architecture, nothing else.

        Args:
            build: the function's name.
            compile: the name of a function that compiles it; its optimizer and loss are then used.
            optimizer: `setting(…)`; Adam at 0.001 when left out.
            loss: `setting(…)`; cross-entropy of logits and integer labels when left out.
            of: `lab.reference` for the reference's network.
        """
        settings = build, compile, optimizer, loss
        if of is None:
            return self.trainings().network(self._module, *settings)

        def of_the_reference() -> Network:
            reference: Any = self._oracle.reference
            return self.trainings().network(reference, *settings, reference=True)

        network: Network = self._answers.network(of_the_reference)
        return network

    def train(
        self,
        network: Network,
        task: Task,
        epochs: int,
        batch_size: int = 64,
        seeds: int = 3,
        mixed_precision: bool = False,
    ) -> Run:
        """Train the network from new weights, once a seed; checks that ask the same share the answer.

        Args:
            network: from `network`.
            task: from `task`.
            epochs: how often each example is seen.
            batch_size: how many at a time.
            seeds: how many trainings; the median of a metric counts.
            mixed_precision: compute in float16 where that is safe, for GPUs.
        """
        return self.trainings().train(network, task, epochs, batch_size, seeds, mixed_precision)

    def hand_network(
        self, task: Task, build: str = "build", prepare: str = "prepare", settings: str = "CONFIG"
    ) -> HandNetwork:
        """The network of the learner's own layers: they compute in the guest, the grader holds the loop.

        Args:
            task: what it is to learn; its targets are classes.
            build: the function that makes a model from a generator; it has forward(x, train),
                backward(dlogits), params(), grads() and set_params(values).
            prepare: the function that makes floats (N, …) of the task's inputs.
            settings: the name of the dict that `grader.training.settings` describes.
        """
        return self.trainings().hand_network(self._module, self._another, task, (build, prepare, settings))

    def train_by_hand(self, network: HandNetwork, task: Task, seeds: int = 3) -> Run:
        """Train it as its settings say, from new parameters, once a seed; see `train`."""
        return self.trainings().train_by_hand(network, task, seeds)

    def generator(self) -> np.random.Generator:
        """A fresh generator that may be sent to the guest; it says nothing about `rng`'s later draws.

        It crosses by its state, so that passing the same one twice gives the same draws twice; a kept one,
        `lab.keep(lab.generator())`, moves on.
        """
        return np.random.default_rng(self.rng.integers(2**63, size=4))


def is_of_lab(name: str) -> bool:
    """Whether `lab.name` is the lab's own, so that a submission's is `lab["name"]`."""
    return hasattr(Lab, name) or name in _SET_WHEN_MADE


_SET_WHEN_MADE = ("credit", "looks_like", "recognised", "remark", "rng", "trainings")

_CURRENT: ContextVar[Lab] = ContextVar("current lab")


@contextlib.contextmanager
def running(lab: Lab) -> Iterator[None]:
    """Make `lab` the one that `expect` speaks for."""
    token = _CURRENT.set(lab)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current() -> Lab:
    """The running check's lab.

    Raises:
        RuntimeError: `expect` was used outside a check.
    """
    try:
        return _CURRENT.get()
    except LookupError:
        raise RuntimeError("expect works inside a check that the grader runs") from None


__all__ = ["CheckFailed", "Lab", "Misuse", "Oracle", "Outcome", "current", "is_of_lab", "observe", "running"]
