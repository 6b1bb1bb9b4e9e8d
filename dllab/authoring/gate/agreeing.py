"""Whether the starter asks for what the solution is: names, signatures, and a first step for each."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dllab.authoring import source
from dllab.authoring.gate import grounds
from grader.errors import ExerciseError
from grader.exercise import Exercise


def problems(exercise: Exercise) -> Iterator[grounds.Problem]:
    """What is wrong with the starter beside the solution: file, line and sentence.

    Raises:
        ExerciseError: the starter is missing, or is not Python.
    """
    path = exercise.folder / "starter.py"
    tree = source.parse(exercise.text("starter.py"), path)
    starter, solution = source.definitions(tree), _solution(exercise)
    for name, count in Counter(source.names(tree)).items():
        if count > 1:
            yield path, starter[name].lineno, f"{name} is defined {count} times"
    for line, name in source.uses(tree, exercise.forbid):
        yield path, line, f"uses {name}, which the exercise forbids"
    for name in grounds.names(exercise):
        if name in starter:
            yield from _signatures(path, name, starter[name], solution.get(name))
            yield from _first_step(path, name, starter[name], exercise.provides)
        elif name in solution:
            yield path, 1, f"{name} is not defined, but exercise.yaml provides it"


def _solution(exercise: Exercise) -> dict[str, source.Definition]:
    """What the solution defines; nothing where it cannot be read, which is said elsewhere."""
    try:
        return source.definitions(source.parse(exercise.text("solution.py"), exercise.solution))
    except ExerciseError:
        return {}


def _signatures(
    path: Path, name: str, asked: source.Definition, right: source.Definition | None
) -> Iterator[grounds.Problem]:
    match asked, right:
        case ast.FunctionDef(), ast.FunctionDef() if not _takes_all_of(right.args, asked.args):
            is_, should = (ast.unparse(one.args) for one in (asked, right))
            yield path, asked.lineno, f"{name}({is_}) is {name}({should}) in the solution: make them equal"
        case ast.ClassDef(), ast.ClassDef():
            methods = {method.name: method for method in source.methods(right)}
            for method in source.methods(asked):
                yield from _signatures(path, f"{name}.{method.name}", method, methods.get(method.name))


def _takes_all_of(right: ast.arguments, asked: ast.arguments) -> bool:
    """Whether the solution's arguments are the starter's, with the same defaults; more may be optional."""
    ours, theirs = _arguments(right), _arguments(asked)
    more = ours[len(theirs) :]
    return ours[: len(theirs)] == theirs and all(default or name[0] == "*" for name, default in more)


def _arguments(arguments: ast.arguments) -> list[tuple[str, str]]:
    """Name and default of each, in order, without annotations; "" for one that must be given."""
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
    pairs = zip(
        (*plain, *arguments.kwonlyargs), (*defaults, *arguments.defaults, *arguments.kw_defaults), strict=True
    )
    found = [(one.arg, ast.unparse(default) if default else "") for one, default in pairs]
    stars = (("*", arguments.vararg), ("**", arguments.kwarg))
    return found + [(f"{star}{one.arg}", "") for star, one in stars if one]


def _first_step(
    path: Path, name: str, asked: source.Definition, provides: list[str]
) -> Iterator[grounds.Problem]:
    """A function that is to be written says so, by its name: the learner reads it."""
    if not isinstance(asked, ast.FunctionDef):
        return
    raised = [ast.unparse(one.exc) for one in ast.walk(asked) if isinstance(one, ast.Raise) and one.exc]
    said = [text for text in raised if text.startswith("NotImplementedError")]
    advice = f'raise NotImplementedError("{name}: the first step")'
    if not said and all(map(_is_empty, asked.body)):
        yield path, asked.lineno, f"{name} does not say what to write: {advice}"
    elif said and not any(one in text for text in said for one in provides):
        yield path, asked.lineno, f"{name} says that it is to be written, but not its name: {advice}"


def _is_empty(node: ast.stmt) -> bool:
    """A docstring, `pass`, `...`, or `return` of nothing."""
    match node:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Return(value=None | ast.Constant(value=None)):
            return True
    return False
