"""class export: the reports that count, for other programs and as pages for students."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dllab.cli import terminal
from dllab.cli.classroom import private
from dllab.cli.classroom.forms import Format
from dllab.cli.classroom.results import Class
from dllab.feedback import Work, page
from dllab.wording import count
from grader import export as formats
from grader.batch.outcome import decoded
from grader.batch.store import safe_name
from grader.report import Report, for_learner
from grader.sheet import Row


def export(
    found: Class, format: Format, out: Path, exercises: list[str], students: list[str], details: bool
) -> None:
    """Write the reports of some exercises and students, of all where none is named.

    Raises:
        UsageError: an exercise or a student is not there.
        DllabError: a file cannot be written, or an outcome is damaged.
    """
    wanted = {found.exercise(id) for id in exercises}
    private.make(out)
    ids = [column.id for column in found.sheet.columns if not wanted or column.id in wanted]
    rows = [found.student(name) for name in students] or found.sheet.rows
    if format is Format.CSV:
        reports = (report for row in rows for _, report in _reports(found, row, ids))
        number = _write(iter([(out / "reports.csv", formats.csv_gradebook(reports))]))
    else:
        number = _write(_files(found, rows, ids, format, out, details))
    terminal.note(f"wrote {count(number, 'file')} into {out}")


def _files(
    found: Class, rows: list[Row], ids: list[str], format: Format, out: Path, details: bool
) -> Iterator[tuple[Path, str]]:
    """Each file and its text; one student's reports are in memory at a time."""
    for row in rows:
        name = safe_name(decoded(row.student))
        if format is Format.HTML:
            yield out / f"{name}.html", _page(found, row, ids, details)
            continue
        reports = list(_reports(found, row, ids))
        if format is Format.GRADESCOPE:
            for id, report in reports:
                yield (
                    out / name / f"{id}.json",
                    formats.gradescope(report if details else for_learner(report)),
                )
        elif format is Format.JUNIT:
            yield out / f"{name}.xml", formats.junit(report for _, report in reports)
        else:
            yield out / f"{name}.json", formats.ctrf(report for _, report in reports)


def _reports(found: Class, row: Row, ids: list[str]) -> Iterator[tuple[str, Report]]:
    for id in ids:
        if id in row.grades and row.grades[id].score is not None:
            report = found.outcome(row.student, id, row.grades[id]).report
            if report is not None:
                yield id, report


def _page(found: Class, row: Row, ids: list[str], details: bool) -> str:
    titles = {column.id: column.title for column in found.sheet.columns}
    works = (
        Work(titles[id], row.grades[id], found.outcome(row.student, id, row.grades[id]).report)
        for id in ids
        if id in row.grades
    )
    return page(found.sheet, row, works, details)


def _write(texts: Iterator[tuple[Path, str]]) -> int:
    number = 0
    for path, text in texts:
        private.make(path.parent)
        private.write(path, text)
        number += 1
    return number
