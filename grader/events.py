"""What a listener hears while a submission is graded, in the order it happens."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from grader.report import CheckResult, Report


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


class CheckDone(msgspec.Struct, frozen=True, tag="check"):
    """A check ended."""

    result: CheckResult


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


Event = Started | CheckStarted | CheckDone | Finished | Failed
Listener = Callable[[Event], None]


def ignore(event: Event) -> None:
    """The listener that does not listen."""
