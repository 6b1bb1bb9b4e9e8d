"""Which files of a course go into a bundle: those that are named here, and no others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from grader import declared, files, policy
from grader.course import Course, Track
from grader.errors import ExerciseError, in_words
from grader.exercise import ANSWERS, Exercise
from grader.layout import NAME as COURSE
from grader.policy import EVERYTHING, CourseFile
from grader.track import NAME as TRACK
from grader.track import TrackFile
from grader.yamlfile import line_of
from grader.yamlloader import yaml

Audience = Literal["students", "graders"]
Files = dict[str, bytes]  # by path from the bundle's folder, with slashes

OPEN = ("exercise.yaml", "lesson.md", "starter.py", "checks.py")
CLOSED = ("hidden.py", "mistakes.py", "mutants.yaml", "study.json")  # as far as there are such


def of(
    course: Course,
    audience: Audience,
    answers: Mapping[str, bytes] | None = None,
    only: Collection[str] | None = None,
) -> Files:
    """The files of a bundle, sorted by their paths.

    Args:
        course: all of it is taken, what it includes of the built-in one, too.
        audience: who will have it.
        answers: for students, what the reference answers to public checks, by exercise.
        only: the ids of the exercises that go in, with the data sets that they use; None: all of it.

    Raises:
        ExerciseError: a file is missing or cannot be read, or course.yaml is not well-formed.
    """
    found: Files = {}
    tracks = _tracks(course, only)
    for track in tracks:
        found[f"exercises/{track.id}/{TRACK}"] = _dumped(_track(track))
        for exercise in track.exercises:
            folder = f"exercises/{track.id}/{exercise.id}"
            found |= {f"{folder}/{path.name}": _read(path) for path in _files(exercise, audience)}
            if answers is not None:
                found[f"{folder}/{ANSWERS}"] = answers[exercise.id]
            if audience == "graders":
                solutions = (exercise.solution, *exercise.second_solutions)
                found |= {f"solutions/{track.id}/{path.name}": _read(path) for path in solutions}
    datasets, data = _datasets(course, audience, None if only is None else _used(tracks))
    if about := _course(course, tracks, audience) | ({"datasets": datasets} if datasets else {}):
        found[COURSE] = _dumped(about)
    found |= data
    return dict(sorted(found.items()))


def _tracks(course: Course, only: Collection[str] | None) -> list[Track]:
    """The tracks with those exercises that go in; without tracks that none is left of."""
    if only is None:
        return course.tracks
    chosen = [
        msgspec.structs.replace(track, exercises=[one for one in track.exercises if one.id in only])
        for track in course.tracks
    ]
    return [track for track in chosen if track.exercises]


def _used(tracks: list[Track]) -> set[str]:
    return {name for track in tracks for exercise in track.exercises for name in exercise.datasets}


def _files(exercise: Exercise, audience: Audience) -> Iterator[Path]:
    yield from (exercise.folder / name for name in OPEN)
    if audience == "graders":
        yield from (exercise.folder / name for name in CLOSED if exercise.has(name))


def _track(track: Track) -> dict[str, Any]:
    ids = [exercise.id for exercise in track.exercises]
    file = TrackFile(track.title, ids, track.summary, track.objectives)
    return {key: value for key, value in msgspec.to_builtins(file).items() if value}


def _course(course: Course, tracks: list[Track], audience: Audience) -> dict[str, Any]:
    """What course.yaml says of these tracks, without comments; students get what concerns all of them."""
    file = _concerning(policy.read(course), tracks)
    plain: dict[str, Any] = msgspec.to_builtins(file)
    default: dict[str, Any] = msgspec.to_builtins(policy.CourseFile())
    said = {key: value for key, value in plain.items() if value != default[key]}
    said.pop("include", None)
    if "tracks" in said or course.file.include:
        said["tracks"] = [track.id for track in tracks]
    if "policy" in said:
        said["policy"] = {
            key: value for key, value in said["policy"].items() if value != default["policy"][key]
        }
    if audience == "students":
        _require_reachable(course)
        said.pop("resources", None)
        said.get("policy", {}).pop("extensions", None)
    return {key: value for key, value in said.items() if value}


def _concerning(file: CourseFile, tracks: list[Track]) -> CourseFile:
    """The same without times for what does not go in, which whoever reads the bundle would not know."""
    exercises = [exercise for track in tracks for exercise in track.exercises]
    former = (id for exercise in exercises for id in exercise.renamed_from)
    known = {*(track.id for track in tracks), *(exercise.id for exercise in exercises), *former}
    deadlines = {id: time for id, time in file.policy.deadlines.items() if id in known}
    extensions = {
        student: {id: time for id, time in times.items() if id in known or id == EVERYTHING}
        for student, times in file.policy.extensions.items()
    }
    granted = {student: times for student, times in extensions.items() if times}
    counted = msgspec.structs.replace(file.policy, deadlines=deadlines, extensions=granted)
    return msgspec.structs.replace(file, policy=counted)


def _require_reachable(course: Course) -> None:
    """Students' installs lie elsewhere, and so would a drop folder that is told from the course's."""
    if (folder := course.file.dropbox) and not folder.startswith(("/", "~")):
        path = course.root / COURSE
        what = f"dropbox: {folder} would lie in each student's own install: write its whole path, from / on"
        raise ExerciseError(what, path, line_of(path, "dropbox"))


def _datasets(
    course: Course, audience: Audience, only: Collection[str] | None
) -> tuple[dict[str, Any], Files]:
    """What course.yaml is to say of the course's own data sets, and their files."""
    said: dict[str, Any] = {}
    found: Files = {}
    for name, one in course.file.datasets.items():
        if only is not None and name not in only:
            continue
        if audience == "students":
            from grader.datasets import for_students  # NumPy and more

            copy = for_students(course.root, name)
            said[name] = msgspec.to_builtins(copy.declared)
            found |= copy.files
            continue
        said[name] = msgspec.to_builtins(one)
        for key, named in (("file", one.file), ("generator", one.program), ("card", one.card)):
            if named:
                found[named] = declared.content(course.root, name, key, named)
    return said, found


def _read(path: Path) -> bytes:
    try:
        return files.read(path)
    except FileNotFoundError:
        raise ExerciseError("missing file", path) from None
    except OSError as error:
        raise ExerciseError(f"cannot be read: {in_words(error)}", path) from None


def _dumped(content: dict[str, Any]) -> bytes:
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()
