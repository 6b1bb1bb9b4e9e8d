"""class statistics: how exercises went, which checks fail, which mistakes are common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dllab.classes import check_title
from dllab.cli import terminal
from dllab.cli.classroom.results import Class
from dllab.wording import count, one_line, points
from grader.batch import statistics as numbers
from grader.batch.statistics import CheckStatistics, ExerciseStatistics, MistakeStatistics

_MOST = 15  # of each kind, without --verbose


def show(found: Class, exercise: str | None, as_json: bool, verbose: bool) -> None:
    """Print the statistics of a class, or of one exercise of it."""
    told = numbers.of(found.book, exercise)
    if as_json:
        terminal.show_json({"schema": 1, **msgspec.to_builtins(told)})
        return
    failing = [_check(one) for one in told.checks if one.passed < one.graded]
    lines = [
        *_section("Points earned", [_exercise(one) for one in told.exercises], verbose=True),
        *_section("Checks that fail most", failing, verbose, "no check fails"),
        *_section("Most common mistakes", list(map(_mistake, told.mistakes)), verbose, "none that is known"),
    ]
    terminal.say("".join(f"{line}\n" for line in lines).lstrip("\n"))


def _section(title: str, lines: Sequence[str], verbose: bool, none: str = "nothing yet") -> Iterator[str]:
    yield f"\n{title}"
    yield from (f"  {line}" for line in (lines if verbose else lines[:_MOST]) or [none])
    if not verbose and len(lines) > _MOST:
        yield f"  and {len(lines) - _MOST} more: add --verbose"


def _exercise(one: ExerciseStatistics) -> str:
    lost = f", {one.lost} could not be graded" if one.lost else ""
    middle = f"mean {points(one.mean)}, median {points(one.median)} of {points(one.max)}"
    return f"{one.exercise}: {middle}; {one.full_marks} of {one.graded} earned all{lost}"


def _check(one: CheckStatistics) -> str:
    return f"{one.passed} of {one.graded} pass  {one.exercise} · {check_title(one)}"


def _mistake(one: MistakeStatistics) -> str:
    who = count(one.students, "student")
    return f"{who}  {one.exercise} · {one_line(one.mistake)}: {one_line(one.sentence)}"
