"""author import: make exercises of nbgrader's and otter's notebooks."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.authoring.creating import own_course
from dllab.cli.options import AsJson, CoursePath
from dllab.wording import count, points
from grader.errors import UsageError

if TYPE_CHECKING:
    from dllab.authoring.importing.run import Imported


def import_notebooks(
    notebooks: Annotated[
        list[Path], typer.Argument(metavar="NOTEBOOK...", help="Source notebooks, with their solutions.")
    ],
    track: Annotated[
        str | None, typer.Option("--track", metavar="NAME", help="A folder; a new one is begun.")
    ] = None,
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Else as the notebook is called.")
    ] = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Make exercises of nbgrader's or otter's source notebooks: lesson, starter, checks, points.

    What cannot be carried over is said, with its cell, and kept in import.md beside the exercise.
    Where --course names an empty or a missing folder, a course is begun in it.
    """
    if id and len(notebooks) > 1:
        raise UsageError("--id names one exercise: import one notebook at a time with it")
    from dllab.authoring.importing import run
    from grader.grade import Grader

    root = own_course(course)
    terminal.abbreviate_course(root)
    named = [(path, id or run.id_of(path)) for path in notebooks]
    done = []
    with Grader() as grader:
        for path, name in named:
            terminal.progress(f"{path.name}: trying its tests on its own solution …")
            try:
                imported = run.run(path, root, track or run.DEFAULT_TRACK, name, grader)
            finally:
                terminal.progress()
            done.append(imported)
            if not as_json:
                _show(imported, course)
    if as_json:
        terminal.show_json({"schema": 1, "exercises": done})
    return 0


def _show(imported: Imported, course: Path | None) -> None:
    for path in imported.began:
        terminal.say(f"{path} is new\n")
    hidden = f", {imported.hidden} of them hidden" if imported.hidden else ""
    worth = f"{points(imported.points)} points in {count(imported.checks, 'check')}{hidden}"
    terminal.say(f"{imported.id} · {worth}\n  {imported.folder}/\n  {imported.solution}\n")
    for remark in imported.remarks:
        terminal.note(f"{imported.id}, {remark}")
    chosen = f" --course {shlex.quote(str(course))}" if course else ""
    terminal.say(f"What the notebook had and this has not: {imported.folder}/import.md\n")
    terminal.say(f"What is still to be written: dllab author check {imported.id}{chosen}\n")
