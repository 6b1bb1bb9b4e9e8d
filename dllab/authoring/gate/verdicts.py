"""The verdict table of the author's gate: what was graded, by what each check said of it.

Rows are submissions: the solution, second solutions, what must not pass, each mistake. Columns are checks.
A row sums up all gradings of its submission, on all seeds that were tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from grader.checks import Check
from grader.report import CheckResult, Verdict, Visibility

Kind = Literal["solution", "second solution", "starter", "empty file", "syntax error", "mistake", "hollow"]
Ending = Verdict | Literal["partly"]
RIGHT = ("solution", "second solution")
WORTHLESS = ("empty file", "syntax error")


class Subject(msgspec.Struct, frozen=True):
    """A submission that the gate grades.

    Attributes:
        kind: what it is.
        name: which one, where there are several: a mistake's name, a second solution's file.
    """

    kind: Kind
    name: str = ""

    def __str__(self) -> str:
        return self.name or f"the {self.kind}"


class Column(msgspec.Struct, frozen=True):
    """A check."""

    name: str
    title: str
    visibility: Visibility
    points: float


class Cell(msgspec.Struct, frozen=True):
    """What a check said of a submission.

    Attributes:
        verdict: the first one that was not `passed`; "partly" where points were missing nevertheless.
        lost: how often it earned less than everything.
        tried: how often it was asked.
        named: whether it was known under its own name each time (mistakes only).
    """

    verdict: Ending
    lost: int
    tried: int
    named: bool = False


class Row(msgspec.Struct, frozen=True):
    """A submission.

    Attributes:
        kind, name: as of `Subject`.
        earned: points, on the worst seed for what should earn everything, on the best one for the others.
        cells: one a column; None where the check was not asked.
    """

    kind: Kind
    name: str
    earned: float
    cells: list[Cell | None]


class Table(msgspec.Struct, frozen=True):
    """What the gate saw.

    Attributes:
        columns: the checks, public ones first.
        rows: right ones first, what is worthless next, then mistakes in the order of mistakes.py.
    """

    columns: list[Column]
    rows: list[Row]

    @property
    def points(self) -> float:
        """What all checks are worth."""
        return sum(column.points for column in self.columns)

    def first_to_catch(self, column: int) -> list[str]:
        """The mistakes that no check before this one fails, and that this one does."""
        return [row.name for row in self._mistakes() if _first(row) == column]

    def caught(self, column: int) -> list[str]:
        """The mistakes that a check fails."""
        return [row.name for row in self._mistakes() if _fails(row.cells[column])]

    def asked(self, column: int) -> list[str]:
        """The mistakes that come as far as a check; others fail what it needs."""
        return [row.name for row in self._mistakes() if _ran(row.cells[column])]

    def is_wrong(self, column: int) -> bool:
        """Whether a check says of a submission what it should not, or of a mistake on some seeds only."""
        return any(_is_wrong(row, cell, _first(row) == column) for row, cell in self._cells(column))

    @property
    def mistakes(self) -> int:
        """How many were graded."""
        return len(self._mistakes())

    def _cells(self, column: int) -> list[tuple[Row, Cell]]:
        return [(row, cell) for row in self.rows if (cell := row.cells[column]) is not None]

    def _mistakes(self) -> list[Row]:
        return [row for row in self.rows if row.kind == "mistake"]


def table(checks: Sequence[Check], graded: dict[Subject, list[list[CheckResult]]]) -> Table:
    """What gradings came to.

    Args:
        checks: all of the exercise, in their order.
        graded: the results of each grading, by what was graded.
    """
    columns = [Column(check.name, check.title, check.visibility, check.points) for check in checks]
    ordered = sorted(graded, key=lambda subject: get_args(Kind).index(subject.kind))
    return Table(columns, [_row(subject, columns, graded[subject]) for subject in ordered])


def _row(subject: Subject, columns: list[Column], gradings: list[list[CheckResult]]) -> Row:
    results = [{result.name: result for result in grading} for grading in gradings]
    cells = [
        _cell(subject, [one[column.name] for one in results if column.name in one]) for column in columns
    ]
    earned = [round(sum(result.earned for result in grading), 6) for grading in gradings]
    return Row(subject.kind, subject.name, (min if subject.kind in RIGHT else max)(earned), cells)


def _cell(subject: Subject, results: list[CheckResult]) -> Cell | None:
    if not results:
        return None
    lost = [result for result in results if not result.full_marks]
    failed = [result for result in lost if result.verdict is not Verdict.PASSED]
    verdict: Ending = failed[0].verdict if failed else "partly" if lost else Verdict.PASSED
    named = subject.kind == "mistake" and bool(failed) and all(one.mistake == subject.name for one in failed)
    return Cell(verdict, len(lost), len(results), named)


def _ran(cell: Cell | None) -> bool:
    return cell is not None and cell.verdict is not Verdict.NOT_RUN


def _fails(cell: Cell | None) -> bool:
    return cell is not None and _ran(cell) and cell.verdict is not Verdict.PASSED


def _is_wrong(row: Row, cell: Cell, is_first: bool) -> bool:
    if row.kind in RIGHT:
        return cell.lost > 0
    if row.kind in WORTHLESS:
        return cell.verdict is Verdict.PASSED
    return row.kind == "mistake" and is_first and (not cell.named or cell.lost < cell.tried)


def _first(row: Row) -> int | None:
    return next((index for index, cell in enumerate(row.cells) if _fails(cell)), None)
