"""The same checks on the submission imported into this very process: what grading costs without isolation.

The learner's functions are timed one by one, so that their own computing can be told from what a grader adds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from grader.answers import Asked
from grader.checks import Check, load_checks
from grader.exercise import Exercise
from grader.imports import execute
from grader.reference import LocalModule, fresh
from grader.running import Lab, Oracle, raised_here, running
from grader.sandbox.proxy import Function, HostRng, Proxy
from grader.sandbox.server import Server
from grader.submission import Submission


@dataclass(frozen=True)
class BareRun:
    """What came of it.

    Attributes:
        checks: that were run; all have passed.
        own: seconds that the submission itself computed, loading and calls.
    """

    checks: list[Check]
    own: float


class BareGrader:
    """Runs checks with nothing between them and the submission, which must pass them."""

    def __init__(self) -> None:
        self._checks: dict[str, list[Check]] = {}
        self._oracles: dict[str, Oracle] = {}

    def close(self) -> None:
        """There is nothing to end."""

    def grade(self, exercise: Exercise, submission: Submission) -> BareRun:
        """Run all checks of an exercise."""
        if exercise.id not in self._checks:
            self._checks[exercise.id] = load_checks(exercise)
            self._oracles[exercise.id] = Oracle(Server(), exercise)
        oracle = self._oracles[exercise.id]
        module = BareModule(submission.source)
        for check in self._checks[exercise.id]:
            rng = HostRng(np.random.PCG64(1))
            lab = Lab(module, rng, oracle, check.visibility, _nothing, _nothing, Asked())  # type: ignore[arg-type]
            with running(lab):
                for case in check.cases or [None]:
                    check.function(lab, case) if check.cases else check.function(lab)
        return BareRun(self._checks[exercise.id], module.clock.seconds)


def _nothing(*args: Any) -> Any:
    raise AssertionError("checks that train networks are not run here")


class BareModule(LocalModule):
    """A submission in this process, behind the interface of one in a guest."""

    def __init__(self, source: str) -> None:
        self.clock = Clock()
        # Nobody watches arguments and warnings here: those expectations cost their call and hold.
        self.peer = SimpleNamespace(channel=SimpleNamespace(take_notes=dict), look=False, last="")
        self.touched: set[str] = set()
        super().__init__(vars(self.clock.timed(execute, source, "<bare submission>", "bare_submission")))

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        raw = self._namespace[name]
        return BareFunction(self, name, raw) if callable(raw) else value


class BareFunction(Function):
    """A function of the submission; its arguments are copied first, as for the reference."""

    def __init__(self, module: BareModule, name: str, function: Callable[..., Any]) -> None:
        super().__init__(module, name)  # type: ignore[arg-type]
        self._function = function

    def _call(self, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool) -> Any:
        arguments = [fresh(value) for value in args]
        named = {key: fresh(value) for key, value in kwargs.items()}
        module: Any = self._module
        value = _told(module.clock, self._function, *arguments, **named)
        return _iterated(module.clock, value) if isinstance(value, Generator) else value

    def _object(self) -> Proxy:
        found: Any = self._function
        return found


def _told(clock: Clock, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call; exceptions are told as a guest tells them."""
    try:
        return clock.timed(function, *args, **kwargs)
    except StopIteration:
        raise
    except Exception as error:  # noqa: BLE001 - learner code may raise anything
        raise raised_here(error) from None


def _iterated(clock: Clock, items: Iterator[Any]) -> Iterator[Any]:
    while True:
        try:
            item = _told(clock, next, items)
        except StopIteration:
            return
        yield item


class Clock:
    """Adds up the time of calls; calls within calls count once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._running = False

    def timed(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call, and count it."""
        if self._running:
            return function(*args, **kwargs)
        self._running, started = True, time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            self.seconds += time.perf_counter() - started
            self._running = False
