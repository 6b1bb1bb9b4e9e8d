"""The known wrong answers of an exercise, read from mistakes.py as text.

Nothing here runs them. Each is rendered as source in two readings: laid over the reference (only the called
function is wrong), and as a complete submission (a copy of the reference with all overrides in place).
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import ExerciseError
from grader.exercise import Exercise


def mistake(name: str, sentence: str) -> Callable[[type], type]:
    """Mark a class in mistakes.py as a known wrong answer: it holds wrong versions of what is provided.

    The class is read as text, never run by the grader's own process. `from solution import …` at the top of
    the file means the right versions; helpers may stand there, too.

    Args:
        name: a literal in kebab-case; appears in reports.
        sentence: a literal: what the learner reads when their answer equals this one's.
    """
    return lambda cls: cls


class Mistake(msgspec.Struct, frozen=True):
    """One known wrong answer.

    Attributes:
        name, sentence: as in the decorator.
        line: of the class in mistakes.py.
        overrides: the names it defines.
        overlay: source that defines the overrides alone; `solution` is importable where it runs.
        reference: source of the reference solution.
    """

    name: str
    sentence: str
    line: int
    overrides: list[str]
    overlay: str
    reference: str

    def as_submission(self) -> str:
        """A complete submission that makes this mistake, and needs nothing beside itself."""
        names = "".join(f"{name} = _mistaken[{name!r}]\n" for name in self.overrides)
        return _SUBMISSION.format(reference=self.reference, overlay=self.overlay, names=names)


_SUBMISSION = """\
import sys as _sys
import types as _types

_reference = {reference!r}
_overlay = {overlay!r}

_sys.modules["solution"] = _types.ModuleType("solution")
exec(_reference, vars(_sys.modules["solution"]))
_mistaken = {{"__name__": __name__}}
exec(_overlay, _mistaken)

# A copy of the reference, in which the mistake's names take the place of the right ones.
exec(_reference, globals())
{names}"""


def load_mistakes(exercise: Exercise) -> list[Mistake]:
    """The mistakes of an exercise, in file order; none where this install has no mistakes.py.

    Raises:
        ExerciseError: mistakes.py is not well-formed.
    """
    if not (exercise.has("mistakes.py") and exercise.has("solution.py")):
        return []
    path = exercise.folder / "mistakes.py"
    try:
        tree = ast.parse(exercise.text("mistakes.py"), str(path))
    except SyntaxError as error:
        raise ExerciseError(f"not Python: {error.msg}", path, error.lineno) from None
    reference = exercise.text("solution.py")
    for node in tree.body:
        _require_form(node, path)
    found = [node for node in tree.body if _decorator(node)]
    shared = _unparse([node for node in tree.body if node not in found and not _imports_grader(node)])
    mistakes = [_read(node, shared, reference, path) for node in found if isinstance(node, ast.ClassDef)]
    names = [mistake.name for mistake in mistakes]
    for mistake_ in mistakes:
        if names.count(mistake_.name) > 1:
            raise ExerciseError(f"two mistakes are called {mistake_.name!r}", path, mistake_.line)
    return mistakes


def _decorator(node: ast.stmt) -> ast.Call | None:
    if not isinstance(node, ast.ClassDef):
        return None
    calls = [decorator for decorator in node.decorator_list if isinstance(decorator, ast.Call)]
    return next(
        (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "mistake"), None
    )


def _require_form(node: ast.stmt, path: Path) -> None:
    """What is meant for a mistake is written as one: nothing that looks like it is passed over."""
    if _imports_grader(node) and "mistake as" in ast.unparse(node):
        raise ExerciseError("import `mistake` under its own name", path, node.lineno)
    for decorator in getattr(node, "decorator_list", []):
        call = decorator.func if isinstance(decorator, ast.Call) else decorator
        if ast.unparse(call) not in ("mistake", "grader.mistake"):
            continue
        if not isinstance(node, ast.ClassDef):
            raise ExerciseError("@mistake(…) marks a class that holds wrong versions", path, node.lineno)
        if not isinstance(decorator, ast.Call) or not isinstance(call, ast.Name):
            what = 'write @mistake("name", "sentence"), after `from grader import mistake`'
            raise ExerciseError(what, path, decorator.lineno)


def _imports_grader(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "grader"


def _read(node: ast.ClassDef, shared: str, reference: str, path: Path) -> Mistake:
    call = _decorator(node)
    assert call is not None
    try:
        name, sentence = (ast.literal_eval(argument) for argument in call.args)
    except ValueError:
        raise ExerciseError(
            'write @mistake("name", "sentence") with two literals', path, call.lineno
        ) from None
    if not (isinstance(name, str) and isinstance(sentence, str)):
        raise ExerciseError('write @mistake("name", "sentence") with two strings', path, call.lineno)
    body = [statement for statement in node.body if not _is_docstring(statement)]
    overrides = [name for statement in body for name in _defined(statement)]
    if not overrides:
        raise ExerciseError(f"the mistake {name!r} defines nothing", path, node.lineno)
    if not sentence.strip():
        raise ExerciseError(f"the mistake {name!r} says nothing to the learner", path, call.lineno)
    return Mistake(name, sentence, node.lineno, overrides, f"{shared}\n\n{_unparse(body)}", reference)


def _unparse(statements: list[ast.stmt]) -> str:
    return ast.unparse(ast.Module(statements, type_ignores=[]))


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _defined(node: Any) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []
