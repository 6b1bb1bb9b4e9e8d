"""What a listener hears while a submission is graded, in the order it happens."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from grader.report import Cell, CheckResult, Report


class Started(msgspec.Struct, frozen=True, tag="started"):
    """Grading begins.

    Attributes:
        exercise: its id.
        checks: the names of the checks to come, in order.
    """

    exercise: str
    checks: list[str]


class CheckStarted(msgspec.Struct, frozen=True, tag="check-started"):
    """A check begins."""

    name: str
    title: str


class TrainingStep(msgspec.Struct, frozen=True, tag="training"):
    """A network trains; heard about ten times a second, and at the end of each epoch.

    Attributes:
        check: the check that asked for it.
        data: the data set's name.
        run, runs: which of the seeds, from 1; several may take turns.
        epoch, epochs: from 1.
        step, steps: updates so far, and in all.
        device: what it is computed on, e.g. "cpu:0".
        numbers: e.g. "loss", "accuracy" (running means of the epoch), "val_loss" at its end.
    """

    check: str
    data: str
    run: int
    runs: int
    epoch: int
    epochs: int
    step: int
    steps: int
    device: str
    numbers: dict[str, Cell]


class Note(msgspec.Struct, frozen=True, tag="note"):
    """A sentence for whoever waits, e.g. that all GPUs are busy."""

    message: str


class CheckDone(msgspec.Struct, frozen=True, tag="check"):
    """A check ended.

    Attributes:
        result: how.
        line: of the check's file where it failed, for its author; learners are not told.
    """

    result: CheckResult
    line: int | None = None


class Finished(msgspec.Struct, frozen=True, tag="report"):
    """Grading ended."""

    report: Report


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The grader could not grade.

    Attributes:
        error: the exception's class name.
        message: one line for the user.
    """

    error: str
    message: str


Event = Started | CheckStarted | TrainingStep | Note | CheckDone | Finished | Failed
Listener = Callable[[Event], None]


def ignore(event: Event) -> None:
    """The listener that does not listen."""
