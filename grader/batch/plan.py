"""What was handed in: SUBMISSIONS/<student>/<exercise>.py or .ipynb. Names of folders and files are data."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader.course import Course
from grader.errors import ExerciseError, SubmissionError, UsageError, in_words
from grader.exercise import Exercise
from grader.submission import printable, read

SUFFIXES = (".py", ".ipynb")
MOST = 2_000  # files of a student that are looked at: a flood is nobody else's trouble
_MOST_EACH = 4  # that are graded for one exercise: it has as many spellings as letters have cases


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
    """A file or a folder that is not graded, and why, in one sentence.

    Attributes:
        path: where it is.
        why: the sentence.
        stray: whether it cannot be anybody's work: notes, pictures, data.
    """

    path: Path
    why: str
    stray: bool = False


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
        UsageError: it is no folder that can be read, an exercise or a student is not there, or the course is
            what students get of it.
        ExerciseError: an exercise that was asked for is broken.
    """
    if any(exercise.is_recorded for exercise in course):
        what = f"{course.root} is what students get of a course, without hidden checks"
        raise UsageError(f"{what}: grade with what `dllab author bundle --for graders` gives")
    wanted = {course.exercise(id).id for id in exercises}
    listed = _listed(folder)
    names = [name for name in listed if not name.startswith(".")]
    for student in students:
        if student not in names:
            near = get_close_matches(student, names, n=1)
            raise UsageError(f"{folder} has no folder {student!r}" + (f": {near[0]!r}?" if near else ""))
    plan = Plan([], [])
    by_name = {name: exercise for exercise in course for name in (*exercise.renamed_from, exercise.id)}
    if not students:
        plan.refused.extend(_hidden(folder, set(listed) - set(names), course, by_name))
    for name in sorted(names if not students else set(students)):
        for found in _found(folder, name, course, by_name):
            if isinstance(found, Refused):
                plan.refused.append(found)
            elif not wanted or found.exercise.id in wanted:
                plan.hand_ins.append(found)
    return plan


def require_apart(submissions: Path, results: Path) -> None:
    """Results are no submissions, nor the other way round.

    Raises:
        UsageError: one folder lies in the other, or they were given the wrong way round.
    """
    one, other = submissions.resolve(), results.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise UsageError(f"{results} and {submissions} lie in each other: choose another folder for results")
    if (submissions / "batch.json").is_file() and (submissions / "reports").is_dir():
        raise UsageError(f"{submissions} holds results, no hand-ins: have the two folders changed places?")


def _listed(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {in_words(error)}") from None


def _hidden(
    folder: Path, names: Collection[str], course: Course, by_name: dict[str, Exercise]
) -> Iterator[Refused]:
    """Folders with a dot before their names: an editor's or a file system's, unless there is work in one."""
    for name in sorted(names):
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            works = any(isinstance(one, HandIn) for one in _found(folder, name, course, by_name))
            advice = "; take the dot away to have what lies in it graded" if works else ""
            yield Refused(folder / name, f"it is a hidden folder{advice}", stray=not works)


def _found(
    folder: Path, student: str, course: Course, by_name: dict[str, Exercise]
) -> Iterator[HandIn | Refused]:
    """What a student's folder holds; everything is opened from there, whatever takes its place meanwhile."""
    path = folder / student
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except NotADirectoryError:
        what = "a symbolic link" if path.is_symlink() else "no folder"
        stray = path.suffix.lower() not in SUFFIXES
        yield Refused(path, f"it is {what}; a student's files lie in a folder of their own", stray)
        return
    except OSError as error:
        yield Refused(path, f"it cannot be read: {in_words(error)}")
        return
    try:
        with os.scandir(descriptor) as entries:
            names = sorted(entry.name for entry in entries)
        names = [name for name in names if not name.startswith(".") and name != "__pycache__"]
        if len(names) > MOST:
            yield Refused(path, f"only the first {MOST:,} of its {len(names):,} files are looked at")
        many: Counter[str] = Counter()
        for name in names[:MOST]:
            yield _placed(path / name, student, descriptor, course, by_name, many)
    finally:
        os.close(descriptor)


def _placed(
    path: Path,
    student: str,
    folder: int,
    course: Course,
    by_name: dict[str, Exercise],
    many: Counter[str],
) -> HandIn | Refused:
    if path.suffix.lower() not in SUFFIXES:
        return _of_another_kind(path, by_name)
    exercise = by_name.get(path.stem.lower().replace("_", "-"))
    if exercise is None:
        return Refused(path, _misnamed(path, course))
    many[exercise.id] += 1
    if many[exercise.id] > _MOST_EACH:
        others = f"{_MOST_EACH} other files are for {exercise.id}"
        return Refused(path, f"{others}, and no more are graded: keep one")
    try:
        submission = read(path, folder)
        time = os.stat(path.name, dir_fd=folder, follow_symlinks=False).st_mtime
    except (SubmissionError, OSError) as error:
        return Refused(path, _without(path, str(error)))
    return HandIn(student, exercise, path, submission.sha256, time)


def _of_another_kind(path: Path, by_name: Collection[str]) -> Refused:
    """Notes and pictures, but for code that a mail program or Windows has given another ending."""
    why = "it is neither a .py nor an .ipynb file"
    name = path.stem.lower().removesuffix(".py").replace("_", "-")
    if path.suffix.lower() != ".txt" or name not in by_name:
        return Refused(path, why, stray=True)
    return Refused(path, f"{why}: should it be {name}.py?")


def _misnamed(path: Path, course: Course) -> str:
    id = path.stem.lower().replace("_", "-")
    try:
        course.exercise(id)
    except ExerciseError as error:
        return f"its exercise is broken: {error}"
    except UsageError:
        near = get_close_matches(id, [exercise.id for exercise in course], n=1, cutoff=0.5)
        return "its name is no exercise's" + (f": should it be {near[0]}{path.suffix}?" if near else "")
    raise AssertionError(id)


def _without(path: Path, sentence: str) -> str:
    """A sentence that need not begin with the path."""
    rest = sentence.removeprefix(printable(path))
    return f"line {rest[1:]}" if re.match(r":\d", rest) else rest.removeprefix(":").strip()
