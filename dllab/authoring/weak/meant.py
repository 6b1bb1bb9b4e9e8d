"""A weakness that was found, and what its author says to that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from dllab.authoring import mutation
from grader.checks import Check
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.yamlfile import line_of, nearest


class Finding(NamedTuple):
    """A weakness.

    Attributes:
        about: the check's name; the cheat's, where it is about the exercise as a whole.
        path, line: where it is.
        what: the sentence.
    """

    about: str
    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return str(ExerciseError(self.what, self.path, self.line))


def about(check: Check, what: str, line: int | None = None) -> Finding:
    """A finding about a check; at the check, or at the line that is to blame."""
    return Finding(check.name, check.path, line or check.line, what)


def unmeant(exercise: Exercise, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that `meant` in mutants.yaml does not explain, and explanations of what is not found.

    Raises:
        ExerciseError: mutants.yaml cannot be read.
    """
    found = list(findings)
    meant, path = mutation.explained(exercise).meant, exercise.folder / mutation.FILE
    yield from (finding for finding in found if finding.about not in meant)
    known = dict.fromkeys(finding.about for finding in found)
    for name in meant:
        if name not in known:
            what = f"nothing is found weak about {name!r}: {nearest(name, known, 'take it out')}"
            yield Finding(name, path, line_of(path, "meant", name), what)
