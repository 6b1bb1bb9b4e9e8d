"""One grading as far as it got: what the lab shows while it waits, and afterwards."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from dllab.announced import Known
from grader.events import CheckDone, CheckStarted, Event, Finished, Note, Started, TrainingStep
from grader.report import Cell, CheckResult, Report, Training, Verdict, Visibility
from grader.submission import from_source

Kind = Literal["test", "grade"]
Phase = Literal["running", "done", "cancelled", "failed"]


@dataclass
class Curve:
    """One seed's training so far.

    Attributes:
        step: the latest word about it.
        epochs: the numbers at the end of each epoch, by name.
    """

    step: TrainingStep
    epochs: dict[str, list[float]] = field(default_factory=dict)

    def hear(self, step: TrainingStep) -> None:
        """Take in the next word."""
        self.step = step
        if "val_loss" in step.numbers or step.step % max(step.steps // step.epochs, 1) == 0:
            for name, value in step.numbers.items():
                _put(self.epochs.setdefault(name, []), step.epoch, value)

    @property
    def ended(self) -> bool:
        """Whether all of its steps are done."""
        return self.step.step >= self.step.steps


@dataclass
class Run:
    """One grading, as far as it got.

    Attributes:
        number: higher for later ones.
        kind: "test" (public checks) or "grade" (all that this install has).
        only: names of the checks asked for; empty for all.
        known: what is known of checks, by name; also of those that this run leaves out.
        names: of the checks to come, in order.
        current: the running check's name and title.
        results: of those done, as learners may see them.
        curves: the latest training, by the number of the seed.
        source: the code that is graded.
        notes: sentences for whoever waits.
        report: the outcome, as learners may see it.
        error: why it could not be graded.
        unrecorded: why the attempt is not in the log.
        earlier: where only some checks run, the latest runs of the others, by the names of these.
    """

    number: int
    kind: Kind
    only: tuple[str, ...]
    known: dict[str, Known] = field(default_factory=dict)
    phase: Phase = "running"
    names: list[str] = field(default_factory=list)
    current: tuple[str, str] | None = None
    results: list[CheckResult] = field(default_factory=list)
    curves: dict[int, Curve] = field(default_factory=dict)
    source: str = ""
    notes: list[str] = field(default_factory=list)
    report: Report | None = None
    error: str = ""
    unrecorded: str = ""
    earlier: dict[str, Run] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        """Take in what the grader tells."""
        match event:
            case Started():
                self.names = event.checks
            case CheckStarted():
                self.current = event.name, event.title
                self._know(event.name, title=event.title)
            case TrainingStep():
                self._follow(event)
            case Note():
                if event.message not in self.notes:
                    self.notes.append(event.message)
            case CheckDone():
                self._done(event.result)
            case Finished():
                self.report, self.results = event.report, list(event.report.checks)

    def result(self, name: str) -> CheckResult | None:
        """What a check of this run said."""
        return next((result for result in self.results if result.name == name), None)

    @property
    def sha256(self) -> str:
        """The hash of the code that is graded, as attempts have it."""
        return from_source(self.source).sha256

    def trainings(self, check: CheckResult) -> list[Training]:
        """Those of the report that a check asked for, or held against its bands."""
        found = self.report.training if self.report else []
        return [one for one in found if check.name == one.check or _measured(one, check)]

    def to_open(self) -> CheckResult | None:
        """What is worth reading first: a failure, else a check that measured or trained a network."""
        failed = (check for check in self.results if check.verdict is not Verdict.PASSED)
        trained = [check for check in self.results if self.trainings(check)]
        measured = (check for check in trained if any(_measured(one, check) for one in self.trainings(check)))
        return next(chain(failed, measured, trained, self.results), None)

    def _done(self, result: CheckResult) -> None:
        self.current = None
        self.results.append(result)
        self._know(result.name, result.title, result.points, result.visibility)

    def _know(
        self, name: str, title: str, points: float | None = None, visibility: Visibility | None = None
    ) -> None:
        before = self.known.get(name, Known(title))
        self.known[name] = Known(title, points or before.points, visibility or before.visibility)

    def _follow(self, step: TrainingStep) -> None:
        """Another training, also of the same check, begins with curves of its own."""
        if any(_begins_anew(curve.step, step) for curve in self.curves.values()):
            self.curves = {}
        self.curves.setdefault(step.run, Curve(step)).hear(step)


def _measured(training: Training, check: CheckResult) -> bool:
    return any(band.check == check.name for band in training.bands)


def _begins_anew(before: TrainingStep, step: TrainingStep) -> bool:
    if (before.check, before.data) != (step.check, step.data):
        return True
    return before.run == step.run and step.step < before.step


def _put(values: list[float], epoch: int, value: Cell) -> None:
    """The number of an epoch, which may be told more than once."""
    number = value if isinstance(value, float | int) else math.nan
    values.extend([math.nan] * (epoch - len(values)))
    values[epoch - 1] = number
