"""The course's own exercises that train networks, their solutions graded by a warm grader."""

from __future__ import annotations

from pathlib import Path

from common.results import Result, Target
from grader.course import load_course
from grader.exercise import Exercise
from grader.grade import Grader
from grader.report import Report
from grader.submission import read

PART = "The course's exercises, solutions in a warm grader"
_TARGETS = {"keras-cnn": Target(at_most=60), "train-digits": Target(at_most=10)}
_KNOWN = ("keras-first", "keras-cnn", "autoencoder", "segment", "train-digits")


def measure(course: Path, rounds: int, quick: bool) -> list[Result]:
    """A line for each of them that the course has.

    Args:
        course: the repository.
        rounds: gradings of each.
        quick: the first only.
    """
    exercises = {exercise.id: exercise for exercise in load_course(course)}
    wanted = [exercises[id] for id in (_KNOWN[:1] if quick else _KNOWN) if id in exercises]
    with Grader(device="cpu") as grader:
        grader.environment()  # both fork servers are up, and know their sandbox
        return [_line(grader, exercise, rounds) for exercise in wanted if exercise.has("solution.py")]


def _line(grader: Grader, exercise: Exercise, rounds: int) -> Result:
    grader.environment(exercise)
    reports = [grader.grade(exercise, read(exercise.solution)) for _ in range(rounds)]
    seconds = [report.seconds for report in reports]
    return Result(PART, exercise.id, "s", seconds, _TARGETS.get(exercise.id), _note(reports[-1]))


def _note(report: Report) -> str:
    """How much of it was training; several seeds train at a time."""
    runs = [run for training in report.training for run in training.runs]
    data = ", ".join(dict.fromkeys(training.data for training in report.training))
    told = f"{len(runs)} trainings of {sum(run.seconds for run in runs):.1f} s together, on {data}"
    return told if report.full_marks else f"{told}; NOT full marks: {report.score:g} of {report.max_score:g}"
