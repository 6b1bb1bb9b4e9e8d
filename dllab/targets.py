"""What the user means by PATH or ID: which file, and which exercise it answers."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from dllab.workspace import Workspace
from grader.errors import UsageError
from grader.exercise import Course, Exercise


class Target(NamedTuple):
    """A file and the exercise it is graded by."""

    path: Path
    exercise: Exercise


def resolve(
    course: Course, workspace: Workspace, given: str | None, exercise_id: str | None = None
) -> Target:
    """The file and exercise meant by an exercise's id, a path, or nothing (what was changed last).

    Raises:
        UsageError: nothing fits; the message says what to type.
        ExerciseError: the exercise meant is broken.
    """
    if given is None:
        exercise = course.exercise(exercise_id) if exercise_id else workspace.latest(course)
        return Target(_started(workspace, exercise), exercise)
    if not _is_path(course, given):
        path = _started(workspace, course.exercise(given))
        return Target(path, course.exercise(exercise_id or given))
    path = Path(given)
    return Target(path, course.exercise(exercise_id) if exercise_id else by_name(course, path))


def by_name(course: Course, path: Path) -> Exercise:
    """The exercise that a file's name says: logistic-unit.py, logistic_unit.py, logistic-unit-v2.py.

    Raises:
        UsageError: it says none; the message names the nearest.
        ExerciseError: it says a broken one.
    """
    name = re.sub(r"[\W_]+", "-", path.stem.lower())
    ids = _ids(course)
    fitting = [id for id in ids if name == id or name.startswith(f"{id}-")]
    if fitting:
        return course.exercise(max(fitting, key=len))
    near = get_close_matches(name, ids, n=1, cutoff=0.6)
    example = near[0] if near else "ID"
    raise UsageError(
        f"{path}: the name does not say which exercise: add --exercise {example} (`dllab list` names all)"
    )


def _is_path(course: Course, given: str) -> bool:
    """An id wins over a folder of that name in the current directory."""
    if os.sep in given or Path(given).suffix in (".py", ".ipynb"):
        return True
    return given not in _ids(course) and os.path.lexists(given)


def _ids(course: Course) -> list[str]:
    """All ids, former ids, and the folders of exercises that could not be read."""
    good = [id for exercise in course for id in (exercise.id, *exercise.renamed_from)]
    return good + [problem.path.parent.name for problem in course.problems if problem.path]


def _started(workspace: Workspace, exercise: Exercise) -> Path:
    path = workspace.file(exercise)
    if not os.path.lexists(path):
        raise UsageError(f"{path} does not exist yet: type `dllab start {exercise.id}`")
    return path
