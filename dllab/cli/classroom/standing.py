"""class status: how far a class is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dllab.classes import on_slurm
from dllab.cli import terminal
from dllab.cli.classroom.results import Class
from dllab.wording import count, one_line
from grader.batch import slurm
from grader.batch.plan import scan
from grader.counting import Grade
from grader.sheet import Row

_MOST = 20  # complaints


def show(found: Class, submissions: Path | None, as_json: bool) -> None:
    """Print how far a class is.

    Raises:
        UsageError: SUBMISSIONS cannot be read.
    """
    coming = _coming(found, submissions)
    if as_json:
        terminal.show_json(_described(found, coming))
    else:
        terminal.say("".join(f"{line}\n" for line in _lines(found, coming)))


class _Coming(msgspec.Struct, frozen=True):
    """What lies in SUBMISSIONS.

    Attributes:
        waiting: how many hand-ins are not graded yet.
        refused: what may be work and cannot be graded, and why.
    """

    waiting: int
    refused: list[tuple[str, str]]


def _coming(found: Class, submissions: Path | None) -> _Coming | None:
    if submissions is None:
        return None
    plan = scan(submissions, found.course)
    refused = [
        (one_line(str(one.path.relative_to(submissions))), one_line(one.why))
        for one in plan.refused
        if not one.stray
    ]
    return _Coming(len(found.store.missing(plan.hand_ins)), refused)


def _lines(found: Class, coming: _Coming | None) -> Iterator[str]:
    grades = [grade for row in found.sheet.rows for grade in row.grades.values()]
    if found.sheet.title:
        yield one_line(found.sheet.title)
    attempts = count(found.book.attempts(), "attempt")
    yield f"{count(len(found.sheet.rows), 'student')}, {attempts} graded, {len(grades)} of them count"
    yield from (f"  {id}: {count(students, 'student')}" for id, students in _by_exercise(found).items())
    if coming is not None:
        yield f"{count(coming.waiting, 'hand-in')} to be graded"
        yield from (f"✗ not graded: {name}: {why}" for name, why in coming.refused[:_MOST])
        if len(coming.refused) > _MOST:
            yield f"✗ and {len(coming.refused) - _MOST} more not graded: --json names all"
    if stale := sum(grade.stale for grade in grades):
        yield f"{count(stale, 'grade')} by an older exercise or grader: `dllab class grade` renews them"
    lost = _lost(found)
    yield from (f"✗ {row.name}, {id}: {one_line(grade.error)}" for row, id, grade in lost[:_MOST])
    if len(lost) > _MOST:
        yield f"✗ and {len(lost) - _MOST} more that could not be graded: --json names all"
    runs = slurm.state(found.store.root)
    yield from map(on_slurm, runs)
    if holder := one_line(found.store.holder()):
        yield f"being graded by {holder}"
    elif not runs:
        yield "nobody is grading now"


def _by_exercise(found: Class) -> dict[str, int]:
    rows = found.sheet.rows
    return {one.id: sum(one.id in row.grades for row in rows) for one in found.sheet.columns}


def _lost(found: Class) -> list[tuple[Row, str, Grade]]:
    return [
        (row, id, grade)
        for row in found.sheet.rows
        for id, grade in row.grades.items()
        if grade.score is None
    ]


def _described(found: Class, coming: _Coming | None) -> dict[str, Any]:
    stale = sum(grade.stale for row in found.sheet.rows for grade in row.grades.values())
    lost = [
        {"student": row.student, "name": row.name, "exercise": id, "why": one_line(grade.error)}
        for row, id, grade in _lost(found)
    ]
    return {
        "schema": 1,
        "title": found.sheet.title,
        "students": len(found.sheet.rows),
        "attempts": found.book.attempts(),
        "exercises": _by_exercise(found),
        "waiting": coming and coming.waiting,
        "refused": coming and [{"path": path, "why": why} for path, why in coming.refused],
        "stale": stale,
        "lost": lost,
        "grading": one_line(found.store.holder()),
        "slurm": msgspec.to_builtins(slurm.state(found.store.root)),
        "problems": found.book.problems(),
    }
