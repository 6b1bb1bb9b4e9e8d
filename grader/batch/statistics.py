"""What a class can do and what it gets wrong, over the attempts that count; late penalties left out."""

from __future__ import annotations

import statistics

import msgspec

from grader.batch.gradebook import Gradebook


class ExerciseStatistics(msgspec.Struct, frozen=True):
    """One exercise.

    Attributes:
        exercise, title: its.
        graded: how many students' attempts.
        lost: how many students' could not be graded.
        max: the points that it is worth.
        mean, median: of the points earned.
        full_marks: how many students earned all of them.
    """

    exercise: str
    title: str
    graded: int
    lost: int
    max: float
    mean: float
    median: float
    full_marks: int


class CheckStatistics(msgspec.Struct, frozen=True):
    """One check.

    Attributes:
        exercise, check, title, visibility: which one.
        passed: how many students' attempts.
        graded: of how many.
    """

    exercise: str
    check: str
    title: str
    visibility: str
    passed: int
    graded: int


class MistakeStatistics(msgspec.Struct, frozen=True):
    """One known mistake.

    Attributes:
        exercise, mistake: which one.
        sentence: what those read who make it.
        students: how many made it.
    """

    exercise: str
    mistake: str
    sentence: str
    students: int


class Statistics(msgspec.Struct, frozen=True):
    """A class.

    Attributes:
        exercises: in the order of the course.
        checks: those first that most fail.
        mistakes: the most common first.
    """

    exercises: list[ExerciseStatistics]
    checks: list[CheckStatistics]
    mistakes: list[MistakeStatistics]


def of(book: Gradebook, exercise: str | None = None) -> Statistics:
    """The statistics of a class, or of one exercise of it."""
    ask = book.database.execute
    chosen = {"exercise": exercise}
    exercises = [
        _exercise(id, title, max, [earned for (earned,) in ask(_EARNED, (id,))])
        for id, title, max in ask("SELECT exercise, title, max FROM exercises_in_order")
        if exercise in (None, id)
    ]
    checks = [CheckStatistics(*row) for row in ask(_CHECKS, chosen)]
    mistakes = [MistakeStatistics(*row) for row in ask(_MISTAKES, chosen)]
    return Statistics(exercises, checks, mistakes)


def _exercise(id: str, title: str, max: float, found: list[float | None]) -> ExerciseStatistics:
    earned = [one for one in found if one is not None]
    mean, median = (statistics.fmean(earned), statistics.median(earned)) if earned else (0.0, 0.0)
    full = sum(one >= max for one in earned)
    lost = len(found) - len(earned)
    return ExerciseStatistics(id, title, len(earned), lost, max, round(mean, 4), round(median, 4), full)


_EARNED = "SELECT raw FROM grades WHERE exercise = ?"
_CHECKS = """
SELECT exercise, name, title, visibility, passed, graded FROM checks
WHERE :exercise IS NULL OR exercise = :exercise
ORDER BY 1.0 * passed / graded, graded DESC, exercise, position
"""
_MISTAKES = """
SELECT exercise, mistake, sentence, students FROM mistakes
WHERE :exercise IS NULL OR exercise = :exercise
ORDER BY students DESC, exercise, mistake
"""
