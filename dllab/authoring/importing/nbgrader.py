"""Source notebooks of nbgrader: cells that are marked as solutions, as tests, as given."""

from __future__ import annotations

import ast
import math
import re
import textwrap
from typing import Any

from dllab.authoring.importing import names
from dllab.authoring.importing.assignment import GAP, Assignment, Code, Prose, Test
from dllab.authoring.importing.notebook import Cell, Notebook
from grader.errors import UsageError
from grader.submission import printable


def is_one(notebook: Notebook) -> bool:
    """Whether nbgrader has marked a cell of it."""
    return any(_marks(cell) for cell in notebook.cells)


def read(notebook: Notebook) -> Assignment:
    """Understand a notebook.

    Raises:
        UsageError: a region is opened and never closed.
    """
    assignment = Assignment("nbgrader")
    for cell in notebook.cells:
        _take(assignment, notebook, cell)
    return assignment


def _take(assignment: Assignment, notebook: Notebook, cell: Cell) -> None:
    marks = _marks(cell)
    points = _points(marks)
    if marks.get("task") or (marks.get("solution") and (marks.get("grade") or cell.kind == "markdown")):
        assignment.remark(cell.number, f"graded by hand{_worth(points)}: not carried over")
    if marks.get("task") or (cell.kind == "markdown" and not marks.get("solution")):
        assignment.pieces.append(Prose(cell.number, cell.source))
    elif cell.kind == "code" and marks.get("solution"):
        assignment.pieces.append(_solution(notebook, cell))
    elif cell.kind == "code" and marks.get("grade"):
        assignment.pieces += _tests(assignment, notebook, cell, points)
    elif cell.kind == "code":
        given = Code(cell.number, cell.python, cell.python, is_given=bool(marks.get("locked")))
        assignment.pieces.append(given)


def _marks(cell: Cell) -> dict[str, Any]:
    found = cell.metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def _points(marks: dict[str, Any]) -> float:
    found = marks.get("points", 0)
    is_number = isinstance(found, (int, float)) and math.isfinite(found)
    return max(float(found), 0.0) if is_number else 0.0


def _worth(points: float) -> str:
    return f" ({points:g} point{'' if points == 1 else 's'})" if points else ""


def _solution(notebook: Notebook, cell: Cell) -> Code:
    """Without regions, the whole cell is the solution."""
    outside, inside = _split(notebook, cell, "SOLUTION")
    solved = "\n".join(line for line in cell.python.split("\n") if not _BORDER.search(line))
    if not inside:
        return Code(cell.number, solved, GAP)
    return Code(cell.number, solved, "\n".join(outside))


def _tests(assignment: Assignment, notebook: Notebook, cell: Cell, points: float) -> list[Test]:
    """The part that learners see, and the part that they do not; both are needed for the points."""
    if _AUTOTEST.search(cell.source):
        assignment.remark(cell.number, f"`### AUTOTEST` is made into tests by nbgrader{_worth(points)}")
    outside, hidden = _split(notebook, cell, "HIDDEN TESTS")
    name = assignment.free_name(str(_marks(cell).get("grade_id") or "cell"), cell.number)
    seen = "\n".join(line for line in outside if line.strip() != GAP)
    whole = "\n".join(line for line in cell.python.split("\n") if not _BORDER.search(line))
    title, share = _title(seen), _is_a_share(whole)
    if not hidden:
        return [Test(cell.number, name, seen, False, points, title, share=share)]
    if not _does_something(seen):
        return [Test(cell.number, name, whole, True, points, share=share)]
    source = whole if share or _goes_on(seen, "\n".join(hidden)) else "\n".join(hidden)
    public = Test(cell.number, name, seen, False, 0.0, title)
    return [public, Test(cell.number, f"{name} hidden", source, True, points, share=share, after=[name])]


def _split(notebook: Notebook, cell: Cell, what: str) -> tuple[list[str], list[str]]:
    """The lines outside of regions, a gap for each region, and those inside."""
    outside: list[str] = []
    inside: list[str] = []
    is_open = False
    for line in cell.python.split("\n"):
        if f"BEGIN {what}" in line and not is_open:
            is_open = True
            outside.append(line[: len(line) - len(line.lstrip())] + GAP)
        elif f"BEGIN {what}" in line:
            raise _unbalanced(notebook, cell, what)
        elif f"END {what}" in line:
            is_open = False
        else:
            (inside if is_open else outside).append(line)
    if is_open:
        raise _unbalanced(notebook, cell, what)
    return outside, inside


def _unbalanced(notebook: Notebook, cell: Cell, what: str) -> UsageError:
    where = f"{printable(notebook.path)}, cell {cell.number}"
    return UsageError(f"{where}: `### BEGIN {what}` without its `### END {what}`: mend the notebook")


def _title(source: str) -> str:
    """Learners see the cell, so its docstring may be the check's title."""
    try:
        return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0].strip()
    except SyntaxError:
        return ""


def _does_something(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return True
    return any(not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in body)


def _goes_on(seen: str, hidden: str) -> bool:
    """Whether the hidden part uses what the other has left behind."""
    try:
        return bool(names.of(seen).bound & names.of(textwrap.dedent(hidden)).needed)
    except SyntaxError:
        return True


def _is_a_share(source: str) -> bool:
    """Whether nbgrader takes what the last line shows for the points."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    last = body[-1] if body else None
    return isinstance(last, ast.Expr) and isinstance(last.value, (ast.Name, ast.BinOp, ast.IfExp))


_BORDER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")
_AUTOTEST = re.compile(r"^\s*###\s*(HASHED\s+)?AUTOTEST\b", re.MULTILINE)
