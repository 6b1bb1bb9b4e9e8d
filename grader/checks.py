"""@check, and the collection of an exercise's public and hidden checks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import msgspec

from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.imports import execute, imported, line_in
from grader.report import Visibility
from grader.rings import ring_from

MOST_POINTS = 1000
MOST_PARTS = 100  # in which a point may be shared out


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
    """Mark a function of checks.py or hidden.py as a check: it takes the lab, and its docstring is its title.

    The learner reads the title, of hidden checks, too: it says what is established, and nothing about inputs.
    Checks must pass or fail alike in any order.

    Args:
        points: earned when it passes, all or nothing (but see `expect.band`); 0 for one that is only seen,
            such as the public half of what a hidden check that `needs` it is worth.
        cases: the function is called once a case, with the case as its second argument; the first failure
            ends it and says, in a public check, which case it was.
        fresh: run it in a guest process of its own.
        needs: names of cheaper checks: where one of them has failed, this one is not run.
    """
    if callable(points):
        raise TypeError("write @check(), with parentheses")
    if isinstance(needs, str):
        raise TypeError(f"write needs=[{needs!r}]: it is a list of names")

    def register(function: Callable[..., None]) -> Callable[..., None]:
        if not isinstance(function, FunctionType):
            raise TypeError("@check() marks a function, def name(lab): …")
        _COLLECTING.get([]).append(_Definition(function, points, list(cases), fresh, list(needs)))
        return function

    return register


def load_checks(exercise: Exercise, public_only: bool = False) -> list[Check]:
    """The checks of an exercise: public ones first, each file in its own order.

    hidden.py may import what checks.py defines, apart from the checks themselves.

    Raises:
        ExerciseError: a file does not load, two checks have one name, or there is none.
    """
    checks, public = _collect(exercise, "checks.py", "public")
    if not public_only and exercise.has("hidden.py"):
        own = {found.function for found in checks}
        _vet_imports(exercise.folder / "hidden.py", exercise.text("hidden.py"), public, own)
        checks += _collect(exercise, "hidden.py", "hidden", public)[0]
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
    _require_order(checks)
    if not checks:
        raise ExerciseError("no checks: define a function with @check()", exercise.folder / "checks.py")
    return checks


def _collect(
    exercise: Exercise, file: str, visibility: Visibility, public: ModuleType | None = None
) -> tuple[list[Check], ModuleType]:
    """The checks of a file, and the module that it is; with `public` it can import from checks.py."""
    path, source = exercise.folder / file, exercise.text(file)
    definitions: list[_Definition] = []
    token = _COLLECTING.set(definitions)
    try:
        with _authors(path):
            name = f"dllab_{exercise.id}_{path.stem}"
            module = execute(source, str(path), name, {"checks": public} if public else None)
    finally:
        _COLLECTING.reset(token)
    return [_check(definition, visibility, path) for definition in definitions], module


def _vet_imports(path: Path, source: str, public: ModuleType, checks: set[Callable[..., None]]) -> None:
    """What hidden.py imports from checks.py is there, and is said by its name."""
    with _authors(path):
        for line, name in imported(source, "checks"):
            if name in ("", "*"):
                raise ExerciseError("say which names: `from checks import NAME, …`", path, line)
            if not hasattr(public, name):
                near = get_close_matches(name, vars(public), n=1)
                advice = f": did you mean {near[0]!r}?" if near else ""
                raise ExerciseError(f"checks.py does not define {name!r}{advice}", path, line)
            if any(getattr(public, name) is function for function in checks):
                why = "it is run as a public one; import the helpers that it uses"
                raise ExerciseError(f"the check {name!r} cannot be imported: {why}", path, line)


@contextmanager
def _authors(path: Path) -> Iterator[None]:
    """Whatever an author's file raises is said with its line."""
    try:
        yield
    except ExerciseError:
        raise
    except SyntaxError as error:
        raise ExerciseError(f"not Python: {error.msg}", path, error.lineno) from None
    except ModuleNotFoundError as error:
        raise ExerciseError(f"{error}{instead_of(error)}", path, line_in(path, error)) from None
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an author's file may raise anything
        raise ExerciseError(_said(error), path, line_in(path, error)) from None


def _said(error: BaseException) -> str:
    """What an author's file raised; where `check` itself refused something, in its words alone."""
    if isinstance(error, TypeError) and str(error).startswith("check() got an unexpected keyword"):
        return f"{error}: it takes points, cases, fresh, needs"
    own = isinstance(error, TypeError) and str(error).startswith(("write ", "@check()"))
    return str(error) if own else f"{type(error).__name__}: {error}"


def instead_of(error: BaseException) -> str:
    """What to do about an import that found nothing: "; and a sentence", or ""."""
    name = error.name if isinstance(error, ModuleNotFoundError) else None
    return f"; {_INSTEAD[name]}" if name in _INSTEAD else ""


_INSTEAD = {
    "solution": "use lab.reference in checks",
    "checks": "only hidden.py imports from checks.py",
    "hidden": "what both files use belongs into checks.py",
}


def _are_points(points: Any) -> bool:
    """Whether it is a number that sums of points stay exact with."""
    is_number = isinstance(points, (int, float)) and not isinstance(points, bool)
    if not is_number or not 0 <= points <= MOST_POINTS:
        return False
    return bool(round(points, 2) == points or float(Fraction(points).limit_denominator(MOST_PARTS)) == points)


def _require_order(checks: Iterable[Check]) -> None:
    """Checks that need one another in a ring would never run."""
    needs = {found.name: found.needs for found in checks}
    for found in checks:
        ring = ring_from(found.name, needs)
        if ring:
            what = f"{' needs '.join(ring)}: none of them would be run"
            raise ExerciseError(what, found.path, found.line)


def _check(definition: _Definition, visibility: Visibility, path: Path) -> Check:
    function = definition.function
    line = function.__code__.co_firstlineno
    title = (function.__doc__ or "").strip().split("\n")[0]
    if not title:
        raise ExerciseError(
            f"the check {function.__name__!r} has no docstring: its first line is the title", path, line
        )
    if not _are_points(definition.points):
        what = f"the check {function.__name__!r} is worth {definition.points!r}"
        advice = f"a number up to {MOST_POINTS} with two decimals at most, or a part such as 1 / 3"
        raise ExerciseError(f"{what}: give it points, {advice}", path, line)
    if function.__code__.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE):
        what = f"the check {function.__name__!r} has a yield or is async, so nothing of it would run"
        raise ExerciseError(f"{what}: write a plain function", path, line)
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
