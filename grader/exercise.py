"""Exercise: a folder with exercise.yaml, a lesson, a starter, checks and mistakes."""

from __future__ import annotations

import functools
import hashlib
import math
from pathlib import Path
from typing import Literal

import msgspec

from grader import declared, shipped
from grader.errors import ExerciseError, UsageError
from grader.remembered import Remembered
from grader.yamlfile import line_of, nearest, read_text

ANSWERS = "answers.bin"  # in a students' install, where there are no solutions; see `grader.recorded`


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What learner code may use.

    Attributes:
        seconds: wall time, a check.
        total_seconds: wall time, all checks together; what is left over is not run.
        memory_mb: memory beyond that of the empty process, MiB.
        output_kb: what it may print, a check, KiB.
        reply_mb: what one call may return, MiB.
        scratch_mb: what it may write to its scratch folder, MiB.
        training_seconds: a kill switch for each training of a network; counted apart.
    """

    seconds: float = 5.0
    total_seconds: float = 60.0
    memory_mb: int = 512
    output_kb: int = 64
    reply_mb: int = 8
    scratch_mb: int = 64
    training_seconds: float = 600.0

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if not 0 < getattr(self, name) < math.inf:
                raise ValueError(f"{name} must be above 0 and finite")


class ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What exercise.yaml says.

    Attributes:
        id: in kebab-case, the folder's name; no other exercise of the course has it.
        title: what learners call it.
        summary: what it asks, in one sentence of at most 100 characters, for lists.
        kind: numpy, or keras where submissions use Keras or networks are trained.
        provides: the functions, classes and constants that a submission must define.
        minutes: how long a learner is likely to take.
        requires: ids of exercises that come before.
        uses: ids of earlier exercises whose code submissions import, those that others build on first:
            mini-cnn is imported as mini_cnn.
        objectives: what a learner can do afterwards, a sentence each.
        limits: what learner code may use.
        forbid: modules and functions that submissions must not use, such as scipy or numpy.convolve.
        datasets: what networks are trained on, by name; of several the best that is here.
        explore: figures to play with in the lab, by name.
        hints: a ladder from the idea to the line, a sentence or two each; at least three.
        references: where to read on.
        renamed_from: former ids, so that learners keep their progress.
    """

    id: str
    title: str
    summary: str
    kind: Literal["numpy", "keras"]
    provides: list[str]
    minutes: int = 30
    requires: list[str] = []
    uses: list[str] = []
    objectives: list[str] = []
    limits: Limits = Limits()
    forbid: list[str] = []
    datasets: list[str] = []
    explore: list[str] = []
    hints: list[str] = []
    references: list[str] = []
    renamed_from: list[str] = []


class Exercise(ExerciseFile, frozen=True, kw_only=True, dict=True):
    """One exercise: exercise.yaml's keys, and where its files are.

    Attributes:
        folder: the exercise's folder.
        solution: the reference solution's file; a learner's bundle has none.
        companions: for each module that submissions may import, in the order of `uses`, the reference
            solution of that exercise.
    """

    folder: Path
    solution: Path
    companions: dict[str, Path] = {}

    @functools.cached_property
    def version(self) -> str:
        """12 hex digits over everything that decides a score."""
        digest = hashlib.sha256()
        for path in (*(self.folder / name for name in _SCORED), self.solution, *self.companions.values()):
            digest.update(path.name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"") + b"\0")
        if self.has(ANSWERS):
            digest.update((self.folder / ANSWERS).read_bytes())
        if self.datasets:
            digest.update(declared.fingerprint(self.root, self.datasets))
        return digest.hexdigest()[:12]

    @property
    def is_recorded(self) -> bool:
        """Whether there is no solution here, only what it once answered to the public checks."""
        return self.has(ANSWERS) and not self.has("solution.py")

    @property
    def root(self) -> Path:
        """The course that its folder lies in, whose data sets it can use."""
        return self.folder.parents[2]

    @property
    def second_solutions(self) -> list[Path]:
        """Right ones that are written in other ways: `<id>.<how>.py` beside the solution."""
        return sorted(self.solution.parent.glob(f"{self.id}.*.py"))

    def text(self, name: str) -> str:
        """One of the exercise's files.

        Raises:
            ExerciseError: it is missing or not UTF-8 text.
        """
        return read_text(self.solution if name == "solution.py" else self.folder / name)

    def companion(self, name: str) -> str:
        """The reference's source for a module that submissions may import.

        Raises:
            UsageError: this install has none.
        """
        path = self.companions[name]
        if not path.is_file():
            command = f"`dllab test {path.stem}`"
            raise UsageError(f"{self.id} uses your code of {path.stem}, which must pass {command} first")
        return read_text(path)

    def has(self, name: str) -> bool:
        """Whether this install has that file (learners' have no hidden.py, for one)."""
        return (self.solution if name == "solution.py" else self.folder / name).is_file()


_SCORED = ("exercise.yaml", "checks.py", "hidden.py", "mistakes.py")


def load_exercise(folder: Path, yaml: Remembered | None = None) -> Exercise:
    """Read one exercise's folder; with `yaml`, where its YAML is remembered.

    Raises:
        ExerciseError: with file and line.
    """
    path = folder / "exercise.yaml"
    file = (yaml or Remembered()).read(path, ExerciseFile)
    if file.id != folder.name:
        what = f"id is {file.id!r}, the folder is {folder.name!r}: make them equal"
        raise ExerciseError(what, path, line_of(path, "id"))
    if not file.provides:
        raise ExerciseError("provides: name at least one function or class", path, line_of(path, "provides"))
    root = folder.parents[2]
    solution = root / "solutions" / folder.parent.name / f"{folder.name}.py"
    companions = {module_name(id): _solution_of(id, path, index) for index, id in enumerate(file.uses)}
    return Exercise(**msgspec.structs.asdict(file), folder=folder, solution=solution, companions=companions)


def module_name(id: str) -> str:
    """The name under which submissions import another exercise's code: mini_cnn for mini-cnn."""
    return id.replace("-", "_")


def _solution_of(id: str, path: Path, index: int) -> Path:
    """Where the solution of an exercise that another one uses is or, in an install without any, would be.

    What a course does not have itself it may include from the built-in one.

    Args:
        id: the exercise.
        path: exercise.yaml of the one that uses it.
        index: the place in its `uses`.
    """
    homes = dict.fromkeys((path.parents[3], shipped.course()))
    folders = [one for home in homes for one in sorted((home / "exercises").glob("*/*/"))]
    found = next((one for one in folders if one.name == id), None)
    if found is None or found == path.parent:
        why = "itself" if found else nearest(id, [one.name for one in folders], "see `dllab list`")
        what = f"uses {id!r}, which is {why}" if found else f"uses {id!r}, which is no exercise: {why}"
        raise ExerciseError(what, path, line_of(path, "uses", index))
    return found.parents[2] / "solutions" / found.parent.name / f"{id}.py"
