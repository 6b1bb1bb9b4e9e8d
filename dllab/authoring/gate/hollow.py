"""Submissions that define everything and compute nothing: a check that none of them fails checks nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dllab.authoring import source
from grader.exercise import Exercise

ANSWERS = ("None", "arguments[0] if arguments else None", "0.0")
LABELS = ("returns None", "returns its argument", "returns 0.0")  # of each answer


def hollow_submissions(exercise: Exercise) -> Iterator[str]:
    """The solution with what it provides replaced: all functions give the same empty answer.

    Classes come in two forms: with their constructor but hollow methods, and as hollow functions.
    """
    text = exercise.text("solution.py")
    defined = source.definitions(source.parse(text, exercise.solution))
    nodes = [defined[name] for name in exercise.provides if name in defined]
    classes = any(isinstance(node, ast.ClassDef) for node in nodes)
    for keep_classes in (True, False) if classes else (False,):
        for answer in ANSWERS:
            lines = [line for node in nodes for line in _replacements(node, keep_classes)]
            yield "\n".join([text, _HOLLOW.format(answer=answer), *lines, ""])


_HOLLOW = """
def _hollow(*arguments, **named):
    arguments = [*arguments, *named.values()]
    return {answer}
"""


def _replacements(node: source.Definition, keep_classes: bool) -> Iterator[str]:
    """Lines that replace what the node defines."""
    if isinstance(node, ast.ClassDef) and keep_classes:
        for method in source.methods(node):
            if method.name != "__init__":
                yield f"{node.name}.{method.name} = _hollow"
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (f"{target.id} = _hollow()" for target in targets if isinstance(target, ast.Name))
    else:
        yield f"{node.name} = _hollow"
