"""From an assignment to the texts of an exercise's files."""

from __future__ import annotations

import msgspec

from dllab.authoring.importing import checks, code, lesson
from dllab.authoring.importing.assignment import Assignment
from dllab.authoring.importing.text import sentence
from dllab.authoring.new import skeleton
from grader.errors import UsageError


class Draft(msgspec.Struct):
    """An exercise before it is written.

    Attributes:
        id: its id.
        title: as the notebook's first heading has it.
        texts: of its files by name, "solution.py" being the one that lies elsewhere.
        checks: the tests as checks.
        assignment: where it comes from, with remarks on what is lost.
    """

    id: str
    title: str
    texts: dict[str, str]
    checks: list[checks.Rendered]
    assignment: Assignment


def draft(assignment: Assignment, id: str, shown: str, otherwise: str) -> Draft:
    """Write all files in memory.

    Args:
        assignment: what the notebook says.
        id: of the exercise.
        shown: the notebook's name, for messages.
        otherwise: the title where the notebook has no heading.

    Raises:
        UsageError: there is nothing to grade in it.
    """
    title = lesson.title(assignment, otherwise)
    written = code.write(assignment)
    rendered = checks.render(assignment)
    provides = written.provides or list(
        dict.fromkeys(name for one in rendered for name in one.needed.learner)
    )
    if not provides:
        raise UsageError(f"{shown} asks learners for no code that a test looks at: there is nothing to grade")
    head = f'"""{sentence(title).translate(_HARMLESS)}"""'
    texts = {
        "solution.py": _module(head, written.solution),
        "starter.py": _module(head, written.starter),
        "lesson.md": lesson.write(assignment, title),
        "mistakes.py": _MISTAKES.format(id=id),
        "exercise.yaml": _about(id, title, written.kind, provides),
    }
    return Draft(id, title, texts | check_files(id, rendered), rendered, assignment)


def _module(head: str, code: str) -> str:
    apart = "\n\n\n" if code.startswith(("def ", "class ", "async ", "@")) else "\n\n"
    return head + apart + code


def check_files(id: str, rendered: list[checks.Rendered]) -> dict[str, str]:
    """The two files of checks."""
    return {
        "checks.py": checks.file(rendered, False, id),
        "hidden.py": checks.file(rendered, True, id),
    }


def _about(id: str, title: str, kind: str, provides: list[str]) -> str:
    names = ", ".join(provides)
    return _EXERCISE.format(id=id, title=skeleton.quoted(title), kind=kind, provides=names)


_HARMLESS = str.maketrans({"\\": "/", '"': "'"})
_EXERCISE = """\
id: {id}
title: {title}
summary: "[write: what is learned here, in one line for lists]."
kind: {kind}
minutes: 30
provides: [{provides}]
requires: []                   # exercises that come before this one
objectives:
  - "[write: what a learner can do afterwards, beginning with a verb]."
hints:
  - "[write: the idea, as a question that leads to it]."
  - "[write: the way, in words or as a formula]."
  - "[write: the line that most learners miss]."
"""
_MISTAKES = '''\
"""Wrong answers to {id} that people give: none came with the notebook.

[write: three mistakes at least, each a class that overrides what the exercise provides. An assertion only
says that something is wrong: to name a mistake, let a check compare with the solution, by expect.matches].
"""
'''
