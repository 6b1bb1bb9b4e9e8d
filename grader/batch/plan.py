"""What was handed in: SUBMISSIONS/<student>/<exercise>.py or .ipynb. Names of folders and files are data."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader.errors import SubmissionError, UsageError
from grader.exercise import Course, Exercise
from grader.submission import read

SUFFIXES = (".py", ".ipynb")


class HandIn(msgspec.Struct, frozen=True):
    """One file of one student.

    Attributes:
        student: the folder's name, as the file system has it.
        exercise: which one it is for.
        path: the file.
        sha256: the hash of its bytes.
        time: when it was handed in, seconds since 1970: the file's time of modification.
    """

    student: str
    exercise: Exercise
    path: Path
    sha256: str
    time: float


class Refused(msgspec.Struct, frozen=True):
    """A file or a folder that is not graded, and why, in one sentence."""

    path: Path
    why: str


class Plan(msgspec.Struct, frozen=True):
    """All there is to do, by student and file name."""

    hand_ins: list[HandIn]
    refused: list[Refused]


def scan(
    folder: Path, course: Course, exercises: Collection[str] = (), students: Collection[str] = ()
) -> Plan:
    """Look through SUBMISSIONS; nothing outside of it is touched, whatever links lie in it.

    Args:
        folder: SUBMISSIONS.
        course: whose exercises the files are for.
        exercises: ids of those that count; all when empty.
        students: names of those that count; all when empty.

    Raises:
        UsageError: it is no folder that can be read, or an exercise or a student is not there.
        ExerciseError: an exercise that was asked for is broken.
    """
    wanted = {course.exercise(id).id for id in exercises}
    names = _listed(folder)
    for student in students:
        if student not in names:
            near = get_close_matches(student, names, n=1)
            raise UsageError(f"{folder} has no folder {student!r}" + (f": {near[0]!r}?" if near else ""))
    plan = Plan([], [])
    by_name = {name: exercise for exercise in course for name in (*exercise.renamed_from, exercise.id)}
    for name in sorted(names if not students else set(students)):
        for found in _files(folder / name):
            if isinstance(found, Refused):
                plan.refused.append(found)
                continue
            _place(found, name, by_name, wanted, plan)
    return plan


def _place(path: Path, student: str, by_name: dict[str, Exercise], wanted: set[str], plan: Plan) -> None:
    exercise = by_name.get(path.stem.lower().replace("_", "-"))
    if exercise is None:
        near = get_close_matches(path.stem.lower(), by_name, n=1, cutoff=0.5)
        why = "its name is no exercise's" + (f": should it be {near[0]}{path.suffix}?" if near else "")
        plan.refused.append(Refused(path, why))
    elif not wanted or exercise.id in wanted:
        try:
            submission, time = read(path), path.lstat().st_mtime
        except SubmissionError as error:
            plan.refused.append(Refused(path, str(error)))
        except OSError as error:
            plan.refused.append(Refused(path, error.strerror or str(error)))
        else:
            plan.hand_ins.append(HandIn(student, exercise, path, submission.sha256, time))


def _listed(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror or error}") from None


def _files(folder: Path) -> Iterator[Path | Refused]:
    """A student's files; a link to a folder elsewhere is not followed."""
    try:
        mode = folder.lstat().st_mode
        if not stat.S_ISDIR(mode):
            what = "a symbolic link" if stat.S_ISLNK(mode) else "no folder"
            yield Refused(folder, f"it is {what}; a student's files lie in a folder of their own")
            return
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield Refused(folder, f"it cannot be read: {error.strerror or error}")
        return
    for path in paths:
        if path.suffix.lower() in SUFFIXES:
            yield path
        elif path.name != "__pycache__":
            yield Refused(path, "it is neither a .py nor an .ipynb file")
