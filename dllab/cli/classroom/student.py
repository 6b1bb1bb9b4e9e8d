"""class show: one student, and one report."""

from __future__ import annotations

import shlex
from pathlib import Path

from rich.text import Text

from dllab.classes import said
from dllab.cli import render, terminal
from dllab.cli.classroom.book import described
from dllab.cli.classroom.results import Class
from dllab.cli.classroom.table import one_student
from dllab.cli.grading import Look
from dllab.cli.grading import show as show_one
from dllab.handin import moment
from dllab.targets import Target
from dllab.wording import one_line
from grader.batch.outcome import encoded
from grader.counting import Grade
from grader.errors import UsageError
from grader.sheet import Row, number


def show(found: Class, row: Row, as_json: bool) -> None:
    """Print a student's grades."""
    if as_json:
        whole = described(found.sheet)
        whole["students"] = [one for one in whole["students"] if one["student"] == row.student]
        terminal.show_json(whole)
        return
    total = f"{row.name}: {number(row.total)} of {number(found.sheet.max)}"
    rows = [
        [Text(f"  {id}"), Text(what), Text(score, justify="right")]
        for id, what, score in one_student(row, found.sheet)
    ]
    terminal.show(Text(total), render.grid(rows, terminal.width()))


def show_report(found: Class, row: Row, id: str, as_json: bool, verbose: bool, details: bool) -> None:
    """Print the report that counts, and what became of its points.

    Raises:
        UsageError: there is none.
        StoreError: it is damaged.
    """
    if id not in row.grades:
        raise UsageError(f"{row.name} has no result for {id}: it was not handed in, or not graded yet")
    grade = row.grades[id]
    report = found.outcome(row.student, id, grade).report
    if report is None or grade.score is None:
        raise UsageError(f"{row.name}'s {id} could not be graded: {one_line(grade.error)}")
    target = Target(Path(report.submission.path), found.course.exercise(id))
    show_one(report, target, Look(as_json, verbose, details, more=_in_full(found, row, id)))
    if not as_json:
        terminal.say(f"\n{_times(grade)}\nGrade {said(grade)}\n")


def _times(grade: Grade) -> str:
    """When it was handed in, and until when it might have been: what days late are counted from."""
    deadline = "" if grade.deadline is None else f"; the deadline was {moment(grade.deadline)}"
    return f"Handed in {moment(grade.handed_in)}{deadline}"


def _in_full(found: Class, row: Row, id: str) -> str:
    """The command that shows every failure."""
    name = row.name if encoded(row.name) == row.student else row.student
    what = shlex.join([str(found.store.root), name, id])
    return f"dllab class show -v {'-- ' if name.startswith('-') else ''}{what}"
