"""@check, and the collection of an exercise's public and hidden checks."""

from __future__ import annotations

import linecache
import math
import traceback
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.report import Visibility


class Check(msgspec.Struct, frozen=True):
    """One check of an exercise.

    Attributes:
        name: the function's name.
        title: its docstring's first line.
        points: what it is worth.
        visibility: "public" or "hidden".
        function: takes the lab, and a case where there are cases.
        cases: run one after the other; empty for a check without cases.
        fresh: whether it gets a guest of its own.
        needs: names of checks that must not have failed before it is worth running.
        path, line: where it is defined.
    """

    name: str
    title: str
    points: float
    visibility: Visibility
    function: Callable[..., None]
    cases: list[Any]
    fresh: bool
    needs: list[str]
    path: Path
    line: int


class _Definition(msgspec.Struct):
    function: Callable[..., None]
    points: float
    cases: list[Any]
    fresh: bool
    needs: list[str]


_COLLECTING: ContextVar[list[_Definition]] = ContextVar("checks being collected")


def check(
    points: float = 1, cases: Sequence[Any] = (), fresh: bool = False, needs: Sequence[str] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Mark a function as a check.

    Args:
        points: earned when it passes, all or nothing.
        cases: the function is called once a case, with the case as its second argument.
        fresh: run it in a guest process of its own.
        needs: names of cheaper checks: where one of them has failed, this one is not run.
    """
    if callable(points):
        raise TypeError("write @check(), with parentheses")

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _COLLECTING.get([]).append(_Definition(function, points, list(cases), fresh, list(needs)))
        return function

    return register


def load_checks(exercise: Exercise, public_only: bool = False) -> list[Check]:
    """The checks of an exercise: public ones first, each file in its own order.

    Raises:
        ExerciseError: a file does not load, two checks have one name, or there is none.
    """
    checks = _collect(exercise, "checks.py", "public")
    if not public_only and exercise.has("hidden.py"):
        checks += _collect(exercise, "hidden.py", "hidden")
    seen: dict[str, Check] = {}
    for found in checks:
        if found.name in seen:
            raise ExerciseError(
                f"a second check is called {found.name!r}: rename one", found.path, found.line
            )
        seen[found.name] = found
    for found in checks:
        for name in found.needs:
            if name not in seen or name == found.name:
                raise ExerciseError(
                    f"{found.name} needs {name!r}, which is no other check", found.path, found.line
                )
    if not checks:
        raise ExerciseError("no checks: define a function with @check()", exercise.folder / "checks.py")
    return checks


def _collect(exercise: Exercise, file: str, visibility: Visibility) -> list[Check]:
    path = exercise.folder / file
    definitions: list[_Definition] = []
    token = _COLLECTING.set(definitions)
    try:
        _execute(path, exercise.text(file), f"dllab_{exercise.id}_{path.stem}")
    finally:
        _COLLECTING.reset(token)
    return [_check(definition, visibility, path) for definition in definitions]


def _execute(path: Path, source: str, name: str) -> None:
    """Run a checks file under a private name."""
    namespace: dict[str, Any] = {"__name__": name, "__file__": str(path)}
    linecache.cache[str(path)] = (len(source), None, source.splitlines(keepends=True), str(path))
    try:
        exec(compile(source, str(path), "exec", dont_inherit=True, optimize=0), namespace)
    except SyntaxError as error:
        raise ExerciseError(f"not Python: {error.msg}", path, error.lineno) from None
    except ModuleNotFoundError as error:
        advice = "; use lab.reference in checks" if error.name == "solution" else ""
        raise ExerciseError(f"{error}{advice}", path, line_in(path, error)) from None
    except Exception as error:  # noqa: BLE001 - an author's file may raise anything
        raise ExerciseError(f"{type(error).__name__}: {error}", path, line_in(path, error)) from None


def line_in(path: Path, error: BaseException) -> int | None:
    """The last line of `path` that an exception passed through."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)
    ]
    return lines[-1] if lines else None


def _check(definition: _Definition, visibility: Visibility, path: Path) -> Check:
    function = definition.function
    line = function.__code__.co_firstlineno
    title = (function.__doc__ or "").strip().split("\n")[0]
    if not title:
        raise ExerciseError(
            f"the check {function.__name__!r} has no docstring: its first line is the title", path, line
        )
    if not isinstance(definition.points, (int, float)) or not 0 < definition.points < math.inf:
        raise ExerciseError(
            f"the check {function.__name__!r} is worth {definition.points}: give it points", path, line
        )
    arguments = 2 if definition.cases else 1
    if function.__code__.co_argcount != arguments:
        raise ExerciseError(
            f"the check {function.__name__!r} must take {'lab, case' if arguments == 2 else 'lab'}",
            path,
            line,
        )
    return Check(
        function.__name__,
        title,
        float(definition.points),
        visibility,
        function,
        definition.cases,
        definition.fresh,
        definition.needs,
        path,
        line,
    )
