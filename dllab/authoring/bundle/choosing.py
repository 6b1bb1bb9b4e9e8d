"""Which exercises of a course go into a bundle: all but those that are to stay out."""

from __future__ import annotations

from collections.abc import Sequence

from grader.course import Course
from grader.errors import ExerciseError, UsageError
from grader.exercise import Exercise


def exercises(course: Course, without: Sequence[str]) -> list[Exercise]:
    """Those that go in.

    Args:
        course: whose.
        without: the ids of those that stay out; they need not be finished, nor even load.

    Raises:
        UsageError: there is no such exercise, one that goes in needs it, or none is left.
    """
    out = {_id(course, named) for named in without}
    chosen = [exercise for exercise in course if exercise.id not in out]
    for exercise in chosen:
        for word, ids in (("uses code of", exercise.uses), ("requires", exercise.requires)):
            for id in ids:
                if id in out:
                    what = f"{exercise.id} {word} it: leave that out, too (--without {exercise.id})"
                    raise UsageError(f"--without {id}: {what}, or bundle both")
    if out and not chosen:
        raise UsageError(f"--without {' --without '.join(sorted(out))}: no exercise is left")
    return chosen


def problems(course: Course, without: Sequence[str]) -> list[str]:
    """What is wrong with the course, but for what is wrong with exercises that stay out.

    Raises:
        UsageError: there is no such exercise.
    """
    out = {_id(course, named) for named in without}
    return [str(one) for one in course.problems if one.path is None or one.path.parent.name not in out]


def _id(course: Course, named: str) -> str:
    """Its present id."""
    try:
        return course.exercise(named).id
    except ExerciseError:
        return named  # it does not load, so it goes by the name of its folder
