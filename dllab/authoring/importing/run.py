"""Notebook in, exercise out: read it, write it in memory, try it, write it down."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dllab.authoring.importing import exercise, nbgrader, notebook, otter, report, trial
from dllab.authoring.importing.assignment import Assignment, Remark
from dllab.authoring.importing.notebook import Notebook
from dllab.authoring.new import creating
from dllab.wording import kebab
from grader.errors import UsageError
from grader.grade import Grader
from grader.submission import printable

DEFAULT_TRACK = "01-imported"


class Imported(msgspec.Struct, frozen=True):
    """An exercise that was written.

    Attributes:
        id: its id.
        notebook: where it comes from.
        folder, solution: where it is.
        began: the course's and the track's own files, where they are new.
        checks: how many there are.
        hidden: how many of them are hidden.
        points: what they are worth together.
        remarks: what is lost.
    """

    id: str
    notebook: str
    folder: str
    solution: str
    began: list[str]
    checks: int
    hidden: int
    points: float
    remarks: list[Remark]


def id_of(path: Path) -> str:
    """The id that a notebook's name suggests.

    Raises:
        UsageError: it suggests none.
    """
    id = kebab(path.stem)
    if not id:
        raise UsageError(f"{printable(path)}: its name gives no id: say --id")
    return id


def run(path: Path, root: Path, track: str, id: str, grader: Grader) -> Imported:
    """Import one notebook.

    Args:
        path: the notebook.
        root: the course; missing or empty, one is begun.
        track: a folder's name in it.
        id: of the exercise.
        grader: tries the tests on the notebook's own solution.

    Raises:
        UsageError: the notebook cannot be read or holds nothing to grade; the id or track will not do.
        DllabError: something cannot be written.
    """
    creating.new_id(id, creating.course_at(root))  # before any work is done
    creating.track_name(track)
    shown = printable(path.name)
    assignment = understood(notebook.read(path))
    draft = exercise.draft(assignment, id, shown, creating.default_title(id))
    left = trial.settle(draft, grader)
    if not draft.checks:
        why = assignment.remarks[-1].text if assignment.remarks else "it has no tests"
        raise UsageError(f"{shown}: no test of it can be carried over: {why}")
    texts = {**draft.texts, report.NAME: report.write(draft, left, shown)}
    created = creating.write(root, track, id, texts)
    return Imported(
        id,
        printable(path),
        str(created.folder),
        str(created.solution),
        list(map(str, created.began)),
        len(draft.checks),
        sum(one.test.hidden for one in draft.checks),
        round(sum(one.test.points for one in draft.checks), 6),
        sorted(set(assignment.remarks), key=lambda remark: (remark.cell, remark.text)),
    )


def understood(found: Notebook) -> Assignment:
    """What a notebook says, by the tool that it was written for.

    Raises:
        UsageError: it is no tool's that is known here.
    """
    if nbgrader.is_one(found):
        assignment = nbgrader.read(found)
    elif otter.is_one(found):
        assignment = otter.read(found)
    else:
        what = "no cell is marked by nbgrader, and none begins a question of otter's"
        advice = "import the source notebook, the one with the solutions"
        raise UsageError(f"{printable(found.path)}: {what}: {advice}")
    _note_what_no_file_holds(assignment, found)
    return assignment


def _note_what_no_file_holds(assignment: Assignment, found: Notebook) -> None:
    for cell in found.cells:
        if cell.kind == "code" and cell.has_magics:
            assignment.remark(cell.number, "magics (% or !) are commented out")
        if cell.attachments:
            assignment.remark(cell.number, f"the attachment {cell.attachments[0]} stays in the notebook")
    if "widgets" in found.metadata:
        assignment.remark(0, "widgets: the terminal has none")
