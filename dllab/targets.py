"""What the user means by PATH or ID: which file, and which exercise it answers."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from dllab.workspace import Workspace
from grader.course import Course
from grader.errors import UsageError
from grader.exercise import Exercise


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
    _refuse_no_file(path)
    return Target(path, course.exercise(exercise_id) if exercise_id else by_name(course, path))


def by_name(course: Course, path: Path) -> Exercise:
    """The exercise whose id a file's name contains: logistic_unit.py, anna-logistic-unit.py, softmax-v2.py.

    Raises:
        UsageError: it says none, and the message names the nearest; or several, and it names them.
        ExerciseError: it says a broken one.
    """
    name = re.sub(r"[\W_]+", "-", path.stem.lower())
    ids = _ids(course)
    # double-open is not double as well: words that a longer id has taken are taken.
    words, fitting = f"-{name}-", dict[str, str]()
    for id in sorted(ids, key=len, reverse=True):
        if f"-{id}-" in words:
            words = words.replace(f"-{id}-", "--")
            fitting.setdefault(ids[id], id)
    if len(fitting) == 1:
        return course.exercise(*fitting.values())
    if fitting:
        several = " and ".join(sorted(fitting))
        raise UsageError(f"{path}: the name says {several}: say which with --exercise ID")
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


def _ids(course: Course) -> dict[str, str]:
    """All ids, former ids, and the folders of exercises that could not be read; with the id of today."""
    broken = {
        name: name for problem in course.problems if problem.path for name in [problem.path.parent.name]
    }
    return broken | {id: one.id for one in course for id in (*one.renamed_from, one.id)}


def _refuse_no_file(path: Path) -> None:
    if not os.path.lexists(path):
        raise UsageError(f"{path}: no such file")
    if path.is_dir() and not path.is_symlink():
        raise UsageError(f"{path} is a folder: name a file in it")


def _started(workspace: Workspace, exercise: Exercise) -> Path:
    path = workspace.file(exercise)
    if not os.path.lexists(path):
        raise UsageError(f"{path} does not exist yet: type `dllab start {exercise.id}`")
    return path
