"""How soon a learner hears: each exercise of the course, public checks and all of them, in a warm grader."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from common.alone import alone
from common.results import Result, Target

if TYPE_CHECKING:
    from grader.exercise import Exercise
    from grader.grade import Grader

PART = "The course's exercises, one by one"
_PUBLIC, _ALL = Target(at_most=150), Target(at_most=1000)


def measure(course: Path, rounds: int) -> list[Result]:
    """The medians of all exercises, and the slowest of them.

    Args:
        course: the repository.
        rounds: gradings of each submission.
    """
    return alone(_measured, course, rounds)


def _measured(course: Path, rounds: int) -> list[Result]:
    from grader.course import load_course
    from grader.grade import Grader

    exercises = [one for one in load_course(course) if one.kind == "numpy" and not one.datasets]
    right, wrong, whole = {}, {}, {}
    with Grader() as grader:
        for exercise in exercises:
            solution, *mistakes = _sources(exercise)
            right[exercise.id] = _milliseconds(grader, exercise, solution, rounds, public_only=True)
            whole[exercise.id] = _milliseconds(grader, exercise, solution, rounds, public_only=False)
            times = [_milliseconds(grader, exercise, one, 1, public_only=True) for one in mistakes]
            wrong[exercise.id] = max(times, default=0.0)
    return [
        *_lines("public checks, the solution", right, _PUBLIC),
        *_lines("public checks, its slowest mistake", wrong, _PUBLIC),
        *_lines("all checks, the solution", whole, _ALL),
    ]


def _sources(exercise: Exercise) -> Iterator[str]:
    from grader.mistakes import load_mistakes

    yield exercise.text("solution.py")
    yield from (mistake.as_submission() for mistake in load_mistakes(exercise))


def _milliseconds(grader: Grader, exercise: Exercise, source: str, rounds: int, public_only: bool) -> float:
    """The median; one more comes first, which loads the checks and the mistakes."""
    from grader.submission import from_source

    submission = from_source(source, f"{exercise.id}.py")
    reports = [grader.grade(exercise, submission, public_only=public_only) for _ in range(rounds + 1)]
    return 1e3 * statistics.median(report.seconds for report in reports[1:])


def _lines(what: str, times: dict[str, float], target: Target) -> list[Result]:
    slowest = max(times, key=lambda id: times[id])
    return [
        Result(PART, what, "ms", list(times.values())),
        Result(PART, "… the slowest exercise", "ms", [times[slowest]], target, slowest),
    ]
