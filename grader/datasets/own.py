"""Data sets that a course declares, by name; `opening` reads and draws them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from grader import declared
from grader.datasets.recipes import RECIPES
from grader.declared import Declared
from grader.errors import ExerciseError
from grader.yamlfile import line_of


class Own(msgspec.Struct, frozen=True):
    """A data set of a course's own.

    Attributes:
        name: as course.yaml has it.
        course: the course's folder.
        declared: what course.yaml says of it.
    """

    name: str
    course: Path
    declared: Declared

    @property
    def key(self) -> str:
        """Under which key it says where the data comes from."""
        return "file" if self.declared.file else "generator"

    @property
    def place(self) -> str:
        """The file that the data comes from, told from the course's folder."""
        return self.declared.file or self.declared.program

    @property
    def origin(self) -> Literal["vendored", "generated"]:
        """As `Dataset.origin`: a course's file comes with the course."""
        return "generated" if self.declared.generator else "vendored"

    def wrong(self, what: str) -> ExerciseError:
        """The sentence about it, at the line of its file or generator in course.yaml."""
        return declared.broken(self.course, self.name, self.key, what)


def own_of(course: Path | None) -> dict[str, Own]:
    """The data sets of the course in that folder, by name.

    Raises:
        ExerciseError: they are not declared as they should be; with file and line.
    """
    if course is None:
        return {}
    found = declared.read(course)
    for name in found:
        if name in RECIPES:
            path = course / declared.NAME
            what = f"datasets: dllab has a {name!r} of its own: call yours by another name"
            raise ExerciseError(what, path, line_of(path, "datasets", name))
    return {name: Own(name, course, one) for name, one in found.items()}
