"""Students × exercises: what a gradebook is shown and exported as."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from grader.counting import Grade
from grader.neutral import plain


class Column(msgspec.Struct, frozen=True):
    """An exercise that somebody has handed in.

    Attributes:
        id, title: the exercise's.
        max: the points that it is worth; 0 where nothing could be graded.
    """

    id: str
    title: str
    max: Decimal


class Row(msgspec.Struct, frozen=True):
    """A student.

    Attributes:
        student: the folder's name, percent-encoded.
        name: the same as people may read it; two students may look alike.
        grades: by exercise; nothing was handed in for the others.
        total: the sum of scores.
    """

    student: str
    name: str
    grades: dict[str, Grade]
    total: Decimal


class Sheet(msgspec.Struct, frozen=True):
    """The whole class.

    Attributes:
        columns: in the order of the course.
        rows: by name.
        title: the course's.
    """

    columns: list[Column]
    rows: list[Row]
    title: str = ""

    @property
    def max(self) -> Decimal:
        """The points that all exercises together are worth."""
        return sum((column.max for column in self.columns), Decimal(0))


def one_line(name: str) -> str:
    """A name from a file system as text on one line that nothing obeys; never empty."""
    return " ".join(plain(name).split()) or "?"


def total(grades: dict[str, Grade]) -> Decimal:
    """The sum of the scores; what was not handed in or not graded adds nothing."""
    return sum((grade.score for grade in grades.values() if grade.score is not None), Decimal(0))


def remark(grade: Grade) -> str:
    """What is to be said about a grade, in one line; empty where it is simply what was earned."""
    parts = []
    if grade.score is None:
        parts.append("could not be graded" + (f": {one_line(grade.error)}" if grade.error else ""))
    if grade.days_late:
        late = f"{grade.days_late} day{'s' if grade.days_late > 1 else ''} late"
        parts.append(late + _cost(grade))
    if grade.stale:
        parts.append("graded by an older version")
    return "; ".join(parts)


def marks(grade: Grade) -> str:
    """Signs beside a score: * late, ~ graded by an older version."""
    return ("*" if grade.days_late else "") + ("~" if grade.stale else "")


def number(value: Decimal) -> str:
    """Points without needless digits: 7, 7.5, 0.33."""
    return f"{value.normalize():f}"


def _cost(grade: Grade) -> str:
    if not grade.raw:
        return ""
    if grade.score == 0 and grade.penalty < 100:
        return f", too late to count: {number(grade.raw)} earned"
    return f", {number(grade.penalty)} % less than the {number(grade.raw)} earned"
