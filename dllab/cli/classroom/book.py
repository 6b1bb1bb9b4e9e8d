"""class gradebook: students × exercises, as a table, for spreadsheets, for learning platforms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dllab.cli import terminal
from dllab.cli.classroom import private, table
from dllab.cli.classroom.forms import Form
from dllab.cli.classroom.results import Class
from dllab.cli.pager import page
from dllab.wording import count
from grader.counting import Grade
from grader.sheet import Sheet, remark


def show(found: Class, as_json: bool) -> None:
    """Print the table."""
    if as_json:
        terminal.show_json(described(found.sheet, found.book.problems()))
    else:
        page(table.shown(found.sheet, terminal.width()))


def export(found: Class, form: Form, out: Path | None) -> None:
    """Write it for a spreadsheet.

    Raises:
        DllabError: the file cannot be written.
    """
    _write(_exported(found.sheet, form), out)
    lost = sum(any(one.score is None for one in row.grades.values()) for row in found.sheet.rows)
    if lost:
        students = count(lost, "student")
        terminal.note(f"work of {students} could not be graded: those cells are empty, not 0")


def described(sheet: Sheet, problems: Sequence[str] = ()) -> dict[str, Any]:
    """A sheet as plain data."""
    exercises = [{"id": one.id, "title": one.title, "max": float(one.max)} for one in sheet.columns]
    students = [
        {
            "student": row.student,
            "name": row.name,
            "total": float(row.total),
            "grades": {id: graded(grade) for id, grade in row.grades.items()},
        }
        for row in sheet.rows
    ]
    facts = {"title": sheet.title, "max": float(sheet.max), "exercises": exercises, "students": students}
    return {"schema": 1, **facts, "problems": list(problems)}


def graded(grade: Grade) -> dict[str, Any]:
    """A grade as plain data."""
    return {
        "score": None if grade.score is None else float(grade.score),
        "max": float(grade.max),
        "earned": None if grade.raw is None else float(grade.raw),
        "days_late": grade.days_late,
        "penalty_percent": float(grade.penalty),
        "handed_in": grade.handed_in,
        "deadline": grade.deadline,
        "counts": grade.why,
        "stale": grade.stale,
        "key": grade.key,
        "remark": remark(grade),
    }


def _exported(sheet: Sheet, form: Form) -> str:
    from grader import export

    match form:
        case Form.PLAIN:
            return export.csv_plain(sheet)
        case Form.CANVAS:
            return export.csv_canvas(sheet)
        case Form.MOODLE:
            return export.csv_moodle(sheet)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        terminal.write_bytes(text.encode())
    else:
        private.write(out, text)
        terminal.note(f"wrote {out}")
