"""Gradings under way: they belong to the application, so that screens may come and go meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from dllab.desk import Desk
from dllab.service import Service
from dllab.workspace import WorkspaceError
from grader.errors import DllabError
from grader.events import CheckDone, CheckStarted, Event, Finished, Note, Started, TrainingStep
from grader.report import Cell, CheckResult, Report
from grader.submission import Submission, read

Kind = Literal["test", "grade"]
Phase = Literal["running", "done", "cancelled", "failed"]
TELL_SECONDS = 1.0  # between two words about a training: each costs a redraw, over a slow link perhaps


@dataclass
class Curve:
    """One seed's training so far.

    Attributes:
        step: the latest word about it.
        epochs: the numbers at the end of each epoch, by name.
    """

    step: TrainingStep
    epochs: dict[str, list[float]] = field(default_factory=dict)


@dataclass
class Run:
    """One grading, as far as it got.

    Attributes:
        number: higher for later ones.
        kind: "test" (public checks) or "grade" (all that this install has).
        only: names of the checks asked for; empty for all.
        names: of the checks to come, in order.
        current: the running check's name and title.
        results: of those done, as learners may see them.
        curves: trainings of the current check, by the number of the seed.
        notes: sentences for whoever waits.
        report: the outcome, as learners may see it.
        error: why it could not be graded.
        unrecorded: why the attempt is not in the log.
    """

    number: int
    kind: Kind
    only: tuple[str, ...]
    phase: Phase = "running"
    names: list[str] = field(default_factory=list)
    current: tuple[str, str] | None = None
    results: list[CheckResult] = field(default_factory=list)
    curves: dict[int, Curve] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    report: Report | None = None
    error: str = ""
    unrecorded: str = ""
    started: float = field(default_factory=time.monotonic)

    def hear(self, event: Event) -> None:
        """Take in what the grader tells."""
        match event:
            case Started():
                self.names = event.checks
            case CheckStarted():
                self.current, self.curves = (event.name, event.title), {}
            case TrainingStep():
                self._follow(event)
            case Note():
                self.notes.append(event.message)
            case CheckDone():
                self.results.append(event.result)
            case Finished():
                self.report, self.results = event.report, list(event.report.checks)

    def _follow(self, step: TrainingStep) -> None:
        curve = self.curves.setdefault(step.run, Curve(step))
        curve.step = step
        if "val_loss" in step.numbers or step.step % max(step.steps // step.epochs, 1) == 0:
            for name, value in step.numbers.items():
                _put(curve.epochs.setdefault(name, []), step.epoch, value)


def _put(values: list[float], epoch: int, value: Cell) -> None:
    """The number of an epoch, which may be told more than once."""
    number = value if isinstance(value, float | int) else float("nan")
    if len(values) >= epoch:
        values[epoch - 1] = number
    else:
        values.append(number)


class Runs:
    """All gradings of the application, the latest for each exercise.

    Args:
        tell: called with an exercise's id whenever its run has changed, from the event loop.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._latest: dict[str, Run] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._idle: list[Service] = []
        self._all: list[Service] = []
        self._number = 0

    def latest(self, exercise: str) -> Run | None:
        """The last run of an exercise, perhaps still under way."""
        return self._latest.get(exercise)

    def running(self) -> list[str]:
        """The exercises that are being graded now."""
        return [id for id, run in self._latest.items() if run.phase == "running"]

    def start(self, desk: Desk, kind: Kind, only: tuple[str, ...] = (), device: str = "auto") -> Run:
        """Grade the file as it lies on disk; what still runs for that exercise is cancelled."""
        id = desk.exercise.id
        self.cancel(id)
        self._number += 1
        run = self._latest[id] = Run(self._number, kind, only)
        self._tasks[id] = asyncio.create_task(self._run(desk, run, device))
        self._tell(id)
        return run

    def cancel(self, exercise: str) -> bool:
        """End the run of an exercise at once; whether there was one."""
        task, run = self._tasks.pop(exercise, None), self._latest.get(exercise)
        if task is None or run is None or run.phase != "running":
            return False
        run.phase = "cancelled"
        task.cancel()
        self._tell(exercise)
        return True

    async def close(self) -> None:
        """End everything, processes included."""
        for id in list(self._tasks):
            self.cancel(id)
        for service in self._all:
            service.kill()

    async def _run(self, desk: Desk, run: Run, device: str) -> None:
        service = self._idle.pop() if self._idle else self._new()
        id, told = desk.exercise.id, 0.0
        try:
            path = desk.workspace.file(desk.exercise)
            submission = read(path)
            events = service.grade(
                id,
                path,
                course=desk.course.root,
                only=run.only,
                public_only=run.kind == "test",
                device=device,
                companions=desk.workspace.companions(desk.exercise, path),
                learner=True,
            )
            async with contextlib.aclosing(events):
                async for event in events:
                    if isinstance(event, Finished):
                        run.unrecorded = _recorded(desk, submission, event.report, run)
                    run.hear(event)
                    if not isinstance(event, TrainingStep) or time.monotonic() - told >= TELL_SECONDS:
                        told = time.monotonic()
                        self._tell(id)
            run.phase = "done"
        except DllabError as error:
            run.phase, run.error = "failed", str(error)
        finally:
            self._idle.append(service)
            self._tell(id)

    def _new(self) -> Service:
        service = Service()
        self._all.append(service)
        return service


def _recorded(desk: Desk, submission: Submission, report: Report, run: Run) -> str:
    try:
        desk.workspace.record(submission, report, run.kind, bool(run.only))
    except WorkspaceError as error:
        return str(error)
    return ""
