"""What is graded: right and wrong submissions of a course, in the mix that a class hands in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course, load_course
from grader.exercise import Exercise
from grader.mistakes import load_mistakes
from grader.submission import Submission, from_source, read

MISTAKES = 3  # of each exercise


@dataclass(frozen=True)
class Item:
    """One submission to grade.

    Attributes:
        kind: "solution", "starter" or "mistake"; a file's name where the submissions are files.
    """

    kind: str
    exercise: Exercise
    submission: Submission


def of_course(root: Path) -> list[Item]:
    """Every NumPy exercise's solution, starter and first mistakes, shuffled the same way each time."""
    items = [item for exercise in _numpy(load_course(root)) for item in _of_exercise(exercise)]
    random.Random(0).shuffle(items)
    return items


def of_files(root: Path, id: str, files: list[Path]) -> list[Item]:
    """Given files, as submissions to one exercise."""
    exercise = load_course(root).exercise(id)
    return [Item(path.stem, exercise, read(path)) for path in files]


def _numpy(course: Course) -> list[Exercise]:
    return [exercise for exercise in course if exercise.kind == "numpy" and exercise.has("solution.py")]


def _of_exercise(exercise: Exercise) -> list[Item]:
    sources = [("solution", exercise.text("solution.py")), ("starter", exercise.text("starter.py"))]
    sources += [("mistake", mistake.as_submission()) for mistake in load_mistakes(exercise)[:MISTAKES]]
    name = f"{exercise.id}.py"
    return [Item(kind, exercise, from_source(source, name)) for kind, source in sources]
