"""What students must not read, as text to look for: hidden checks, known mistakes, solutions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from grader.exercise import Exercise
from grader.mistakes import load_mistakes
from grader.yamlfile import read_text

_FEWEST = 60  # characters; what is shorter could stand anywhere

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Secret(msgspec.Struct, frozen=True):
    """A text that may be nowhere in a students' bundle.

    Attributes:
        text: it, with every run of white space as one space.
        what: whose it is, in words.
        path: where it comes from.
        line: the line there.
    """

    text: str
    what: str
    path: Path
    line: int


def of(exercises: Iterable[Exercise], with_sentences: bool = True) -> list[Secret]:
    """The secrets of exercises.

    Args:
        exercises: whose.
        with_sentences: whether those of known mistakes are secrets.

    Raises:
        ExerciseError: a file is missing, or is not Python.
    """
    return [secret for exercise in exercises for secret in _of(exercise, with_sentences)]


def squeezed(text: str) -> str:
    """Text with every run of white space as one space, as secrets are looked for."""
    return " ".join(text.split())


def _of(exercise: Exercise, with_sentences: bool) -> Iterator[Secret]:
    hidden, mistakes = exercise.folder / "hidden.py", exercise.folder / "mistakes.py"
    for function, text in _bodies(read_text(hidden)) if exercise.has("hidden.py") else ():
        if function.decorator_list:
            yield Secret(text, f"the hidden check {function.name}", hidden, function.lineno)
    for mistake in load_mistakes(exercise) if with_sentences else ():
        what = f"the mistake {mistake.name!r}"
        yield Secret(squeezed(mistake.sentence), f"the sentence of {what}", mistakes, mistake.line)
    published = squeezed("\n".join(exercise.text(name) for name in ("starter.py", "checks.py", "lesson.md")))
    known = [mistakes] if exercise.has("mistakes.py") else []
    gives_all = _gives_all(exercise, published)
    for path in (*known, exercise.solution, *exercise.second_solutions):
        for function, text in _bodies(read_text(path)):
            if gives_all or text not in published:  # starters may bring something along
                yield Secret(text, f"the body of {function.name}", path, function.lineno)


def _gives_all(exercise: Exercise, published: str) -> bool:
    """Whether nothing of what is asked for is left to write."""
    bodies = _bodies(exercise.text("solution.py"))
    asked = [text for function, text in bodies if function.name in exercise.provides]
    return bool(asked) and all(text in published for text in asked)


def _bodies(source: str) -> Iterator[tuple[Function, str]]:
    """The functions in a source whose bodies are long enough to be told, without their docstrings."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            text = squeezed("\n".join(lines[body[0].lineno - 1 : body[-1].end_lineno])) if body else ""
            if len(text) >= _FEWEST:
                yield node, text
