"""Course, Track, Exercise: read and validate the folders that a course is made of."""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import msgspec

from grader.errors import ExerciseError, UsageError
from grader.remembered import Remembered
from grader.yamlfile import line_of, read_text


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


class _ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """exercise.yaml, key by key."""

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


class _TrackFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """track.yaml, key by key."""

    title: str
    exercises: list[str]
    summary: str = ""
    objectives: list[str] = []


class Exercise(_ExerciseFile, frozen=True, kw_only=True, dict=True):
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
        return digest.hexdigest()[:12]

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


class Track(msgspec.Struct, frozen=True):
    """A folder of exercises, in the order of track.yaml.

    Attributes:
        objectives: what a learner can do afterwards.
    """

    id: str
    title: str
    summary: str
    exercises: list[Exercise]
    objectives: list[str] = []


class Course(msgspec.Struct, frozen=True):
    """The tracks under `root/exercises`.

    Attributes:
        problems: what is wrong with exercises and tracks that could not be read; the others work.
    """

    root: Path
    tracks: list[Track]
    problems: list[ExerciseError]

    def __iter__(self) -> Iterator[Exercise]:
        for track in self.tracks:
            yield from track.exercises

    def exercise(self, id: str) -> Exercise:
        """The exercise of that id, or of that former id.

        Raises:
            UsageError: there is none; the message names the nearest.
            ExerciseError: there is, and it is broken.
        """
        for exercise in (*(e for e in self if e.id == id), *(e for e in self if id in e.renamed_from)):
            return exercise
        for problem in self.problems:
            if problem.path and _concerns(problem.path, id):
                raise problem
        near = get_close_matches(id, [exercise.id for exercise in self], n=3, cutoff=0.5)
        advice = f"did you mean {' or '.join(near)}?" if near else "see `dllab list`"
        raise UsageError(f"there is no exercise {id!r}: {advice}")


def _concerns(path: Path, id: str) -> bool:
    """Whether a problem with this file keeps the exercise of that id from loading."""
    if path.name == "track.yaml":
        return (path.parent / id).is_dir()
    return path.parent.name == id


def load_course(root: Path, remembered: Path | None = None) -> Course:
    """Read a whole course; broken parts end in `problems`.

    Args:
        root: the course.
        remembered: a file that keeps what was read, so that the next time only what has changed is.

    Raises:
        ExerciseError: `root` holds no course at all.
    """
    folder = root / "exercises"
    if not folder.is_dir():
        raise ExerciseError("no course here: expected a folder `exercises` in it", root)
    problems: list[ExerciseError] = []
    tracks = []
    yaml = Remembered(remembered)
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.name.startswith((".", "__")):
            continue
        try:
            tracks.append(_load_track(path, root, problems, yaml))
        except ExerciseError as error:
            problems.append(error)
    problems.extend(_duplicates(tracks))
    yaml.keep()
    return Course(root, tracks, problems)


def _load_track(folder: Path, root: Path, problems: list[ExerciseError], yaml: Remembered) -> Track:
    path = folder / "track.yaml"
    file = yaml.read(path, _TrackFile)
    exercises = []
    for index, id in enumerate(file.exercises):
        try:
            if Path(id).name != id or not (folder / id).is_dir():
                raise ExerciseError(
                    f"there is no folder {id!r} here", path, line_of(path, "exercises", index)
                )
            exercises.append(load_exercise(folder / id, root, yaml))
        except ExerciseError as error:
            problems.append(error)
    for path in sorted(folder.glob("*/exercise.yaml")):
        if path.parent.name not in file.exercises:
            problems.append(ExerciseError(f"not listed under `exercises` in {folder.name}/track.yaml", path))
    return Track(folder.name, file.title, file.summary, exercises, file.objectives)


def _duplicates(tracks: list[Track]) -> Iterator[ExerciseError]:
    """Two exercises must not answer to one id, be it a former one."""
    seen: dict[str, Path] = {}
    for exercise in (exercise for track in tracks for exercise in track.exercises):
        path = exercise.folder / "exercise.yaml"
        for key, id in (("id", exercise.id), *(("renamed_from", id) for id in exercise.renamed_from)):
            if id in seen:
                yield ExerciseError(f"the id {id!r} is also that of {seen[id]}", path, line_of(path, key))
            seen[id] = path


def load_exercise(folder: Path, root: Path, yaml: Remembered | None = None) -> Exercise:
    """Read one exercise folder of the course at `root`; with `yaml`, where its YAML is remembered.

    Raises:
        ExerciseError: with file and line.
    """
    path = folder / "exercise.yaml"
    file = (yaml or Remembered()).read(path, _ExerciseFile)
    if file.id != folder.name:
        what = f"id is {file.id!r}, the folder is {folder.name!r}: make them equal"
        raise ExerciseError(what, path, line_of(path, "id"))
    if not file.provides:
        raise ExerciseError("provides: name at least one function or class", path, line_of(path, "provides"))
    solution = root / "solutions" / folder.parent.name / f"{folder.name}.py"
    companions = {module_name(id): _solution_of(id, root) for id in file.uses}
    return Exercise(**msgspec.structs.asdict(file), folder=folder, solution=solution, companions=companions)


def module_name(id: str) -> str:
    """The name under which submissions import another exercise's code: mini_cnn for mini-cnn."""
    return id.replace("-", "_")


def _solution_of(id: str, root: Path) -> Path:
    """Where the solution of the exercise of that id is, or, in an install without solutions, would be."""
    track = next((path.parent.name for path in sorted((root / "exercises").glob(f"*/{id}"))), "")
    return root / "solutions" / track / f"{id}.py"
