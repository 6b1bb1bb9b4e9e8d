"""What is known of checks before they have run: read from their file, which is not run for it."""

from __future__ import annotations

import ast
from typing import NamedTuple

from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.report import Visibility


class Known(NamedTuple):
    """What is known of a check.

    Attributes:
        title: as reports have it.
        points: what it is worth; None where nobody has said.
        visibility: None likewise.
    """

    title: str
    points: float | None = None
    visibility: Visibility | None = None


def public_checks(exercise: Exercise) -> dict[str, Known]:
    """The public checks by name, in order; none where the file cannot be read as Python."""
    try:
        tree = ast.parse(exercise.text("checks.py"))
    except (ExerciseError, SyntaxError, ValueError):
        return {}
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (mark := _mark(node)):
            title = (ast.get_docstring(node) or node.name).strip().split("\n")[0]
            found[node.name] = Known(title, _points(mark), "public")
    return found


def _mark(function: ast.FunctionDef) -> ast.Call | None:
    """Its `@check(…)`."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).rpartition(".")[2] == "check":
            return decorator
    return None


def _points(mark: ast.Call) -> float | None:
    """What `@check(points=2)` says; 1 where it says nothing."""
    given = [*mark.args[:1], *(keyword.value for keyword in mark.keywords if keyword.arg == "points")]
    if not given:
        return 1.0
    value = given[0].value if isinstance(given[0], ast.Constant) else None
    return float(value) if isinstance(value, int | float) else None
