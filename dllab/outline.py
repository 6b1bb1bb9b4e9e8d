"""A course as it is listed: track by track, with a row for each part that cannot be read."""

from __future__ import annotations

import msgspec

from grader import shipped
from grader.course import Course
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.layout import NAME


class Damage(msgspec.Struct, frozen=True):
    """A part of a course that cannot be read.

    Attributes:
        name: of its folder; "track.yaml" or "course.yaml" where only that file is to blame.
        sentences: what is wrong, with file and line, as seen from the course's folder.
    """

    name: str
    sentences: list[str]


class Section(msgspec.Struct, frozen=True):
    """A track; one that cannot be read has nothing but damage, and its folder's name for a title."""

    id: str
    title: str
    summary: str
    exercises: list[Exercise]
    damaged: list[Damage]
    objectives: list[str] = []


def outline(course: Course) -> list[Section]:
    """The tracks of a course in order, without those that have nothing to show."""
    damaged = _damaged(course)
    sections = [
        Section(
            track.id,
            track.title,
            track.summary,
            track.exercises,
            damaged.pop(track.id, []),
            track.objectives,
        )
        for track in course.tracks
    ]
    sections += [Section(id, id, "", [], rows) for id, rows in damaged.items()]
    place = {id: number for number, id in enumerate((NAME, *course.order))}
    shown = (one for one in sections if one.exercises or one.damaged)
    return sorted(shown, key=lambda one: (place.get(one.id, len(place)), one.id))


def remarks(course: Course, exercise: Exercise) -> list[str]:
    """What is wrong with an exercise that can be read nevertheless, such as an id that is taken."""
    return [
        sentence(course, one)
        for one in course.problems
        if one.path is not None and one.path.parent == exercise.folder
    ]


def sentence(course: Course, problem: ExerciseError | str) -> str:
    """What is wrong, with paths as seen from the course's folder, or from that of the built-in one."""
    return str(problem).replace(f"{course.root}/", "").replace(f"{shipped.course()}/", "")


def _damaged(course: Course) -> dict[str, list[Damage]]:
    """The rows by the track's id."""
    listed = {exercise.folder.parts[-2:] for exercise in course}
    whole = {(NAME,), *((track.id,) for track in course.tracks)}
    found: dict[tuple[str, str], Damage] = {}
    for problem in course.problems:
        place, file = _place(course, problem)
        if place and place not in listed:
            name = file if place in whole else place[-1]
            damage = found.setdefault((place[0], name), Damage(name, []))
            damage.sentences.append(sentence(course, problem))
    rows: dict[str, list[Damage]] = {}
    for (track, _), damage in found.items():
        rows.setdefault(track, []).append(damage)
    return rows


def _place(course: Course, problem: ExerciseError) -> tuple[tuple[str, ...], str]:
    """The folders under `exercises` down to the one that a problem is in, and the file's name.

    Of course.yaml its own name stands for a folder.
    """
    if problem.path == course.root / NAME:
        return (NAME,), NAME
    for top in (course.root / "exercises", shipped.course() / "exercises"):
        if problem.path is not None and problem.path.is_relative_to(top):
            *folders, file = problem.path.relative_to(top).parts
            return tuple(folders), file
    return (), ""
