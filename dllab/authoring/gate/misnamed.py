"""Names that checks ask the submission for, and that nobody writes: `lab.debias` for `lab.debiased`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dllab.authoring import source
from dllab.authoring.gate.grounds import Problem
from grader.exercise import Exercise
from grader.running import is_of_lab
from grader.yamlfile import nearest


def problems(exercise: Exercise) -> Iterator[Problem]:
    """Where a check uses such a name: file, line and sentence.

    Raises:
        ExerciseError: the solution is missing, or a file is not Python.
    """
    known = _known(exercise)
    if known is None:
        return
    for file in filter(exercise.has, ("checks.py", "hidden.py")):
        path = exercise.folder / file
        tree = source.parse(exercise.text(file), path)
        optional = set(_asked_for(tree))
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(value=ast.Name(id="lab"), attr=name, ctx=ast.Load()):
                    if name not in known | optional and not is_of_lab(name) and not name.startswith("__"):
                        what = f"lab.{name}: neither `provides` nor the solution has {name!r}"
                        others = sorted(one for one in known if one.isidentifier())
                        yield path, node.lineno, f"{what}: {nearest(name, others, 'correct one of them')}"


def _known(exercise: Exercise) -> set[str] | None:
    """What exercise.yaml provides, and whatever the solution binds; None where that cannot be told."""
    tree = source.parse(exercise.text("solution.py"), exercise.solution)
    bound = source.bound(tree)
    return None if "*" in bound else {*exercise.provides, *source.definitions(tree), *bound}


def _asked_for(tree: ast.Module) -> Iterator[str]:
    """Names that may be missing, for a check asks first: lab.has("name")."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="lab"), attr="has"),
                args=[ast.Constant(value=str(name))],
            ):
                yield name
