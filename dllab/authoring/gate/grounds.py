"""What all else stands on: a solution that loads, defines what it should and uses nothing forbidden.

Where that is not so, it alone is said: whatever is graded or worked out with such a solution goes wrong, too.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from keyword import iskeyword
from pathlib import Path

from dllab.authoring import source
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.imports import imported
from grader.mistakes import Mistake
from grader.reference import names_of
from grader.yamlfile import line_of, nearest, read_text

Problem = tuple[Path, int, str]


def broken(exercise: Exercise) -> bool:
    """Whether nothing can be graded, or worked out, with the solution."""
    try:
        return any(True for _ in problems(exercise))
    except ExerciseError:
        return True


def problems(exercise: Exercise) -> Iterator[Problem]:
    """What is wrong with the solution and with what it builds on.

    Raises:
        ExerciseError: a file of theirs is missing, or does not load.
    """
    for path in exercise.companions.values():
        if not path.is_file():
            raise ExerciseError(f"missing file, which {exercise.id} uses", path)
    yield from of_solution(exercise, exercise.solution)
    if exercise.kind == "numpy":  # the host must not import Keras
        names_of(exercise.solution, exercise.text("solution.py"), exercise.companions)


def of_solution(exercise: Exercise, path: Path) -> Iterator[Problem]:
    """What is wrong with the text of a solution, be it the second one."""
    tree = source.parse(read_text(path), path)
    defined = source.definitions(tree)
    asked = _defined(exercise, "starter.py")  # what that lacks, too, is said of exercise.yaml
    for name in names(exercise):
        if name not in defined and (asked is None or name in asked or path != exercise.solution):
            yield path, 1, f"{name} is not defined, but exercise.yaml provides it"
    for line, name in source.uses(tree, exercise.forbid):
        yield path, line, f"uses {name}, which the exercise forbids"


def names(exercise: Exercise) -> list[str]:
    """What exercise.yaml provides and can be a name, each once."""
    return [name for name in dict.fromkeys(exercise.provides) if name.isidentifier() and not iskeyword(name)]


def of_provided(exercise: Exercise) -> Iterator[Problem]:
    """Names in exercise.yaml that are none, are there twice, or that neither starter nor solution defines."""
    path = exercise.folder / "exercise.yaml"
    known = [_defined(exercise, name) for name in ("starter.py", "solution.py")]
    for index, name in enumerate(exercise.provides):
        line = line_of(path, "provides", index)
        if name not in names(exercise) or name in exercise.provides[:index]:
            yield path, line, f"provides: {name!r} is not a name, or is there twice"
        elif all(found is not None and name not in found for found in known):
            others = {*(known[0] or ()), *(known[1] or ())} - {*exercise.provides}
            what = f"neither the starter nor the solution defines {name!r}"
            yield path, line, f"provides: {what}{_or_meant(name, others)}"


def of_forbidden(exercise: Exercise) -> Iterator[Problem]:
    """Functions of NumPy in `forbid` that it does not have; other packages need not be here."""
    path = exercise.folder / "exercise.yaml"
    for index, name in enumerate(exercise.forbid):
        first, *rest = name.split(".")
        found = sys.modules.get(first)
        for part in rest if first == "numpy" else ():
            if found is not None and not hasattr(found, part):
                what = f"forbid: there is no {name}{_or_meant(part, dir(found))}"
                yield path, line_of(path, "forbid", index), what
            found = getattr(found, part, None)


def applies(mistake: Mistake, exercise: Exercise) -> str:
    """Why a mistake changes nothing of the solution; "" where it does."""
    defined = source.definitions(source.parse(exercise.text("solution.py"), exercise.solution))
    if any(name in defined for name in mistake.overrides):
        return ""
    advice = nearest(mistake.overrides[0], defined, f"it has {', '.join(defined)}")
    return f"overrides {' and '.join(mistake.overrides)}, which the solution does not define: {advice}"


def missing(text: str, exercise: Exercise) -> Iterator[tuple[int, str]]:
    """Names that a file imports from `solution`, which does not have them: line and sentence.

    Raises:
        ExerciseError: the solution is not Python.
    """
    tree = source.parse(exercise.text("solution.py"), exercise.solution)
    defined = source.definitions(tree)
    bound = source.bound(tree)
    known = {"", "*", *defined, *bound}
    for line, name in imported(text, "solution"):
        if name not in known and "*" not in bound:
            yield line, f"the solution has no {name}{_or_meant(name, defined)}"


def unlike(mistake: Mistake, exercise: Exercise) -> str:
    """Which function of a mistake cannot be called as the solution's can be; "" where all can.

    It raises a TypeError wherever it is called: any answer that does would be taken for this mistake.
    """
    right = source.definitions(source.parse(exercise.text("solution.py"), exercise.solution))
    wrong = source.definitions(source.parse(mistake.overlay, exercise.folder / "mistakes.py"))
    for name in mistake.overrides:
        match wrong.get(name), right.get(name):
            case ast.FunctionDef(args=ours), ast.FunctionDef(args=theirs) if not _fits(ours, theirs):
                takes = f"the mistake's {name} takes ({', '.join(_parameters(ours))})"
                return f"{takes}, the solution's ({', '.join(_parameters(theirs))})"
    return ""


def _fits(ours: ast.arguments, theirs: ast.arguments) -> bool:
    """Whether ours can be called by place wherever theirs can be."""
    most, others = (len(one.posonlyargs) + len(one.args) for one in (ours, theirs))
    is_enough = most >= others or ours.vararg is not None
    return is_enough and most - len(ours.defaults) <= others - len(theirs.defaults)


def _parameters(found: ast.arguments) -> list[str]:
    """Their names, in order."""
    plain = [one.arg for one in (*found.posonlyargs, *found.args)]
    more = [f"*{found.vararg.arg}"] if found.vararg else []
    last = [f"**{found.kwarg.arg}"] if found.kwarg else []
    return [*plain, *more, *(one.arg for one in found.kwonlyargs), *last]


def _or_meant(name: str, known: Iterable[str]) -> str:
    """What may have been meant by a name, to be put behind a sentence; "" where nothing is near."""
    found = nearest(name, known, "")
    return f": {found}" if found else ""


def _defined(exercise: Exercise, name: str) -> dict[str, source.Definition] | None:
    """What a file defines; None where it is not Python, which is said elsewhere."""
    try:
        return source.definitions(source.parse(exercise.text(name), exercise.folder / name))
    except ExerciseError:
        return None
