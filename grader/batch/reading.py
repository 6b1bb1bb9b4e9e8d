"""RESULTS as they are at a moment, for who looks on for long: read whole, and nothing held open."""

from __future__ import annotations

import msgspec

from grader.batch import statistics
from grader.batch.gradebook import refresh
from grader.batch.outcome import Outcome, decoded
from grader.batch.statistics import Statistics
from grader.batch.store import Store
from grader.course import Course
from grader.sheet import Sheet


class Reading(msgspec.Struct, frozen=True):
    """What the gradebook said.

    Attributes:
        sheet: students × exercises.
        statistics: of all exercises.
        problems: what could not be read or does not fit together, a sentence each.
    """

    sheet: Sheet
    statistics: Statistics
    problems: list[str]


def read(store: Store, course: Course) -> Reading:
    """What the gradebook says now; it is made anew where it is older than what it is made of.

    Raises:
        ExerciseError: course.yaml is not well-formed.
        StoreError: there are no results, or the gradebook cannot be written.
    """
    with refresh(store, course) as book:
        return Reading(book.sheet(), statistics.of(book), book.problems())


def outcome(store: Store, course: Course, student: str, exercise: str, key: str) -> Outcome:
    """What a grade comes from; it may lie under a name that the exercise had once.

    Args:
        store: the results.
        course: whose exercise it is.
        student: percent-encoded, as in a sheet.
        exercise: its id now.
        key: the grade's.

    Raises:
        StoreError: it is damaged, or gone meanwhile.
    """
    for id in names(course, exercise):
        if store.has(decoded(student), id, key):
            return store.read(decoded(student), id, key)
    return store.read(decoded(student), exercise, key)


def names(course: Course, exercise: str) -> tuple[str, ...]:
    """All ids under which there may be outcomes for an exercise."""
    former = next((one.renamed_from for one in course if one.id == exercise), ())
    return (exercise, *former)
